"""What leaves our list and dies of nothing: objects that others apply, and what asked them to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from platformgen.apply.key import Key

Live: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """Argo CD applies it from now on: it leaves our list, and stays as it is.

    `live` is None where it does not carry our label: a run that was killed may have given it up.
    """

    key: Key
    live: Live | None
    application: Key
    """The Application that it is handed over to, which has to be there before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """An Application whose objects we apply again: it goes first, and what it made stays.

    `live` is None where it is gone already, and not all that it made is ours yet.
    """

    key: Key
    live: Live | None
