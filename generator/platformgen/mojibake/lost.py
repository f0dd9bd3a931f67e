"""Where characters were lost in a text, for those who know what stood there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from platformgen.mojibake.marked import LOST

_RUN = re.compile(f"{LOST}+")
_AROUND_MAX = 20


class LostPlace(Struct, frozen=True, kw_only=True):
    """A run of lost characters; line and column count from 1, `around` is the word they are in."""

    line: int
    column: int
    count: int
    around: str

    @property
    def told(self) -> str:
        """The place in words."""
        if self.count == 1:
            return f"the character marked in {self.around!r} was lost"
        return f"the {self.count} characters marked in {self.around!r} were lost"


def lost_places(text: str) -> Iterator[LostPlace]:
    """Yield the places of a text where characters were lost."""
    if LOST not in text:
        return
    for number, line in enumerate(text.split("\n"), 1):
        for run in _RUN.finditer(line):
            start = max(line.rfind(" ", 0, run.start()) + 1, run.start() - _AROUND_MAX)
            end = line.find(" ", run.end())
            end = min(len(line) if end < 0 else end, run.end() + _AROUND_MAX)
            yield LostPlace(
                line=number,
                column=run.start() + 1,
                count=run.end() - run.start(),
                around=line[start:end],
            )
