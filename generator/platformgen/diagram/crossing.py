"""Lines at walls: they end at those of nodes, and go through those of groups."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from platformgen.diagram.field import Field
from platformgen.diagram.goals import Hit
from platformgen.diagram.grid import BLANK, Cell, Grid
from platformgen.diagram.strokes import (
    ACROSS,
    ALONG,
    ASCII_ARMS,
    ASCII_TIPS,
    BOX_ARMS,
    JUNCTIONS,
    OPPOSITE,
    STEP,
    TIPS,
    Arm,
    Arms,
    is_flat,
    is_upright,
    tip,
)

_DOWN: Final = Arm.S | Arm.SE | Arm.SW
_UP: Final = Arm.N | Arm.NE | Arm.NW
_RIGHT: Final = Arm.E | Arm.NE | Arm.SE
_LEFT: Final = Arm.W | Arm.NW | Arm.SW
_HEADS_OFF: Final = (0, -1, 1, -2, 2)
"""Columns by which a head in a wall may miss the line that leads to it."""


class Through(Struct, frozen=True, kw_only=True):
    """A line that may go on at a cell behind walls; if there is nothing, it ends as `hit` says."""

    cell: Cell
    hit: Hit


def cross(scene: Field, cell: Cell, arm: Arms) -> Hit | Through:
    """Return where a line that comes to a wall cell ends or gets to."""
    words: tuple[str, ...] = ()
    headed = False
    while True:
        inside = entered(scene, cell, arm)
        headed = headed or _is_headed(scene, cell, arm)
        owner = inside if inside is not None else scene.walls[cell][0]
        hit = Hit(area=owner, wall=cell, headed=headed, words=words)
        beyond = _next(cell, arm)
        if inside is not None and _is_end(scene, hit, arm):
            return hit
        words += _words(scene, cell, arm)
        if beyond not in scene.walls:
            ends = headed and bool(arm & ALONG) and not _goes_on(scene, beyond, arm)
            return hit if ends else Through(cell=beyond, hit=_with(hit, words))
        if not is_pierced(scene, cell, arm) and not scene.grid.at(*cell).isalnum():
            return hit
        cell = beyond


def entered(scene: Field, wall: Cell, arm: Arms) -> int | None:
    """Return the area that one gets into by crossing a wall cell this way.

    Where a cell has its wall in common with its group, a junction tells that the cell is meant.
    """
    row, column = wall
    facing = [
        index
        for index in scene.walls[wall]
        if (
            (arm & _DOWN and row == scene.areas[index].outline.top)
            or (arm & _UP and row == scene.areas[index].outline.bottom)
            or (arm & _RIGHT and column == scene.areas[index].outline.start(row))
            or (arm & _LEFT and column == scene.areas[index].outline.side(row))
        )
    ]
    character = scene.grid.at(row, column)
    joined = character in JUNCTIONS or BOX_ARMS.get(character, Arm.NONE) & OPPOSITE[arm]
    if joined and len(facing) > 1:
        return next((at for at in facing if not scene.areas[at].is_group), facing[0])
    return facing[0] if facing else None


def is_pierced(scene: Field, wall: Cell, arm: Arms) -> bool:
    """Tell whether a wall's character shows a line that goes through the wall."""
    character, beyond = scene.grid.at(*wall), scene.grid.at(*_next(wall, arm))
    if character in JUNCTIONS:
        return beyond.isalnum() or (is_upright(beyond) if arm & ALONG else is_flat(beyond))
    arms = BOX_ARMS.get(character, ASCII_ARMS.get(character, Arm.NONE))
    through = arm | OPPOSITE[arm]
    return arms & through == through or bool(tip(character) & through)


def wall_text(grid: Grid, row: int, column: int) -> tuple[int, int]:
    """Return the columns from start up to end of the text around a cell of a wall across."""
    line = grid.plain[row]
    start, end = column, column + 1
    while start > 0 and not is_flat(line[start - 1]):
        start -= 1
    while end < len(line) and not is_flat(line[end]):
        end += 1
    return start, end


def _next(cell: Cell, arm: Arms) -> Cell:
    down, across = STEP[arm]
    return cell[0] + down, cell[1] + across


def _is_end(scene: Field, hit: Hit, arm: Arms) -> bool:
    """Tell whether a line ends at the area that it gets into here."""
    if not scene.areas[hit.area].is_group:
        return True
    beyond = _next(hit.wall, arm)
    return hit.headed and bool(arm & ALONG) and not _goes_on(scene, beyond, arm)


def _is_headed(scene: Field, wall: Cell, arm: Arms) -> bool:
    """Tell whether a head stands in a wall where the line gets to it, or a little beside."""
    row, column = wall
    return any(
        tip(scene.grid.at(row, column + step)) == arm and (row, column + step) in scene.walls
        for step in (_HEADS_OFF if arm & ALONG else _HEADS_OFF[:1])
    )


def _goes_on(scene: Field, cell: Cell, arm: Arms) -> bool:
    stroke = scene.strokes.get(cell)
    return stroke is not None and bool(stroke.arms & OPPOSITE[arm])


def _words(scene: Field, wall: Cell, arm: Arms) -> tuple[str, ...]:
    """Return the label that was written over a wall where a line goes through it."""
    row, column = wall
    here = scene.grid.at(row, column)
    near = [column, column - 1, column + 1]
    near += [column + 2 * step for step in (-1, 1) if scene.grid.at(row, column + step) == BLANK]
    found = next((c for c in near if scene.grid.at(row, c).isalnum()), None)
    if arm & ACROSS or found is None or here in TIPS or here in ASCII_TIPS:
        return ()
    start, end = wall_text(scene.grid, row, found)
    text = scene.grid.text(row, start, end).strip()
    return (
        () if any(is_upright(character) for character in text if character not in ":!") else (text,)
    )


def _with(hit: Hit, words: tuple[str, ...]) -> Hit:
    return Hit(area=hit.area, wall=hit.wall, headed=hit.headed, words=words)
