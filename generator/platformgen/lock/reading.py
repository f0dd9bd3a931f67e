"""`platform.lock` as the model has it; anything that we do not write is refused."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import islice
from typing import Any

import jsonschema_rs

from platformgen.diagnostic import Diagnostic
from platformgen.lock.form import lock_schema
from platformgen.model.lock import Index, Lock, LockedChart, LockedManifest, Made, Names
from platformgen.source import parse
from platformgen.source.document import Document, Places, Value

FILE = "platform.lock"
_REPORTED_MAX = 20
_WHY = "the lock is written by `platformgen lock`, and not by hand"
_FIX = "run `platformgen lock` to write it anew"
Entry = Mapping[str, Any]


def read_lock(content: bytes, places: Places) -> tuple[Lock, list[Diagnostic]]:
    """Return what a lock file says, and what in it cannot be right."""
    document, found = parse(content, places, FILE)
    if document is None:
        return Lock(), found
    errors = list(islice(_validator().iter_errors(document.value), _REPORTED_MAX))
    if errors:
        return Lock(), [_wrong(document, error) for error in errors]
    said: Entry = document.value
    return _lock(said), []


def lock_of(said: object) -> Lock | None:
    """Return the lock that data says; None where it is not as `lock_document` makes it."""
    return _lock(said) if isinstance(said, dict) and _validator().is_valid(said) else None


def _lock(said: Entry) -> Lock:
    return Lock(
        images=said.get("images", {}),
        releases={
            name: tuple(_chart(each) for each in charts)
            for name, charts in said.get("releases", {}).items()
        },
        manifests={
            url: LockedManifest(digest=each["digest"], index=_index(each))
            for url, each in said.get("manifests", {}).items()
        },
    )


@cache
def _validator() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(lock_schema())


def _wrong(document: Document, error: jsonschema_rs.ValidationError) -> Diagnostic:
    path = tuple(error.instance_path)
    where = ".".join(map(str, path)) or "the file"
    node: Value | Mapping[str, Any] = lock_schema()
    for step in error.schema_path[:-1]:
        node = node[step]  # type: ignore[index]  # a path of the schema itself
    expected = node.get("$comment") if isinstance(node, dict) else None
    return Diagnostic(
        code="PG019",
        what=f"{where} is not of the form that a lock has",
        span=document.span(path),
        why=str(expected or _WHY),
        fix=_FIX,
    )


def _chart(entry: Entry) -> LockedChart:
    return LockedChart(
        repo=entry["repo"],
        chart=entry["chart"],
        version=entry["version"],
        digest=entry["digest"],
        namespace=entry["namespace"],
        kubernetes=entry["kubernetes"],
        values=entry["values"],
        index=_index(entry),
    )


def _index(entry: Entry) -> Index:
    return Index(
        makes=_made(entry.get("makes", {})),
        operators=_made(entry.get("operators", {})),
        unknown=tuple(entry.get("unknown", ())),
        secret_makers=tuple(entry.get("secretMakers", ())),
        containers=entry.get("containers", {}),
    )


def _made(entry: Entry) -> Made:
    own = {kind: names for kind, names in entry.items() if kind != "namespaces"}
    elsewhere = {name: _names(each) for name, each in entry.get("namespaces", {}).items()}
    return {"": _names(own), **elsewhere} if own else elsewhere


def _names(entry: Entry) -> Names:
    return Names(
        services=entry.get("Service", {}),
        secrets={name: tuple(keys) for name, keys in entry.get("Secret", {}).items()},
        others={
            kind: tuple(names) for kind, names in entry.items() if kind not in ("Service", "Secret")
        },
    )
