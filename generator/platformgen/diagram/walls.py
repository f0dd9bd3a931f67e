"""Where the walls of frames can run: spans of strokes across each row, with their corners."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from platformgen.diagram.grid import BLANK, LOST, Grid
from platformgen.diagram.strokes import (
    BOX_ARMS,
    TIPS,
    Arm,
    Arms,
    is_flat,
    is_upright,
)

_FLAT: Final = "".join(c for c, arms in BOX_ARMS.items() if arms & (Arm.E | Arm.W)) + "=+*" + LOST
_PIERCING: Final = "│┃║┆┇┊┋╎╏|:^vV" + "".join(TIPS)
_SPAN: Final = re.compile(
    rf"[.,'`/\\|]?[{_FLAT}\-](?:[{_FLAT}\-]|[{_PIERCING}](?=[{_FLAT}\-]))*[.,'`/\\|]?|:?\.{{3,}}:?|#{{3,}}|_{{3,}}"
)
_CORNERS_TRIED: Final = 24
_PURE: Final = frozenset("-=~")
_RIGHT_TOP: Final = frozenset(".,\\#*+|")
_RIGHT_BOTTOM: Final = frozenset("'`/#*+.:|")


class Span(Struct, frozen=True, kw_only=True):
    """An unbroken wall across a row, both ends included; `reach` is its end past titles in it."""

    start: int
    end: int
    reach: int


class Walls(Struct, frozen=True, kw_only=True):
    """All spans of a grid by row, with the columns where a frame's right corners may be."""

    grid: Grid
    spans: tuple[tuple[Span, ...], ...]
    down: tuple[tuple[int, ...], ...]
    up: tuple[tuple[int, ...], ...]

    def reach(self, row: int, column: int) -> int:
        """Return the last column that the wall through a cell gets to, -1 where there is none."""
        spans = self.spans[row]
        at = bisect_right(spans, column, key=lambda span: span.start) - 1
        return spans[at].reach if at >= 0 and column <= spans[at].end else -1

    def top_corners(self, row: int, column: int, end: int) -> tuple[int, ...]:
        """Return the columns in which a frame with its top left corner here may end."""
        return _between(self.down[row], column + 2, end + 1)

    def bottom_corners(self, row: int, column: int, end: int) -> tuple[int, ...]:
        """Return the columns in which a frame with its bottom left corner here may end."""
        return _between(self.up[row], column + 2, end + 1)


def walls(grid: Grid) -> Walls:
    """Find the spans of every row and the corners on them."""
    spans = tuple(_spans(line) for line in grid.plain)
    down = tuple(tuple(_right_corners(grid, row, of, 1)) for row, of in enumerate(spans))
    up = tuple(tuple(_right_corners(grid, row, of, -1)) for row, of in enumerate(spans))
    return Walls(grid=grid, spans=spans, down=down, up=up)


def _between(columns: tuple[int, ...], low: int, high: int) -> tuple[int, ...]:
    start = bisect_left(columns, low)
    return columns[start : min(bisect_right(columns, high), start + _CORNERS_TRIED)]


def _spans(line: str) -> tuple[Span, ...]:
    found = [(match.start(), match.end() - 1) for match in _SPAN.finditer(line)]
    spans: list[Span] = []
    reach = -1
    for at in range(len(found) - 1, -1, -1):
        start, end = found[at]
        joined = at + 1 < len(found) and _is_title(line, end, found[at + 1][0])
        reach = reach if joined else end
        spans.append(Span(start=start, end=end, reach=reach))
    return tuple(reversed(spans))


def _is_title(line: str, end: int, start: int) -> bool:
    """Tell whether the text between two spans is written into one wall."""
    left, right, between = line[end], line[start], line[end + 1 : start]
    if not (_goes(left, Arm.E) and _goes(right, Arm.W)) or "   " in between:
        return False
    return not any(is_upright(character) for character in between if character not in ":!|") and (
        "|" not in between and any(character.isalnum() for character in between)
    )


def _goes(character: str, arm: Arms) -> bool:
    return character in _PURE or bool(BOX_ARMS.get(character, Arm.NONE) & arm)


def _right_corners(grid: Grid, row: int, spans: tuple[Span, ...], step: int) -> Iterator[int]:
    """Yield columns where a wall across can meet a right wall that goes on by step rows."""
    arm = Arm.S if step > 0 else Arm.N
    loose = _RIGHT_TOP if step > 0 else _RIGHT_BOTTOM
    line = grid.plain[row]
    for span in spans:
        for column in range(span.start, span.end + 1):
            character = line[column]
            arms = BOX_ARMS.get(character)
            if arms is not None:
                if arms & arm and arms & Arm.W:
                    yield column
            elif character == LOST or (character in loose and _meets(grid, row + step, column)):
                yield column
        if line[span.end] == "+":
            yield span.end
        if _lacks_corner(grid, row, span, step):
            yield span.end + 1


def _meets(grid: Grid, row: int, column: int) -> bool:
    return grid.at(row, column) == "#" or is_side(grid, row, column, -1)


def is_side(grid: Grid, row: int, column: int, inward: int) -> bool:
    """Tell whether a cell can be part of an upright wall, and not the corner of another frame.

    `inward` is 1 for a left wall and -1 for a right one.
    """
    character = grid.at(row, column)
    if character == "+":
        crossed = is_flat(grid.at(row, column - inward)) and grid.at(row, column - inward) != "+"
        return crossed or not is_flat(grid.at(row, column + inward))
    return is_upright(character) or character in "<>" or character in TIPS


def is_edge(grid: Grid, row: int, column: int, down: int) -> bool:
    """Tell whether a cell can be part of a wall across, and not the corner of another frame."""
    character = grid.at(row, column)
    return is_flat(character) and not (character == "+" and is_upright(grid.at(row + down, column)))


def _lacks_corner(grid: Grid, row: int, span: Span, step: int) -> bool:
    """Tell whether a wall ends in a blank just above or below the end of an upright one."""
    beyond = span.end + 1
    last = grid.at(row, span.end)
    if last == "+" or BOX_ARMS.get(last, Arm.NONE) & (Arm.S if step > 0 else Arm.N):
        return False
    return (
        span.end - span.start > 1
        and (grid.at(row, beyond) == BLANK or grid.at(row, span.end) + grid.at(row, beyond) == "_|")
        and is_upright(grid.at(row + step, beyond))
        and (is_flat(grid.at(row, span.end)) or grid.at(row, span.end) == "_")
    )
