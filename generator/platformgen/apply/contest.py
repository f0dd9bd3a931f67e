"""Fields that others own and we want to set, as the server names them in a conflict."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from platformgen.apply.answers import Cause
from platformgen.apply.change import Contest
from platformgen.apply.fields import value_at
from platformgen.apply.fingerprint import managers
from platformgen.apply.wanted import Desired

Live = Mapping[str, Any]

_MANAGER: Final = re.compile(r'conflict with "([^"]*)"(?: with subresource "([^"]*)")?')


def contests(desired: Desired, live: Live, causes: Iterable[Cause]) -> tuple[Contest, ...]:
    """Return the fields of a conflict, with who owns each; the values of Secrets are hidden."""
    is_secret = desired.key.kind == "Secret"
    found = []
    for cause in causes:
        match = _MANAGER.search(cause.message)
        manager, subresource = match.groups(default="") if match else ("another", "")
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


def _since(live: Live, manager: str, subresource: str) -> str:
    for entry in managers(live):
        if entry.get("manager") == manager and entry.get("subresource", "") == subresource:
            return str(entry.get("time", ""))
    return ""
