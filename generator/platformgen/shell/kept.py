"""What stays from one build to the next in a process that goes on, such as that of `docs serve`.

It saves work and decides nothing: a build that keeps nothing writes the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from platformgen.memory import Memory
from platformgen.shell import record
from platformgen.shell.record import Stamp


class Kept:
    """What was worked out, and what the last build left on the disk."""

    def __init__(self) -> None:
        self.memory = Memory()
        self.contents: Mapping[str, bytes] = {}
        """Of the outputs of the last build, by path."""
        self._stamps: Mapping[str, Stamp | None] = {}

    def leave(self, contents: Mapping[str, bytes], stamps: Mapping[str, Stamp | None]) -> None:
        """Take over what a build that came to its end left on the disk, with the stamps it has."""
        self.contents, self._stamps = contents, stamps
        self.memory.settle()

    def standing(self, root: Path, paths: Sequence[str]) -> dict[str, bytes]:
        """Return what the files hold that are as the last build left them; they are not read."""
        now = zip(paths, record.stamps(root, paths), strict=True)
        return {
            path: self.contents[path]
            for path, stamp in now
            if stamp is not None and stamp == self._stamps.get(path)
        }
