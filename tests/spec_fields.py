"""The fields of the spec as its JSON Schema lists them, and changes of what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from platformgen.schema import platform_schema

ANY_KEY, ANY_ITEM = "*", "[]"
Field = tuple[str, ...]
Place = tuple[str | int, ...]
Schema = Mapping[str, Any]
REMOVED = object()


def fields() -> dict[Field, Schema]:
    """Return the schema of every field by its path; `*` is any key, `[]` any item.

    What only holds other fields is none: they stand for it.
    """
    found: dict[Field, Schema] = {}
    for path, schema in _walk(platform_schema(), ()):
        if not _holds_fields(schema):
            found.setdefault(path, schema)
    return found


def paths() -> list[Field]:
    """Return the path of all that the schema names, also of what only holds other fields."""
    return list(dict.fromkeys(path for path, _ in _walk(platform_schema(), ())))


def _holds_fields(schema: Schema) -> bool:
    return any(key in schema for key in ("properties", "items", "anyOf")) or isinstance(
        schema.get("additionalProperties"), Mapping
    )


def _walk(schema: Schema, path: Field) -> Iterator[tuple[Field, Schema]]:
    if path:
        yield path, schema
    for branch in schema.get("anyOf", ()):
        yield from _walk(branch, path)
    for key, inner in schema.get("properties", {}).items():
        yield from _walk(inner, (*path, key))
    if isinstance(schema.get("additionalProperties"), Mapping):
        yield from _walk(schema["additionalProperties"], (*path, ANY_KEY))
    if "items" in schema:
        yield from _walk(schema["items"], (*path, ANY_ITEM))


def places(value: Any, field: Field, at: Place = ()) -> Iterator[Place]:  # noqa: ANN401  # any YAML
    """Yield where a spec has a field."""
    if not field:
        yield at
        return
    step, *rest = field
    if step == ANY_KEY and isinstance(value, dict):
        steps: list[str | int] = list(value)
    elif step == ANY_ITEM and isinstance(value, list):
        steps = list(range(len(value)))
    else:
        steps = [step] if isinstance(value, dict) and step in value else []
    for each in steps:
        yield from places(value[each], tuple(rest), (*at, each))


def changed(spec: dict[str, Any], place: Place, value: object) -> dict[str, Any]:
    """Return a spec with another value at a place, or without it."""
    result = deepcopy(spec)
    *above, last = place
    node: Any = result
    for step in above:
        node = node[step]
    if value is REMOVED:
        del node[last]
    else:
        node[last] = value
    return result


def others(value: object, schema: Schema) -> Iterator[object]:
    """Yield values that a field could have in place of one, the likeliest first."""
    if "enum" in schema:
        yield from (option for option in schema["enum"] if option != value)
    elif isinstance(value, int):
        yield from (value + 1, value - 1)
    elif isinstance(value, str):
        counted = re.sub(r"\d+", lambda number: str(int(number.group()) + 1), value, count=1)
        yield from (each for each in (counted, f"{value}2", f"{value}/more") if each != value)
    yield REMOVED
