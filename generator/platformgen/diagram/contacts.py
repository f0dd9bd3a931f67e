"""Boxes drawn row on row: a line of which all that is drawn is its ends, in the two walls."""

from __future__ import annotations

from collections.abc import Iterator

from platformgen.diagram.field import Field
from platformgen.diagram.grid import Cell
from platformgen.diagram.nets import End, Net
from platformgen.diagram.strokes import ALONG, BOX_ARMS, OPPOSITE, STEP, Arm, Arms, tip


def contacts(scene: Field) -> tuple[Net, ...]:
    """Return a line for each wall cell that leads down into a wall cell of the box below."""
    return tuple(_contacts(scene))


def _contacts(scene: Field) -> Iterator[Net]:
    for (row, column), owners in scene.walls.items():
        below = (row + 1, column)
        upper = [at for at in owners if scene.areas[at].outline.bottom == row]
        lower = [at for at in scene.walls.get(below, ()) if scene.areas[at].outline.top == row + 1]
        if not (upper and lower):
            continue
        ends = (_end(scene, (row, column), Arm.N, upper[0]), _end(scene, below, Arm.S, lower[0]))
        if all(_leads(scene, end) and not _goes_on(scene, end) for end in ends):
            joint = (row, column, 0)
            yield Net(links={joint: ()}, ends=ends, labels=(), words=())


def _end(scene: Field, wall: Cell, arm: Arms, area: int) -> End:
    headed = tip(scene.grid.at(*wall)) == arm
    return End(joint=(*wall, 0), arm=arm, headed=headed, area=area)


def _leads(scene: Field, end: End) -> bool:
    """Tell whether a wall has a line, or a head, on its side to the other box."""
    row, column, _ = end.joint
    character = scene.grid.at(row, column)
    outline = scene.areas[end.area or 0].outline
    middle = outline.left < column < outline.right
    arms = BOX_ARMS.get(character, Arm.NONE)
    return bool(arms & OPPOSITE[end.arm]) or end.headed or (character == "+" and middle)


def _goes_on(scene: Field, end: End) -> bool:
    """Tell whether a line goes through the wall of a group, to what is inside."""
    row, column, _ = end.joint
    inside = scene.strokes.get((row + STEP[end.arm][0], column))
    return inside is not None and bool((inside.arms | inside.tip) & ALONG)
