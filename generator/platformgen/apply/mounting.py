"""What becomes of fields of ours on another's object."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from msgspec import Struct

from platformgen.apply.contests import Contest
from platformgen.apply.fields import FieldChange
from platformgen.apply.key import Key
from platformgen.apply.wanted import OfDesired

Live: TypeAlias = Mapping[str, Any]


class Mount(OfDesired, frozen=True, kw_only=True):
    """Fields of ours on another's object: they are put there, or made as the spec says."""

    live: Live | None = None
    """The object; None where it is not there yet."""
    fields: tuple[FieldChange, ...] = ()
    taken: tuple[Contest, ...] = ()


class Unmount(Struct, frozen=True, kw_only=True):
    """The spec no longer has these fields of ours on another's object, which stays."""

    key: Key
    live: Live


class GoAlong(Struct, frozen=True, kw_only=True):
    """Such fields whose object goes too: nothing is done to them, unless it stays after all.

    They stand in our list until it went.
    """

    key: Key
    live: Live
    holder: Key
    """What takes them along: the object, or the release that made it."""
