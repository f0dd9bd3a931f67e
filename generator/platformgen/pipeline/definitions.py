"""API definitions are of their type: the catalog takes any text, and only Backstage fails."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from platformgen.diagnostic import Diagnostic, Span
from platformgen.source.foreign import not_yaml, root_keys

_WHY = "the catalog takes any text, and Backstage would show an error in place of the API"
# What says its version, by what the specifications of OpenAPI 2 and 3 and of AsyncAPI require.
_VERSIONS = {"openapi": ("openapi", "swagger"), "asyncapi": ("asyncapi",)}
_TITLES = {"openapi": "OpenAPI", "asyncapi": "AsyncAPI"}


def not_definitions(spec: Mapping[str, Any], files: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Yield an error for each API definition that is not of its type, at what is wrong in it.

    Those in YAML or JSON are read; of all others nothing is known but that they are not empty.
    """
    wanted = {
        (api["definition"], api["type"])
        for component in spec.get("components", {}).values()
        for api in component.get("provides", {}).values()
    }
    for path, kind in sorted(wanted):
        if path in files:
            found = _objection(files[path], path, kind)
            if found is not None:
                yield replace(found, code="PG049", why=_WHY)


def _objection(text: str, path: str, kind: str) -> Diagnostic | None:
    if not text.strip():
        return _at_start(path, "this API definition is empty", "write it, or remove the API")
    if kind not in _VERSIONS:
        return None
    keys = _keys_of_json(text)
    if keys is None:
        found = not_yaml(text, path)
        if found is not None:
            return found
        keys = root_keys(text)
    names = _VERSIONS[kind]
    if any(key in names for key in keys):
        return None
    what = f"this is no {_TITLES[kind]} definition: it has no {' or '.join(names)} at its root"
    return _at_start(path, what, f"write {names[0]} and its version, or say another type")


def _keys_of_json(text: str) -> Iterable[str] | None:
    """Return the keys of a JSON object; None for all else.

    What JSON escapes in two halves, as emoji, is an error to libyaml and to nobody else.
    """
    if not text.lstrip().startswith("{"):
        return None
    try:
        value: dict[str, object] = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value


def _at_start(path: str, what: str, fix: str) -> Diagnostic:
    return Diagnostic(code="PG049", what=what, span=Span(path, 1, 1), fix=fix)
