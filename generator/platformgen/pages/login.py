"""Whom a component lets in, and the command that shows the password to who may read it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from platformgen.model import Component
from platformgen.pages import commands
from platformgen.pages.lookups import Titled
from platformgen.pages.paths import page_of


class Login(Struct, frozen=True, kw_only=True):
    """A credential with the component it opens, and the command that shows it."""

    component: Titled
    title: str
    username: str
    namespace: str
    secret: str
    key: str
    command: str


def logins(component: Component) -> Iterator[Login]:
    """Yield the credentials of a component; none of one that has no namespace to keep them in."""
    namespace = component.namespace
    if namespace is None:
        return
    for each in component.credentials:
        yield Login(
            component=Titled(title=component.title, page=page_of(component)),
            title=each.title,
            username=each.username,
            namespace=namespace,
            secret=each.secret,
            key=each.key,
            command=commands.show_secret(namespace, each),
        )
