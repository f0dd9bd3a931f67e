"""What the person allows a plan to do."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from platformgen.apply.key import Key

ALL: Final = "*"
"""In place of an object's name: every one."""


class Choices(Struct, frozen=True, kw_only=True):
    """What the person allows; objects by their keys, or all of them."""

    force: frozenset[Key] = frozenset()
    force_all: bool = False
    recreate: frozenset[Key] = frozenset()
    recreate_all: bool = False
    prune: bool = False
    prune_many: bool = False
    recover: bool = False
    """Whether releases that never came to an end are given up."""
    delete: frozenset[Key] = frozenset()

    def forces(self, each: Key) -> bool:
        """Tell whether fields of an object may be taken from others."""
        return self.force_all or each in self.force

    def recreates(self, each: Key) -> bool:
        """Tell whether an object may be replaced."""
        return self.recreate_all or each in self.recreate
