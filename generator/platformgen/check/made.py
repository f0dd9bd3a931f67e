"""Names of what installs make, against what the lock says that they make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from msgspec import Struct
from msgspec.structs import replace

from platformgen.check.installs import Brought, brought
from platformgen.check.subject import Path, Subject, nearest, pod
from platformgen.diagnostic import Diagnostic, Severity
from platformgen.model import Component, MadeBy, Names

_WHY = "platform.lock lists all that it makes"


def unmade_names(subject: Subject) -> Iterator[Diagnostic]:
    """Report workloads, parts, Services and Secrets that an install does not make."""
    lock = subject.platform.lock
    if lock is None:
        return
    by_component = brought(subject, lock)
    for component in subject.platform.components:
        found = by_component.get(component.name)
        if found is not None:
            yield from _of_component(_Place(subject, component, found))
    for secret in subject.platform.secrets:
        maker = secret.origin.component if isinstance(secret.origin, MadeBy) else ""
        if maker in by_component:
            yield from _secret(subject, by_component[maker], secret.name, secret.namespace)
    yield from _keys(subject, by_component)


class _Place(Struct, frozen=True):
    """A component, and what comes with its install."""

    subject: Subject
    component: Component
    brought: Brought

    @property
    def at(self) -> Path:
        return ("components", self.component.name)

    def names(self) -> list[Names]:
        return list(self.brought.names(self.component.namespace or ""))


def _of_component(place: _Place) -> Iterator[Diagnostic]:
    runs = place.component.runs
    if runs is not None:
        yield from _object(place, runs.kind, runs.name, (*place.at, "runs"))
    for index, part in enumerate(place.component.parts):
        yield from _object(place, part.kind, part.name, (*place.at, "parts", index))
    yield from _service(place)


def _object(place: _Place, kind: str, name: str, at: Path) -> Iterator[Diagnostic]:
    names = place.names()
    known = [each for some in names for each in some.of(kind)]
    if name in known:
        return
    others = sorted({other for some in names for other in some.others if name in some.of(other)})
    what = f"{place.brought.title} makes no {kind} {name!r}"
    if others:
        told = place.subject.error("PG070", (*at, "kind"), what, _WHY, f"write `kind: {others[0]}`")
    else:
        told = place.subject.error("PG070", (*at, "name"), what, _WHY, _nearest(kind, name, known))
    yield _judged(place.brought, told)


def _nearest(kind: str, name: str, known: Sequence[str]) -> str:
    return nearest(name, known) if known else f"it makes no {kind} at all there"


def _service(place: _Place) -> Iterator[Diagnostic]:
    service = place.component.service
    if service is None:
        return
    services = {name: ports for some in place.names() for name, ports in some.services.items()}
    at = (*place.at, "service")
    if service.name not in services:
        what = f"{place.brought.title} makes no Service {service.name!r}"
        likely = sorted(name for name in services if service.port in services[name].values())
        fix = _nearest("Service", service.name, likely or sorted(services))
        told = place.subject.error("PG070", (*at, "name"), what, _WHY, fix)
        yield _judged(place.brought, told)
    elif service.port not in services[service.name].values():
        ports = services[service.name]
        shown = ", ".join(
            str(port) if name == str(port) else f"{port} ({name})" for name, port in ports.items()
        )
        what = f"the Service {service.name} has no port {service.port}"
        fix = f"it has {shown}" if shown else "it has none: name another Service"
        yield place.subject.error("PG070", (*at, "port"), what, _WHY, fix)


def _judged(found: Brought, told: Diagnostic) -> Diagnostic:
    """Return a finding as a warning, where an operator may make what the lock does not have."""
    if not found.unknown:
        return told
    why = f"platform.lock does not have it; an operator may make it of a {found.unknown[0]}"
    return replace(told, severity=Severity.WARNING, why=why)


def _secret(subject: Subject, found: Brought, name: str, namespace: str) -> Iterator[Diagnostic]:
    known = sorted({each for some in found.names(namespace) for each in some.secrets})
    if name in known:
        return
    what = f"{found.title} makes no Secret {name!r}"
    at: Path = ("secrets", name)
    if not found.secret_makers:
        told = subject.error_at_key("PG070", at, what, _WHY, _nearest("Secret", name, known))
        yield _judged(found, told)
    elif get_close_matches(name, known, n=1):
        # Programs make Secrets when they run, so only what looks like a slip is told.
        why = f"{found.secret_makers[0]} may make it, but platform.lock does not say so"
        yield subject.warning("PG070", at, what, why, nearest(name, known))


def _keys(subject: Subject, by_component: Mapping[str, Brought]) -> Iterator[Diagnostic]:
    for component in subject.platform.components:
        namespace = component.namespace or ""
        for at, name, key in _uses(component):
            secret = subject.secrets.get((namespace, name))
            maker = secret.origin.component if secret and isinstance(secret.origin, MadeBy) else ""
            if maker not in by_component:
                continue
            spaces = by_component[maker].names(namespace)
            known = [each for some in spaces for each in some.secrets.get(name, ())]
            if known and key not in known:
                what = f"the Secret {name} has no key {key!r}"
                yield subject.error("PG070", at, what, _WHY, nearest(key, known))


def _uses(component: Component) -> Iterator[tuple[Path, str, str]]:
    at: Path = ("components", component.name)
    for index, credential in enumerate(component.credentials):
        yield (*at, "credentials", index, "key"), credential.secret, credential.key
    for place, container in pod(component):
        for each in container.secrets:
            yield (*place, "secrets", each.variable), each.secret, each.key
