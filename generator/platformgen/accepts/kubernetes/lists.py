"""Lists whose items have a key: server-side apply refuses two items with one key.

The keys stand in the schemas (`x-kubernetes-list-map-keys`). A plan holds, for one definition,
only the fields through which such a list can be reached, so that little is walked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final, TypeAlias

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
    inside: Plan
    """Of the field's value, or of each that it holds; definitions may lead to themselves."""
    is_list: bool = False
    is_map: bool = False


Plan: TypeAlias = dict[str, Branch]
"""By field; of a definition through which no such list can be reached it is empty."""


def duplicates(item: Mapping[str, Any], kind: str, version: str) -> list[Problem]:
    """Return the items of keyed lists whose key an item before them has; the schema must fit."""
    return _below(item, _plan(kind, version))


def _below(value: Mapping[str, Any], plan: Plan) -> list[Problem]:
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
        if not branch.inside:
            continue
        for step, each in _children(child, branch):
            below = _below(each, branch.inside) if each else ()
            if below:
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
def _plan(kind: str, version: str) -> Plan:
    definitions = schemas.schema(kind, version)["$defs"]
    leading = _leading(definitions)
    plans: dict[str, Plan] = {name: {} for name in definitions}
    for name in leading:
        for field, each in definitions[name]["properties"].items():
            target = _target(each)
            if _KEYS in each or target in leading:
                plans[name][field] = Branch(
                    keys=tuple(each.get(_KEYS, ())),
                    inside=plans.get(target, {}),
                    is_list="items" in each,
                    is_map="additionalProperties" in each,
                )
    return plans[schemas.kinds(version)[kind]]


def _leading(definitions: Mapping[str, Any]) -> set[str]:
    """Return the definitions below which a list with keys is somewhere."""
    leading: set[str] = set()
    grows = True
    while grows:
        known = len(leading)
        for name, definition in definitions.items():
            fields = definition.get("properties", {}).values()
            if any(_KEYS in each or _target(each) in leading for each in fields):
                leading.add(name)
        grows = len(leading) > known
    return leading


def _target(schema: Mapping[str, Any]) -> str:
    """Return the definition that a field is of, or what it holds; "" where there is none."""
    holder = schema.get("items") or schema.get("additionalProperties") or schema
    return str(holder.get("$ref", "")).rpartition("/")[2]
