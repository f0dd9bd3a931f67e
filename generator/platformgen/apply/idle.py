"""What the person allowed by name, and the plan has no use for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from platformgen.apply.change import (
    Adopt,
    Blocked,
    Change,
    Conflict,
    Delete,
    Install,
    Kept,
    Recreate,
    Uninstall,
    Upgrade,
)
from platformgen.apply.choices import Choices
from platformgen.apply.guarding import guard
from platformgen.apply.key import Key
from platformgen.apply.mounting import GoAlong, Unmount
from platformgen.apply.plan import Plan


class Idle(Struct, frozen=True):
    """An option, the object that it names, and why it does nothing there."""

    option: str
    key: Key
    why: str

    def __str__(self) -> str:
        return f"{self.option} {self.key}: {self.why}"


_LEAVING: Final = (Delete, GoAlong, Unmount, Uninstall)


def idle(plan: Plan, choices: Choices) -> Iterator[Idle]:
    """Yield what was named and does nothing; what is refused says itself why."""
    for each in plan.changes:
        if isinstance(each, Blocked):
            continue
        if each.key in choices.force and not _is_taking(each):
            yield Idle("--force-conflicts", each.key, "nothing to take there")
        if each.key in choices.recreate and not isinstance(each, Recreate):
            yield Idle("--recreate", each.key, "nothing to recreate there")
        if each.key in choices.delete and not _is_told(each):
            yield Idle("--delete", each.key, _undeleted(each))


def _is_taking(change: Change) -> bool:
    is_open = isinstance(change, Conflict | Adopt | Install | Upgrade)
    return is_open or bool(getattr(change, "taken", ()))


def _is_told(change: Change) -> bool:
    """Tell whether a deletion waited for the object's name, or the plan says why there is none."""
    if isinstance(change, Delete):
        return bool(guard(change.key, change.live))
    return isinstance(change, Kept)


def _undeleted(change: Change) -> str:
    return "no guard keeps it" if isinstance(change, _LEAVING) else "nothing to delete there"
