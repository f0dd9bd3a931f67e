"""Lost characters of frames, known again where the strokes around them leave one choice.

What is left of a lost `┐` says that it was one of a few. Each of its neighbours that is a stroke
says whether a line of which weight comes from there. If only one candidate continues all of these,
it stood there. Blank neighbours count first; where frames are ragged, and no candidate fits with
them, they do not. With a choice left, the mark stays.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TypeAlias

from wcwidth import wcwidth

from platformgen.mojibake.marked import LOST, Marked

Arms: TypeAlias = "tuple[str, str, str, str]"
"""The weights of the lines that leave a character up, right, down and left; empty for none."""

_SIDES = ((-1, 0), (0, 1), (1, 0), (0, -1))
_SIDES_OF = {
    "UP": (0,),
    "RIGHT": (1,),
    "DOWN": (2,),
    "LEFT": (3,),
    "VERTICAL": (0, 2),
    "HORIZONTAL": (1, 3),
}
_WEIGHTS = {"LIGHT": "light", "SINGLE": "light", "HEAVY": "heavy", "DOUBLE": "double"}
_DASHES = re.compile(r"\w+ DASH")
_HEADS = frozenset("▼▽▲△►▶▷◄◀◁→←↑↓↔↕⇒⇐⇑⇓")
_TAB_COLUMNS = 8
_PASSES_MAX = 100
"""Far more than frames need: a pass fills in what runs right or down."""


def restored(marked: Marked) -> tuple[Marked, int]:
    """Return the text with the marks filled in that its frames decide, and how many those are."""
    drawing = _Drawing(marked)
    for _ in range(_PASSES_MAX):
        if not (drawing.fill(ignoring_blanks=False) or drawing.fill(ignoring_blanks=True)):
            break
    candidates = {at: found for at, found in marked.candidates.items() if at not in drawing.filled}
    return Marked(text="".join(drawing.text), candidates=candidates), len(drawing.filled)


@dataclass(slots=True)
class _Drawing:
    marked: Marked
    text: list[str] = field(init=False)
    rows: Mapping[int, Mapping[int, int]] = field(init=False)
    pending: dict[int, tuple[int, int, str]] = field(init=False)
    filled: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.text = list(self.marked.text)
        self.pending = {}
        strokes = {
            at: found
            for at, each in self.marked.candidates.items()
            if (found := "".join(filter(arms, each)))
        }
        self.rows = dict(_rows(self.marked.text, strokes))
        for row, cells in self.rows.items():
            for column, at in cells.items():
                if at in strokes:
                    self.pending[at] = (row, column, strokes[at])

    def fill(self, *, ignoring_blanks: bool) -> bool:
        """Fill in what is decided now; tell whether anything was."""
        before = len(self.filled)
        for at, (row, column, candidates) in list(self.pending.items()):
            sides = [
                self._line_from(row + down, column + along, side)
                for side, (down, along) in enumerate(_SIDES)
            ]
            if not any(sides):
                continue
            fitting = [
                candidate
                for candidate in candidates
                if _fits(arms(candidate), sides, ignoring_blanks=ignoring_blanks)
            ]
            if len(fitting) == 1:
                self.text[at] = fitting[0]
                self.filled.add(at)
                del self.pending[at]
        return len(self.filled) > before

    def _line_from(self, row: int, column: int, side: int) -> str | None:
        """Return the weight of the line that comes from a neighbour; None if nobody knows."""
        at = self.rows.get(row, {}).get(column)
        character = " " if at is None else self.text[at]
        if character == LOST or character in _HEADS:
            return None
        return (arms(character) or ("",) * 4)[(side + 2) % 4]


def _fits(own: Arms | None, sides: list[str | None], *, ignoring_blanks: bool) -> bool:
    assert own is not None  # noqa: S101
    return all(
        side is None or side == arm or (ignoring_blanks and not side)
        for arm, side in zip(own, sides, strict=True)
    )


def _rows(text: str, marks: Mapping[int, str]) -> Iterator[tuple[int, Mapping[int, int]]]:
    """Yield, for rows with marks and those beside them, the index in the text by column."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    wanted = set()
    for row in range(len(lines)):
        if any(at in marks for at in range(starts[row], starts[row + 1])):
            wanted |= {row - 1, row, row + 1}
    for row in sorted(wanted & set(range(len(lines)))):
        yield row, {column: starts[row] + at for column, at in _columns(lines[row])}


def _columns(line: str) -> Iterator[tuple[int, int]]:
    column = 0
    for at, character in enumerate(line):
        if character == "\t":
            column += _TAB_COLUMNS - column % _TAB_COLUMNS
            continue
        width = wcwidth(character)
        if width > 0:
            yield column, at
            column += width


@cache
def arms(character: str) -> Arms | None:
    """Return the lines that leave a box-drawing character, as its name in Unicode says."""
    name = unicodedata.name(character, "")
    if not name.startswith("BOX DRAWINGS ") or "DIAGONAL" in name:
        return None
    found = ["", "", "", ""]
    weight = ""
    for clause in _DASHES.sub("", name.removeprefix("BOX DRAWINGS ")).split(" AND "):
        words = clause.split()
        weight = next((_WEIGHTS[word] for word in words if word in _WEIGHTS), weight)
        for word in words:
            for side in _SIDES_OF.get(word, ()):
                found[side] = weight
    return found[0], found[1], found[2], found[3]
