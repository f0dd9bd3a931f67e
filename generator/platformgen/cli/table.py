"""A table that fits the terminal: columns as wide as their cells, and some of them cut for room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from wcwidth import wcswidth, wcwidth

from platformgen.cli.printing import on_one_line

GAP: Final = "  "
"""What stands between two columns."""


def table(
    rows: Sequence[Sequence[str]], yielding: Iterable[tuple[int, int]], room: int
) -> Iterator[list[str]]:
    """Yield the cells of each row, each as wide as its column, in so many columns of a terminal.

    `yielding` says which columns give way where there is no room, in this order: the index of one,
    and how much it keeps. One may come again, to keep less.
    """
    plain = [[on_one_line(cell) for cell in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(*plain, strict=True)]
    missing = sum(widths) + len(GAP) * (len(widths) - 1) - room
    for index, least in yielding:
        given = max(0, min(missing, widths[index] - least))
        widths[index] -= given
        missing -= given
    for row in plain:
        yield [_padded(cut(cell, width), width) for cell, width in zip(row, widths, strict=True)]


def cut(text: str, width: int) -> str:
    """Return a text of one line, cut where it takes more columns of a terminal than these."""
    if _width(text) <= width:
        return text
    kept, taken = "", 1
    for character in text:
        taken += wcwidth(character)
        if taken > width:
            break
        kept += character
    return f"{kept}…"


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    return wcswidth(text)
