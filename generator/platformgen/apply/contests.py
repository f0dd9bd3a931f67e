"""Fields that others own: read off the answer in which a server tells of its conflicts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from msgspec import Struct

from platformgen.apply.answers import Cause
from platformgen.apply.fields import value_at
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


_MANAGER: Final = re.compile(r'conflict with "([^"]*)"(?: with subresource "([^"]*)")?')


def contests(desired: Desired, live: Live, causes: Iterable[Cause]) -> tuple[Contest, ...]:
    """Return each contested field with who owns it, and both values; those of Secrets hidden."""
    is_secret = desired.key.kind == "Secret"
    found = []
    for cause in causes:
        manager, subresource = _owner(cause)
        theirs, ours = value_at(live, cause.field), value_at(desired.document, cause.field)
        found.append(
            Contest(
                field=cause.field.removeprefix("."),
                manager=f"{manager} ({subresource})" if subresource else manager,
                since=_since(live, manager, subresource),
                theirs="(hidden)" if is_secret else theirs,
                ours="(hidden)" if is_secret else ours,
            )
        )
    return tuple(found)


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
