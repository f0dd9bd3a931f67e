"""What leaves our list and dies of nothing: objects that others apply, and what asked them to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from msgspec import Struct

from platformgen.apply.key import Key

Live: TypeAlias = Mapping[str, Any]


class HandOver(Struct, frozen=True, kw_only=True):
    """Argo CD applies it from now on: it leaves our list, and stays as it is.

    `live` is None where it is not there. Where it carries no label of ours, a run that was killed
    has given it up.
    """

    key: Key
    live: Live | None
    application: Key
    """The Application that it is handed over to, which has to be there before."""


class Withdraw(Struct, frozen=True, kw_only=True):
    """An Application that goes first; what it made stays, and we or another one apply it.

    `live` is None where it is gone already, and not all that it made is ours yet.
    """

    key: Key
    live: Live | None
    heir: Key | None = None
    """The Application that asks for the same from now on, where there is one."""
    left: tuple[str, ...] = ()
    """What it made and the spec does not have: it stays, and nobody applies it any more."""
