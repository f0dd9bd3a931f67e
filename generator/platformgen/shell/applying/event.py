"""What happens while a plan is carried out, told as it happens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from platformgen.apply.key import Key
from platformgen.diagnostic import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened: its name is stable, for programs that read it.

    `applied`, `deleted`, `handed` (Argo CD has it from now on), `withdrawn` (an Application is
    gone, what it made is not), `ready`, `waiting`, `failed` (it was refused, or the cluster would
    not), `unready` (written, but not ready in time), `skipped` (what it needs failed), `undone`
    (its turn did not come), `note`.
    """

    name: str
    key: Key | None = None
    message: str = ""
    span: Span | None = None
    fix: str = ""


Tell: TypeAlias = Callable[[Event], None]
TROUBLES = frozenset({"failed", "unready", "skipped", "undone"})
"""The events after which the cluster is not as the spec says."""
