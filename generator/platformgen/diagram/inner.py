"""The text inside of a frame, without the lines that begin in it and lead out."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Final

from platformgen.diagram.field import Field
from platformgen.diagram.frame import Frame
from platformgen.diagram.grid import BLANK, Cell
from platformgen.diagram.strokes import is_flat

_RULE: Final = 3
"""Strokes in a row that separate lines of text."""
_ELLIPSIS: Final = "..."
_DOTS: Final = frozenset("●○◉◆◇")
"""Where a line begins in a text."""
_BARS: Final = frozenset("|│┃║")


def inner_text(scene: Field, frame: Frame) -> tuple[str, ...]:
    """Return the lines of text in a frame, top down."""
    bars = frozenset(_bars(scene, frame))
    lines = (_line(scene, frame, row, bars) for row in range(frame.top + 1, frame.bottom))
    return tuple(line for line in lines if line and not _is_rule(line))


def _line(scene: Field, frame: Frame, row: int, bars: AbstractSet[Cell]) -> str:
    start, end = frame.start(row) + 1, frame.side(row)
    if _leads_out(scene, row, end):
        while end > start and is_flat(scene.grid.at(row, end - 1)):
            end -= 1
        end -= scene.grid.at(row, end - 1) in _DOTS
    if _leads_out(scene, row, start - 1):
        while start < end and is_flat(scene.grid.at(row, start)):
            start += 1
        start += scene.grid.at(row, start) in _DOTS
    cut = sorted(column for bar_row, column in bars if bar_row == row and start <= column < end)
    pieces = []
    for column in (*cut, end):
        pieces.append(scene.grid.text(row, start, column).strip())
        start = column + 1
    return " ".join(piece for piece in pieces if piece)


def _bars(scene: Field, frame: Frame) -> Iterator[Cell]:
    """Yield the cells of lines that come from the text and cross the wall above or below."""
    grid = scene.grid
    for wall, step in ((frame.bottom, -1), (frame.top, 1)):
        for column in range(frame.left + 1, frame.sides[0]):
            row = wall + step
            if grid.at(wall, column) not in _BARS or grid.at(wall - step, column) not in _BARS:
                continue
            while frame.top < row < frame.bottom and _stands_alone(scene, row, column):
                yield row, column
                row += step


def _stands_alone(scene: Field, row: int, column: int) -> bool:
    beside = scene.grid.at(row, column - 1) + scene.grid.at(row, column + 1)
    return scene.grid.at(row, column) in _BARS and beside == BLANK * 2


def _is_rule(text: str) -> bool:
    """Tell whether a line of text only separates others."""
    return (
        len(text) >= _RULE and text != _ELLIPSIS and all(c in "-=_~*." or is_flat(c) for c in text)
    )


def _leads_out(scene: Field, row: int, wall: int) -> bool:
    """Tell whether a line crosses an upright wall here."""
    return all(is_flat(scene.grid.at(row, wall + step)) for step in (-1, 0, 1))
