"""Where each credential of a platform is, who makes it and how it is changed; never its value."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from platformgen.model import Component, ExternalKeys, GeneratedKey, MadeBy, Platform, Secret


class Login(Struct, frozen=True, kw_only=True):
    """One key of a Secret, or, where `key` is empty, a Secret whose keys its maker chooses."""

    component: str
    """Whom it opens; empty for a Secret that no component names as its credential."""
    title: str
    username: str
    namespace: str
    secret: str
    key: str
    maker: str
    change: str

    @property
    def place(self) -> str:
        """The Secret and its key, as `credentials` takes it for a name."""
        return f"{self.secret}/{self.key}" if self.key else self.secret


def logins(platform: Platform) -> tuple[Login, ...]:
    """Return the credentials of components in their order, then all other keys of Secrets."""
    secrets = {(each.namespace, each.name): each for each in platform.secrets}
    listed = [
        _of_component(component, component.namespace, index, secrets)
        for component in platform.components
        if component.namespace is not None
        for index in range(len(component.credentials))
    ]
    known = {(each.namespace, each.secret, each.key) for each in listed}
    named = {(each.namespace, each.secret) for each in listed}
    others = (one for each in platform.secrets for one in _of_secret(each))
    return (
        *listed,
        *(
            each
            for each in others
            if (each.namespace, each.secret, each.key) not in known
            and (each.key or (each.namespace, each.secret) not in named)
        ),
    )


def named(found: tuple[Login, ...], name: str) -> tuple[Login, ...]:
    """Return the credentials of a component, of a Secret, or at `SECRET/KEY`.

    A Secret may be named with its namespace, as we print it: `NAMESPACE/SECRET`.
    """
    return tuple(each for each in found if name in _names(each))


def _names(each: Login) -> set[str]:
    places = {each.secret, each.place}
    return {each.component, *places, *(f"{each.namespace}/{place}" for place in places)}


def _of_component(
    component: Component, namespace: str, index: int, secrets: dict[tuple[str, str], Secret]
) -> Login:
    credential = component.credentials[index]
    secret = secrets.get((namespace, credential.secret))
    maker, change = _origin(secret, credential.key) if secret else _by(component.name)
    return Login(
        component=component.name,
        title=credential.title,
        username=credential.username,
        namespace=namespace,
        secret=credential.secret,
        key=credential.key,
        maker=maker,
        change=change,
    )


def _of_secret(secret: Secret) -> Iterator[Login]:
    for key in _keys(secret):
        maker, change = _origin(secret, key)
        yield Login(
            component="",
            title="",
            username="",
            namespace=secret.namespace,
            secret=secret.name,
            key=key,
            maker=maker,
            change=change,
        )


def _keys(secret: Secret) -> tuple[str, ...]:
    match secret.origin:
        case ExternalKeys(keys=keys):
            return keys
        case MadeBy():
            return ("",)
        case keys:
            return tuple(each.key for each in keys)


def _origin(secret: Secret, key: str) -> tuple[str, str]:
    """Return who makes a key of a Secret, and how it is changed."""
    match secret.origin:
        case ExternalKeys(store=store, path=path):
            return f"External Secrets, from {store}: {path}", "in that store"
        case MadeBy(component=component):
            return _by(component)
        case keys:
            if any(isinstance(each, GeneratedKey) for each in keys if each.key == key):
                delete = f"kubectl -n {secret.namespace} delete secret {secret.name}"
                then = "then `platformgen apply`, and start again who reads it"
                return "`platformgen apply`, once, at random", f"{delete}, {then}"
            return "the spec says it: it is no secret", "in the spec"


def _by(component: str) -> tuple[str, str]:
    return f"{component} makes it", f"as the documentation of {component} says"
