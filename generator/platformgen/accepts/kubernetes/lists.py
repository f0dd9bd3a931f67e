"""Lists whose items have a key: server-side apply refuses two items with one key.

The keys stand in the schemas (`x-kubernetes-list-map-keys`). A plan holds, for one definition,
only the fields through which such a list can be reached, so that little is walked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from platformgen.accepts.kubernetes import schemas
from platformgen.accepts.wording import Path, Problem, quoted

_KEYS: Final = "x-kubernetes-list-map-keys"
# What the API server fills in before it compares: the only default among all keys.
_DEFAULTS: Final[Mapping[str, str]] = {"protocol": "TCP"}


class Branch(Struct, frozen=True, kw_only=True):
    """A field of a definition that is, or leads to, a list with keys."""

    keys: tuple[str, ...] = ()
    target: str = ""
    is_list: bool = False
    is_map: bool = False


Plan = Mapping[str, Branch]
"""By field; of a definition through which no such list can be reached it is empty."""


def duplicates(item: Mapping[str, Any], kind: str, version: str) -> list[Problem]:
    """Return the items of keyed lists whose key an item before them has; the schema must fit."""
    return _below(item, _plan(schemas.kinds(version)[kind], kind, version), kind, version)


def _below(value: Mapping[str, Any], plan: Plan, kind: str, version: str) -> list[Problem]:
    """Return the problems below a value, with their paths from it.

    Paths grow on the way back, for nearly always there is nothing to bring back.
    """
    found: list[Problem] = []
    for field, branch in plan.items():
        child = value.get(field)
        if not child:
            continue
        if branch.keys and len(child) > 1:
            found += _under((field,), _repeated(child, branch.keys))
        if not branch.target:
            continue
        inner = _plan(branch.target, kind, version)
        for step, each in _children(child, branch):
            if each and not inner.keys().isdisjoint(each):
                below = _below(each, inner, kind, version)
                found += _under((field, *step), below)
    return found


def _children(child: Any, branch: Branch) -> Iterable[tuple[Path, Any]]:  # noqa: ANN401  # any JSON value
    if branch.is_list:
        return [((index,), each) for index, each in enumerate(child)]
    if branch.is_map:
        return [((key,), each) for key, each in child.items()]
    return (((), child),)


def _under(path: Path, found: Iterable[Problem]) -> list[Problem]:
    return [replace(each, path=(*path, *each.path)) for each in found]


def _repeated(items: list[Mapping[str, Any]], keys: tuple[str, ...]) -> Iterator[Problem]:
    seen: set[tuple[object, ...]] = set()
    for index, item in enumerate(items):
        key = tuple(item.get(each) or _DEFAULTS.get(each) for each in keys)
        if key in seen:
            named = " and ".join(
                f"{each} {quoted(value)}" for each, value in zip(keys, key, strict=True)
            )
            message = f"an item before this one has the same {named}"
            yield Problem(path=(index,), rule="duplicate", message=message)
        seen.add(key)


@cache
def _plan(definition: str, kind: str, version: str) -> Plan:
    definitions = schemas.schema(kind, version)["$defs"]
    properties = definitions[definition].get("properties", {})
    branches = {field: _branch(each, definitions, definition) for field, each in properties.items()}
    return {field: branch for field, branch in branches.items() if branch}


def _branch(
    schema: Mapping[str, Any], definitions: Mapping[str, Any], parent: str
) -> Branch | None:
    items, rest = schema.get("items") or {}, schema.get("additionalProperties") or {}
    reference = schema.get("$ref") or items.get("$ref") or rest.get("$ref") or ""
    target = reference.rsplit("/", 1)[-1]
    keys = tuple(schema.get(_KEYS, ()))
    leads = bool(target) and _leads(target, definitions, frozenset({parent}))
    if not keys and not leads:
        return None
    return Branch(
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
