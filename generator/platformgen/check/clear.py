"""Secrets that stand in the clear: in variables, arguments, Helm values and texts of Secrets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from platformgen.accepts.secretwords import ENDINGS
from platformgen.check.subject import Path, Subject, containers, nearest
from platformgen.diagnostic import Diagnostic
from platformgen.model import TextKey

_WORD = re.compile(rf"(?:^|[_.-])(?:{ENDINGS})$", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_REFERRING = re.compile(r"existing_?secret$", re.IGNORECASE)
"""What charts call the name of a Secret that is there already."""
_TOKEN = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY|\bgh[pousr]_[A-Za-z0-9]{30,}|\bglpat-[\w-]{20,}"
    r"|\bAKIA[0-9A-Z]{16}\b|\bxox[abprs]-[\w-]{10,}|\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}"
    r"|://[^/\s:@]+:[^/\s:@{]+@"
)


def in_the_clear(subject: Subject) -> Iterator[Diagnostic]:
    """Report values that look like secrets: they belong under `secrets`."""
    for component in subject.platform.components:
        at: Path = ("components", component.name)
        entry: dict[str, Any] = subject.entry("components", component.name)
        for place, holder in containers(entry.get("workload", {}), (*at, "workload")):
            yield from _in_values(subject, holder.get("env", {}), (*place, "env"))
            for key in ("command", "args"):
                for index, argument in enumerate(holder.get(key, ())):
                    name, _, value = argument.lstrip("-").partition("=")
                    if _is_secret(name, value) or _TOKEN.search(argument):
                        yield _clear(subject, name, (*place, key, index))
        values = entry.get("install", {}).get("helm", {}).get("values", {})
        yield from _in_values(subject, values, (*at, "install", "helm", "values"))
    for secret in subject.platform.secrets:
        keys = secret.origin if isinstance(secret.origin, tuple) else ()
        for each in keys:
            if isinstance(each, TextKey) and _is_secret(each.key, each.text):
                at = ("secrets", secret.name, "keys", each.key, "text")
                yield _clear(subject, each.key, at)


def _in_values(subject: Subject, value: object, at: Path) -> Iterator[Diagnostic]:
    match value:
        case dict():
            for key, each in value.items():
                yield from _in_values(subject, each, (*at, key))
        case list():
            for index, each in enumerate(value):
                yield from _in_values(subject, each, (*at, index))
        case str() if _is_reference(str(at[-1])):
            yield from _referred(subject, value, at)
        case str() if value not in subject.secret_names and _is_secret(str(at[-1]), value):
            yield _clear(subject, str(at[-1]), at)
        case int() if not isinstance(value, bool) and _is_secret(str(at[-1]), str(value)):
            yield _clear(subject, str(at[-1]), at)
        case _:
            pass


def _referred(subject: Subject, name: str, at: Path) -> Iterator[Diagnostic]:
    if name and "{{" not in name and name not in subject.secret_names:
        what = f"nothing makes the Secret {name}"
        fix = f"add it under `secrets`; {nearest(name, subject.secret_names)}"
        yield subject.error("PG030", at, what, "the chart would wait for it for ever", fix)


def _is_secret(name: str, value: str) -> bool:
    if _TOKEN.search(value):
        return True
    return bool(value) and "{{" not in value and _means_secret(name)


# All components of a platform are told much the same by the same names.
@lru_cache(maxsize=1024)
def _means_secret(name: str) -> bool:
    return bool(_WORD.search(_CAMEL.sub("_", name)))


@lru_cache(maxsize=1024)
def _is_reference(name: str) -> bool:
    return bool(_REFERRING.search(_CAMEL.sub("_", name)))


def _clear(subject: Subject, name: str, at: Path) -> Diagnostic:
    return subject.error(
        "PG039",
        at,
        f"the value of {name} looks like a secret, and it stands here in the clear",
        "a spec is read by many, and its history keeps what was in it",
        "say where it comes from under `secrets`, and refer to it by SECRET/KEY",
    )
