"""Fields that others own: read off the answer in which a server tells of its conflicts."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from msgspec import Struct

from platformgen.apply.answers import Cause
from platformgen.apply.dotted import spelled
from platformgen.apply.fields import steps, value_at
from platformgen.apply.fingerprint import managers
from platformgen.apply.wanted import Desired

Live = Mapping[str, Any]


class Contest(Struct, frozen=True):
    """A field that another field manager owns: since when, with which value, and ours."""

    field: str
    manager: str
    since: str
    theirs: Any
    ours: Any


_PLAIN: Final = re.compile("[A-Za-z][A-Za-z0-9_-]*")
"""Keys that YAML takes for text without quotes, as far as fields of objects go."""
_MANAGER: Final = re.compile(r'conflict with "([^"]*)"(?: with subresource "([^"]*)")?')


def contests(desired: Desired, live: Live, causes: Iterable[Cause]) -> tuple[Contest, ...]:
    """Return each contested field with who owns it, and both values; those of Secrets hidden."""
    is_secret = desired.key.kind == "Secret"
    found = []
    for cause in causes:
        manager, subresource = _owner(cause)
        field = spelled(desired.document, cause.field)
        theirs, ours = value_at(live, field), value_at(desired.document, field)
        found.append(
            Contest(
                field=field,
                manager=f"{manager} ({subresource})" if subresource else manager,
                since=_since(live, manager, subresource),
                theirs="(hidden)" if is_secret else theirs,
                ours="(hidden)" if is_secret else ours,
            )
        )
    return tuple(found)


def ways_out(desired: Desired, found: Iterable[Contest]) -> tuple[str, ...]:
    """Return all that can be done about conflicts: take the fields, agree, or leave them."""
    take = f"take it with --force-conflicts={desired.key}"
    if desired.origin is None:
        return take, "leave it to them: change the spec, and `platformgen apply` that instead"
    fields = [each.field for each in found if value_at(desired.document, each.field) is not None]
    patch = merge_patch(fields)
    how = f"as by `{{target: {desired.key}, patch: {patch}}}` under `patches`"
    return (
        take,
        "say in the spec what they set: then both own it",
        f"leave it to them: have the spec not set it, {how if patch else 'if it can do without'}",
    )


def merge_patch(fields: Iterable[str]) -> str:
    """Return the patch, as YAML, that takes fields out of what we make; empty where none can.

    A merge patch replaces lists as a whole, so nothing in one can be taken out.
    """
    paths = [tuple(steps(each)) for each in fields]
    if not paths or not all(isinstance(step, str) for path in paths for step in path):
        return ""
    tree: dict[str, Any] = {}
    for path in paths:
        node = tree
        for step in path[:-1]:
            node = node.setdefault(str(step), {})
        node[str(path[-1])] = None
    return _flow(tree)


def _flow(node: Mapping[str, Any] | None) -> str:
    if node is None:
        return "null"
    entries = (f"{_word(key)}: {_flow(value)}" for key, value in node.items())
    return f"{{{', '.join(entries)}}}"


def _word(key: str) -> str:
    return key if _PLAIN.fullmatch(key) else json.dumps(key)


def of_others(causes: Iterable[Cause], agreed: Collection[str]) -> tuple[Cause, ...]:
    """Return the conflicts with other managers than those who agreed to give their fields up."""
    return tuple(each for each in causes if _owner(each) not in {(name, "") for name in agreed})


def _owner(cause: Cause) -> tuple[str, str]:
    """Return a field's manager, and the subresource that it was set through, if any."""
    match = _MANAGER.search(cause.message)
    manager, subresource = match.groups(default="") if match else ("another", "")
    return manager, subresource


def _since(live: Live, manager: str, subresource: str) -> str:
    for entry in managers(live):
        if entry.get("manager") == manager and entry.get("subresource", "") == subresource:
            return str(entry.get("time", ""))
    return ""
