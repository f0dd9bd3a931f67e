"""Closed shapes: the smallest rectangles that walls close, be they ragged or short of corners."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from platformgen.diagram.frame import Frame
from platformgen.diagram.grid import BLANK, LOST, Cell, Grid
from platformgen.diagram.soundness import sound
from platformgen.diagram.strokes import (
    ALONG,
    BOX_ARMS,
    Arm,
    is_flat,
    is_upright,
    looks_like_ink,
    tip,
)
from platformgen.diagram.walls import Walls, is_edge, is_side, walls

MOST: Final = 1_000
"""Frames in a drawing; what has more is a picture of something else."""

_RAGGED: Final = 3
"""Columns by which the corners and pieces of one right wall may differ."""
_PAIR: Final = 2
_OVERFLOW: Final = 40
"""Columns by which a long text may have pushed the right wall out in its row."""
_ROWS_TRIED: Final = 32
_TOP_LEFT: Final = frozenset("+*.,/#")
_BOTTOM_LEFT: Final = frozenset("+*'`\\#.:")


def frames(grid: Grid) -> tuple[Frame, ...]:
    """Return the smallest closed frames, from the top and the left; no more than one too many."""
    found = walls(grid)
    closed = (_smallest(found, row, column) for row, column in _top_left_corners(found))
    return sound(grid, list(islice((frame for frame in closed if frame), MOST + 1)))


def _top_left_corners(found: Walls) -> Iterator[Cell]:
    grid = found.grid
    for row, spans in enumerate(found.spans):
        line = grid.plain[row]
        for span in spans:
            blank = span.start - 1
            if (
                span.end - span.start > 1
                and blank >= 0
                and line[blank] == BLANK
                and line[span.start] != "+"
                and not _is_top_left(grid, row, span.start)
                and is_upright(grid.at(row + 1, blank))
            ):
                yield row, blank
            for column in range(span.start, span.end + 1):
                if _is_top_left(grid, row, column):
                    yield row, column


def _is_top_left(grid: Grid, row: int, column: int) -> bool:
    character = grid.at(row, column)
    arms = BOX_ARMS.get(character)
    if arms is not None:
        return bool(arms & Arm.E and arms & Arm.S)
    if character == "|" and grid.at(row, column + 1) in "-=":
        return is_upright(grid.at(row + 1, column))
    if character not in _TOP_LEFT and character != LOST:
        return False
    below = grid.at(row + 1, column)
    beside = grid.at(row, column + 1)
    if character == "#":
        return below == beside == character
    if character == beside == ".":
        return below == ":"
    aside = grid.at(row + 1, column - 1) + grid.at(row + 1, column + 1)
    pushed = character == "+" and below == BLANK and "|" in aside
    return (pushed or is_side(grid, row + 1, column, 1)) and is_edge(grid, row, column + 1, 1)


def _smallest(found: Walls, row: int, column: int) -> Frame | None:
    grid = found.grid
    start = column if grid.at(row, column) != BLANK else column + 1
    tops = found.top_corners(row, column, found.reach(row, start))
    if not tops:
        return None
    for bottom in islice(_bottoms(grid, row, column), _ROWS_TRIED):
        corner = grid.at(bottom, column) + grid.at(bottom, column + 1)
        start = column + 1 if corner[0] == BLANK or corner == "|_" else column
        bottoms = found.bottom_corners(bottom, column, found.reach(bottom, start))
        frame = bottom - row > 1 and _closed(grid, (row, column, bottom), tops, bottoms)
        if frame:
            return frame
    return None


def _bottoms(grid: Grid, top: int, column: int) -> Iterator[int]:
    """Yield the rows down a left wall in which it may turn into a bottom wall."""
    solid = grid.at(top, column)
    row = top + 1
    while row < len(grid.plain):
        character = grid.at(row, column)
        along = BOX_ARMS.get(character, Arm.NONE) & ALONG
        if along == Arm.S:
            return
        if _is_bottom_left(grid, row, column):
            yield row
        if along == Arm.N:
            return
        if not (is_upright(character) or character == solid == "#"):
            shifted = character == BLANK and _starts_near(grid, row, column)
            if character == BLANK and not shifted:
                return
            if not (is_upright(grid.at(row + 1, column)) or _is_pushed(grid, row + 1, column)):
                return
        row += 1


def _is_pushed(grid: Grid, row: int, column: int) -> bool:
    """Tell whether a left wall stands one column off in a row, and so in the row above."""
    return grid.at(row, column) == BLANK and any(
        is_upright(grid.at(row, column + step)) and is_upright(grid.at(row - 1, column + step))
        for step in (1, -1)
    )


def _starts_near(grid: Grid, row: int, column: int) -> int:
    """Return the column of the left wall in a row, or 0 where there is none near."""
    for shifted in (column, column + 1, column - 1, column + 2, column - 2):
        if is_upright(grid.at(row, shifted)):
            return shifted
    return 0


def _is_bottom_left(grid: Grid, row: int, column: int) -> bool:
    character = grid.at(row, column)
    arms = BOX_ARMS.get(character)
    if arms is not None:
        return bool(arms & Arm.E and arms & Arm.N)
    beside = grid.at(row, column + 1)
    if character == "|":
        return beside in "_-="
    if character == ":":
        return beside == "."
    if character == BLANK:
        above = grid.at(row - 1, column), grid.at(row - 1, column + 1)
        return is_flat(beside) and any(is_upright(each) for each in above)
    if character == "-" and grid.at(row, column - 1) == "+":
        return is_upright(grid.at(row - 1, column)) and not is_upright(grid.at(row - 1, column - 1))
    return (character in _BOTTOM_LEFT or character == LOST) and (
        is_flat(beside) or beside == character
    )


def _closed(
    grid: Grid, left: tuple[int, int, int], tops: tuple[int, ...], bottoms: tuple[int, ...]
) -> Frame | None:
    top, column, bottom = left
    low = set(bottoms)
    for right in tops:
        if right in low and _is_wall(grid, right, top + 1, bottom):
            sides = (right,) * (bottom - top + 1)
            return _frame(grid, left, sides)
    for right in tops:
        for other in bottoms:
            if abs(right - other) <= _RAGGED:
                ragged = _ragged_sides(grid, (top, bottom), (right, other))
                if ragged and min(ragged) > column + 1:
                    return _frame(grid, left, ragged)
    return None


def _frame(grid: Grid, left: tuple[int, int, int], sides: tuple[int, ...]) -> Frame:
    top, column, bottom = left
    ends = (
        sides[0],
        *(_end(grid, top + at, sides[at]) for at in range(1, bottom - top)),
        sides[-1],
    )
    middle = (
        _start(grid, row, column, ends[row - top] - ends[0]) for row in range(top + 1, bottom)
    )
    return Frame(top=top, left=column, bottom=bottom, starts=(column, *middle, column), sides=ends)


def _start(grid: Grid, row: int, column: int, pushed: int) -> int:
    """Return the column of the left wall in a row: words or a head may have pushed it aside.

    `pushed` is by how many columns the right wall was.
    """
    if 0 < pushed <= _RAGGED and is_upright(grid.at(row, column + pushed)):
        return column + pushed
    if tip(grid.at(row, column)) == Arm.E and is_upright(grid.at(row, column + 1)):
        return column + 1
    if grid.at(row, column) == BLANK:
        return _starts_near(grid, row, column)
    beside = is_upright(grid.at(row, column + 1)) and not is_upright(grid.at(row, column))
    return column + beside


def _end(grid: Grid, row: int, column: int) -> int:
    """Return the column of the right wall in a row: words may have pushed it out a little."""
    here, before, behind = (grid.at(row, column + step) for step in (0, -1, 1))
    if is_flat(here) and not is_upright(here) and before in "|│┃║":
        return column - 1
    if here.isalnum() or (here == BLANK and before.isalnum() and behind.isalnum()):
        for shifted in range(column + 1, column + _OVERFLOW):
            if is_upright(grid.at(row, shifted)):
                far = shifted > column + _PAIR and is_upright(grid.at(row - 1, shifted))
                return column if far else shifted
        return max(grid.plain[row].find(BLANK * 2, column), len(grid.plain[row]))
    return column


def _is_wall(grid: Grid, column: int, start: int, end: int) -> bool:
    """Tell whether a column is wall in the rows from start up to end; lines may cross it."""
    broken = False
    for row in range(start, end):
        character = grid.at(row, column)
        if is_upright(character) or character == "#":
            broken = False
        elif broken or character == BLANK or not _may_cross(grid, row, column):
            return False
        else:
            broken = True
    return True


def _may_cross(grid: Grid, row: int, column: int) -> bool:
    """Tell whether what stands in an upright wall can be a line, or its label, that crosses it."""
    character = grid.at(row, column)
    if looks_like_ink(character) or character in "<>^vV":
        return True
    return any(
        looks_like_ink(grid.at(row, column + step)) or grid.at(row, column + step).isalnum()
        for step in (-1, 1)
    )


def _ragged_sides(
    grid: Grid, rows: tuple[int, int], corners: tuple[int, int]
) -> tuple[int, ...] | None:
    """Return the right wall, piece by piece, if nearly every row has one near the corners."""
    top, bottom = rows
    low, high = min(corners) - _RAGGED + 1, max(corners) + _RAGGED - 1
    sides = [corners[0]]
    missing = 0
    for row in range(top + 1, bottom):
        near = [c for c in range(low, high + 1) if is_upright(grid.at(row, c))]
        if near:
            sides.append(min(near, key=lambda c: (min(abs(c - corner) for corner in corners), -c)))
        else:
            missing += 1
            sides.append(sides[-1])
    sides.append(corners[1])
    rows_inside = bottom - top - 1
    lacks_one = missing == 1 and rows_inside > _PAIR and corners[0] == corners[1]
    return tuple(sides) if lacks_one or missing * 5 <= rows_inside else None
