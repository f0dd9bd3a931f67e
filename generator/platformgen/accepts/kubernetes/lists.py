"""Lists whose items have a key: server-side apply refuses two items with one key.

The keys stand in the schemas (`x-kubernetes-list-map-keys`). A plan holds, for one definition,
only the fields through which such a list can be reached, so that little is walked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from platformgen.accepts.kubernetes import schemas
from platformgen.accepts.wording import Path, Problem, quoted

_KEYS: Final = "x-kubernetes-list-map-keys"
# What the API server fills in before it compares: the only default among all keys.
_DEFAULTS: Final[Mapping[str, str]] = {"protocol": "TCP"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A field of a definition that is, or leads to, a list with keys."""

    field: str
    keys: tuple[str, ...] = ()
    target: str = ""
    is_list: bool = False
    is_map: bool = False


def duplicates(item: Mapping[str, Any], kind: str, version: str) -> Iterator[Problem]:
    """Yield the items of keyed lists whose key an item before them has; the schema must fit."""
    yield from _below(item, schemas.kinds(version)[kind], kind, version, ())


def _below(
    value: Mapping[str, Any], definition: str, kind: str, version: str, path: Path
) -> Iterator[Problem]:
    for branch in _plan(definition, kind, version):
        child = value.get(branch.field)
        if not child:
            continue
        here = (*path, branch.field)
        if branch.keys and len(child) > 1:
            yield from _repeated(child, branch.keys, here)
        if branch.target:
            for step, each in _children(child, branch):
                yield from _below(each, branch.target, kind, version, (*here, *step))


def _children(child: Any, branch: Branch) -> Iterator[tuple[Path, Mapping[str, Any]]]:  # noqa: ANN401  # any JSON value
    if branch.is_list:
        for index, each in enumerate(child):
            yield (index,), each
    elif branch.is_map:
        for key, each in child.items():
            yield (key,), each or {}
    else:
        yield (), child


def _repeated(
    items: list[Mapping[str, Any]], keys: tuple[str, ...], path: Path
) -> Iterator[Problem]:
    seen: set[tuple[object, ...]] = set()
    for index, item in enumerate(items):
        key = tuple(item.get(each) or _DEFAULTS.get(each) for each in keys)
        if key in seen:
            named = " and ".join(
                f"{each} {quoted(value)}" for each, value in zip(keys, key, strict=True)
            )
            message = f"an item before this one has the same {named}"
            yield Problem(path=(*path, index), rule="duplicate", message=message)
        seen.add(key)


@cache
def _plan(definition: str, kind: str, version: str) -> tuple[Branch, ...]:
    definitions = schemas.schema(kind, version)["$defs"]
    properties = definitions[definition].get("properties", {})
    branches = (_branch(field, each, definitions, definition) for field, each in properties.items())
    return tuple(branch for branch in branches if branch)


def _branch(
    field: str, schema: Mapping[str, Any], definitions: Mapping[str, Any], parent: str
) -> Branch | None:
    items, rest = schema.get("items") or {}, schema.get("additionalProperties") or {}
    reference = schema.get("$ref") or items.get("$ref") or rest.get("$ref") or ""
    target = reference.rsplit("/", 1)[-1]
    keys = tuple(schema.get(_KEYS, ()))
    leads = bool(target) and _leads(target, definitions, frozenset({parent}))
    if not keys and not leads:
        return None
    return Branch(
        field=field,
        keys=keys,
        target=target if leads else "",
        is_list="items" in schema,
        is_map=bool(rest),
    )


def _leads(definition: str, definitions: Mapping[str, Any], seen: frozenset[str]) -> bool:
    """Tell whether a list with keys is somewhere below a definition."""
    return _KEYS in str(definitions[definition]) or any(
        _leads(target, definitions, seen | {definition})
        for target in schemas.references(definitions[definition])
        if target not in seen | {definition}
    )
