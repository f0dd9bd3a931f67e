"""What came of one write: the object as it is now, or why it is not as it was to be."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from msgspec import Struct

from platformgen.apply.answers import (
    Absent,
    Again,
    Answer,
    Contested,
    Done,
    Ending,
    Moved,
    Refused,
    Unchangeable,
    Verdict,
    fix_of,
)
from platformgen.shell.failure import WorldError

Live = Mapping[str, Any]


class Written(Struct, frozen=True):
    """The object as the server has it now."""

    live: Live


class Lost(Struct, frozen=True):
    """It could not be done: where in the object, why, and how that may be mended."""

    field: str
    reason: str
    fix: str = ""
    is_for_all: bool = False
    """Whether nothing else can be done either: we are not let in any more."""


Result = Written | Lost


def unable(error: WorldError | OSError) -> Lost:
    """Return what to tell where something outside failed, in its own words."""
    return Lost("", str(error), error.fix if isinstance(error, WorldError) else "")


def lost(said: Answer, meant: Verdict) -> Lost:
    """Return what to tell of an answer that is no success."""
    match meant:
        case Contested(causes):
            told = "; ".join(f"{each.field}: {each.message}" for each in causes)
            fix = "run again to see the conflict in the plan"
            return Lost(causes[0].field, f"others changed it since we looked: {told}", fix)
        case Unchangeable(field, message):
            return Lost(field, message)
        case Refused(field, message, fix):
            is_for_all = said.status == HTTPStatus.UNAUTHORIZED
            return Lost(field, message, fix, is_for_all)
        case Ending(message):
            return Lost("", message, "wait until the namespace is gone, and run again")
        case Absent(is_kind=True):
            return Lost("kind", "the cluster does not serve this kind")
        case Again() | Absent() | Moved() | Done():
            told = said.message or f"the server answers {said.status}"
            return Lost("", told, fix_of(said.message))
