"""Which closed rectangles are frames, and which are gaps that lines between others close."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from platformgen.diagram.frame import Frame
from platformgen.diagram.grid import BLANK, Cell, Grid
from platformgen.diagram.strokes import BOX_ARMS, Arm, Arms, is_flat, is_upright

_LOOSE: Final = 3
"""Arms leading out of the corners of a rectangle that lines, not walls, have closed."""


def sound(grid: Grid, closed: Sequence[Frame]) -> tuple[Frame, ...]:
    """Leave out rectangles that lines between other things happen to close."""
    corners = (
        {(f.top, f.left) for f in closed},
        {(f.top, f.sides[0]) for f in closed},
        {(f.bottom, f.left) for f in closed},
        {(f.bottom, f.sides[-1]) for f in closed},
    )
    return tuple(f for f in closed if _loose_arms(grid, f, corners) < _LOOSE)


def _loose_arms(grid: Grid, frame: Frame, corners: tuple[set[Cell], ...]) -> int:
    """Count the arms of a frame's corners that lead out of it and into no other frame."""
    top_left, top_right, bottom_left, bottom_right = corners
    west, east = top_right | bottom_right, top_left | bottom_left
    north, south = bottom_left | bottom_right, top_left | top_right
    places = (
        ((frame.top, frame.left), ((Arm.W, west), (Arm.N, north))),
        ((frame.top, frame.sides[0]), ((Arm.E, east), (Arm.N, north))),
        ((frame.bottom, frame.left), ((Arm.W, west), (Arm.S, south))),
        ((frame.bottom, frame.sides[-1]), ((Arm.E, east), (Arm.S, south))),
    )
    return sum(
        1
        for cell, arms in places
        for arm, shared in arms
        if _has_arm(grid, cell, arm) and cell not in shared
    )


def _has_arm(grid: Grid, cell: Cell, arm: Arms) -> bool:
    row, column = cell
    arms = BOX_ARMS.get(grid.at(row, column))
    if arms is not None:
        return bool(arms & arm)
    if grid.at(row, column) == BLANK:
        return False
    match arm:
        case Arm.N:
            return is_upright(grid.at(row - 1, column)) and grid.at(row - 1, column) != "+"
        case Arm.S:
            return is_upright(grid.at(row + 1, column)) and grid.at(row + 1, column) != "+"
        case Arm.W:
            return is_flat(grid.at(row, column - 1))
        case _:
            return is_flat(grid.at(row, column + 1))
