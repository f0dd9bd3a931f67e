"""Secrets that nothing makes."""

from __future__ import annotations

from collections.abc import Iterator

from platformgen.check.subject import Path, Subject, nearest, pod, routes
from platformgen.diagnostic import Diagnostic
from platformgen.model import Component, ExternalKeys, MadeBy

_WHY = "the pods would wait for it for ever"


def unmade(subject: Subject) -> Iterator[Diagnostic]:
    """Report credentials, variables, files and certificates whose Secret nothing makes."""
    for component in subject.platform.components:
        at: Path = ("components", component.name)
        for index, credential in enumerate(component.credentials):
            place = (*at, "credentials", index, "secret")
            yield from _key(subject, component, credential.secret, credential.key, place)
        for route_place, route in routes(subject, component):
            if route.tls:
                yield from _secret(subject, component, route.tls, (*route_place, "tls"))
        yield from _of_workload(subject, component, (*at, "workload"))


def _of_workload(subject: Subject, component: Component, at: Path) -> Iterator[Diagnostic]:
    workload = component.workload
    if workload is None:
        return
    for place, container in pod(component):
        for each in container.secrets:
            where = (*place, "secrets", each.variable)
            yield from _key(subject, component, each.secret, each.key, where)
            if each.variable in container.variables:
                what = f"{each.variable} is said under `env` and under `secrets`"
                yield subject.error_at_key("PG023", where, what, fix="remove one of the two")
    for mount, secret in workload.secret_files.items():
        yield from _secret(subject, component, secret, (*at, "secretFiles", mount))


def _secret(subject: Subject, component: Component, name: str, at: Path) -> Iterator[Diagnostic]:
    namespace = component.namespace or ""
    if (namespace, name) in subject.secrets:
        return
    elsewhere = [each.namespace for each in subject.platform.secrets if each.name == name]
    what = f"nothing makes the Secret {name} in the namespace {namespace}"
    if elsewhere:
        why = f"it is made in {elsewhere[0]}, and a pod sees the Secrets of its own namespace"
        fix = "make it where it is used, or use one that is made there"
        yield subject.error("PG030", at, what, why, fix)
    else:
        names = [secret for place, secret in subject.secrets if place == namespace]
        fix = (
            f"add it under `secrets`; {nearest(name, names)}" if names else "add it under `secrets`"
        )
        yield subject.error("PG030", at, what, _WHY, fix)


def _key(
    subject: Subject, component: Component, name: str, key: str, at: Path
) -> Iterator[Diagnostic]:
    secret = subject.secrets.get((component.namespace or "", name))
    if secret is None:
        yield from _secret(subject, component, name, at)
        return
    match secret.origin:
        case MadeBy():
            return
        case ExternalKeys(keys=keys):
            known = list(keys)
        case own:
            known = [each.key for each in own]
    if key not in known:
        what = f"the Secret {name} has no key {key!r}"
        yield subject.error("PG030", at, what, _WHY, nearest(key, known))
