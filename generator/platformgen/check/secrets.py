"""Secrets that nothing makes, and secrets that stand in the clear."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from platformgen.check.subject import Path, Subject, containers, nearest
from platformgen.diagnostic import Diagnostic
from platformgen.model import Component, Container, ExternalKeys, MadeBy, TextKey

_WHY = "the pods would wait for it for ever"
_SECRET_WORD = re.compile(
    r"(?:^|[_.-])(?:password|passwd|passphrase|secret|token|api[_-]?key|private[_-]?key|credentials?)"
    r"$",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_TOKEN = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY|\bgh[pousr]_[A-Za-z0-9]{30,}|\bglpat-[\w-]{20,}"
    r"|\bAKIA[0-9A-Z]{16}\b|\bxox[abprs]-[\w-]{10,}|\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}"
    r"|://[^/\s:@]+:[^/\s:@{]+@"
)


def unmade(subject: Subject) -> Iterator[Diagnostic]:
    """Report credentials, variables, files and certificates whose Secret nothing makes."""
    for component in subject.platform.components:
        at: Path = ("components", component.name)
        for index, credential in enumerate(component.credentials):
            place = (*at, "credentials", index, "secret")
            yield from _key(subject, component, credential.secret, credential.key, place)
        offset = 1 if subject.says(component.name, "host") else 0
        for index, route in enumerate(component.routes):
            if route.tls:
                place = (*at, "routes", index - offset, "tls")
                yield from _secret(subject, component, route.tls, place)
        yield from _of_workload(subject, component, (*at, "workload"))


def _of_workload(subject: Subject, component: Component, at: Path) -> Iterator[Diagnostic]:
    workload = component.workload
    if workload is None:
        return
    holders: list[tuple[Container, Path]] = [(workload.containers[0], at)]
    holders += [
        (each, (*at, "sidecars", index)) for index, each in enumerate(workload.containers[1:])
    ]
    holders += [(each, (*at, "init", index)) for index, each in enumerate(workload.init)]
    for container, place in holders:
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
        yield subject.error("PG030", at, what, why)
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


def in_the_clear(subject: Subject) -> Iterator[Diagnostic]:
    """Report values that look like secrets: they belong under `secrets`."""
    names = {secret.name for secret in subject.platform.secrets}
    for component in subject.platform.components:
        at: Path = ("components", component.name)
        entry: dict[str, Any] = subject.entry("components", component.name)
        for place, holder in containers(entry.get("workload", {}), (*at, "workload")):
            yield from _in_values(subject, holder.get("env", {}), (*place, "env"), names)
        values = entry.get("install", {}).get("helm", {}).get("values", {})
        yield from _in_values(subject, values, (*at, "install", "helm", "values"), names)
    for secret in subject.platform.secrets:
        keys = secret.origin if isinstance(secret.origin, tuple) else ()
        for key in keys:
            if isinstance(key, TextKey) and _is_secret(key.key, key.text):
                yield _clear(subject, key.key, ("secrets", secret.name, "keys", key.key, "text"))


def _in_values(
    subject: Subject, value: object, at: Path, names: Collection[str]
) -> Iterator[Diagnostic]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _in_values(subject, each, (*at, key), names)
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _in_values(subject, each, (*at, index), names)
    elif isinstance(value, str) and value not in names and _is_secret(str(at[-1]), value):
        yield _clear(subject, str(at[-1]), at)


def _is_secret(name: str, value: str) -> bool:
    if _TOKEN.search(value):
        return True
    return bool(value) and "{{" not in value and bool(_SECRET_WORD.search(_CAMEL.sub("_", name)))


def _clear(subject: Subject, name: str, at: Path) -> Diagnostic:
    return subject.error(
        "PG039",
        at,
        f"the value of {name} looks like a secret, and it stands here in the clear",
        "a spec is read by many, and its history keeps what was in it",
        "say where it comes from under `secrets`, and refer to it by SECRET/KEY",
    )
