"""A drawing as cells: one column for each place a terminal would draw, whatever was typed."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct
from wcwidth import wcwidth

Cell: TypeAlias = tuple[int, int]
"""Row and column, both from zero."""

BLANK = " "
LOST = "\ufffd"
"""What stands where a character could not be decoded; it may be any stroke."""

_TAB_COLUMNS = 8
_WIDE_TAIL = "W"
_JOINER = "\u200d"
_EMOJI_STYLE = "\ufe0f"


class Grid(Struct, frozen=True):
    """Rows of cells, of unequal length, without trailing blanks.

    `plain` has one character a cell, for looking at strokes; `graphemes` has what was typed there,
    with its combining marks, and an empty string in the second half of a wide character.
    """

    plain: tuple[str, ...]
    graphemes: tuple[tuple[str, ...], ...]

    def at(self, row: int, column: int) -> str:
        """Return the character of a cell, blank outside of the drawing."""
        if row < 0 or column < 0 or row >= len(self.plain) or column >= len(self.plain[row]):
            return BLANK
        return self.plain[row][column]

    def text(self, row: int, start: int, end: int) -> str:
        """Return what was typed in the columns from start up to, not including, end."""
        return "".join(self.graphemes[row][max(start, 0) : max(end, 0)])

    def inked(self) -> frozenset[Cell]:
        """Return every cell that is not blank."""
        return frozenset(
            (row, column)
            for row, line in enumerate(self.plain)
            for column, character in enumerate(line)
            if character != BLANK
        )


def grid(text: str) -> Grid:
    """Lay a text out in cells: tabs widened, wide characters two cells, marks on their base."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    rows = [_cells(line) for line in lines]
    plain = ("".join(cell[0] if cell else _WIDE_TAIL for cell in row) for row in rows)
    return Grid(tuple(plain), tuple(tuple(row) for row in rows))


def _cells(line: str) -> list[str]:
    cells = list(line) if line.isascii() and line.isprintable() else _measured(line)
    while cells and cells[-1] == BLANK:
        cells.pop()
    return cells


def _measured(line: str) -> list[str]:
    cells: list[str] = []
    previous = ""
    for character in line:
        if character == "\t":
            cells.extend(BLANK * (_TAB_COLUMNS - len(cells) % _TAB_COLUMNS))
        else:
            _append(cells, character, previous)
        previous = character
    return cells


def _append(cells: list[str], character: str, previous: str) -> None:
    width = wcwidth(character)
    if character.isspace():
        cells.extend(BLANK * max(width, 1))
    elif width < 0:
        cells.append(BLANK)
    elif width == 0 or previous == _JOINER:
        _join(cells, character)
    else:
        cells.append(character)
        cells.extend([""] * (width - 1))


def _join(cells: list[str], mark: str) -> None:
    base = len(cells) - 1
    while base >= 0 and not cells[base]:
        base -= 1
    if base < 0 or cells[base] == BLANK:
        return
    cells[base] += mark
    if mark == _EMOJI_STYLE and base == len(cells) - 1:
        cells.append("")
