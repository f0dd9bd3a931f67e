"""A change that others cross: tried again, with pauses, and given up where it never ends."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final, TypeAlias

from msgspec import Struct

from platformgen.shell.applying.result import Lost
from platformgen.shell.applying.trying import Halt, Tries

Live = Mapping[str, Any]

_INSISTING_SECONDS: Final = 15.0
"""How long one change is tried again; what controllers write by themselves passes in less."""
_PAUSE_SECONDS: Final = 0.05
_PAUSE_MAX_SECONDS: Final = 1.0
_FIX: Final = "find out who writes to it, and run again"


class Crossed(Struct, frozen=True):
    """Somebody wrote to the object between our look and our write: it has to be looked at anew."""


Attempt: TypeAlias = Callable[[Live | None], Awaitable[Lost | Crossed | None]]
"""Changes an object that was seen so, or that it has to look at itself; None once it is done."""


async def insist(attempt: Attempt, live: Live | None, halt: Halt) -> Lost | None:
    """Try until it is done, refused, or crossed for too long; return why it is not done."""
    tries = Tries.of(
        halt,
        _INSISTING_SECONDS,
        pause_seconds=_PAUSE_SECONDS,
        pause_max_seconds=_PAUSE_MAX_SECONDS,
    )
    came = await attempt(live)
    while isinstance(came, Crossed):
        if not await tries.again():
            told = "others change it again and again: it stays as it is"
            return Lost("", halt.why) if halt.why else Lost("", told, _FIX)
        came = await attempt(None)
    return came
