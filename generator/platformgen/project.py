"""The seam to the world: what the compiler asks of the folder that a project is in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct


class Unreadable(Struct, frozen=True):
    """Why a file cannot be read, in words that finish the sentence `PATH …`."""

    reason: str
    fix: str = ""
    is_absent: bool = False
    """Whether nothing is there at all, which some files may do."""


class Project(Protocol):
    """The sources of one platform; paths are relative to its root, with forward slashes."""

    def specs(self) -> Sequence[str]:
        """Return the spec files but those of environments, sorted."""
        ...

    def environments(self) -> Sequence[str]:
        """Return the names of environments, sorted."""
        ...

    def pages(self) -> Sequence[str]:
        """Return the hand-written pages under docs/, sorted."""
        ...

    def read(self, path: str) -> bytes | Unreadable:
        """Return what a file holds, or why it cannot be read."""
        ...
