"""Boxes drawn row on row: a line of which all that is drawn is its ends, in the two walls."""

from __future__ import annotations

from collections.abc import Iterator

from platformgen.diagram.field import Field
from platformgen.diagram.grid import Cell
from platformgen.diagram.nets import End, Net
from platformgen.diagram.strokes import BOX_ARMS, TIPS, Arm, Arms


def contacts(scene: Field) -> tuple[Net, ...]:
    """Return a line for each wall cell that leads down into a wall cell of the box below."""
    return tuple(_contacts(scene))


def _contacts(scene: Field) -> Iterator[Net]:
    for (row, column), owners in scene.walls.items():
        below = (row + 1, column)
        if below not in scene.walls:
            continue
        upper = next((at for at in owners if scene.areas[at].outline.bottom == row), None)
        lower = next(
            (at for at in scene.walls[below] if scene.areas[at].outline.top == row + 1), None
        )
        if upper is None or lower is None:
            continue
        if _leads(scene, (row, column), Arm.S) and _leads(scene, below, Arm.N):
            joint = (row, column, 0)
            yield Net(
                links={joint: ()},
                ends=(
                    End(joint=joint, arm=Arm.N, headed=_points(scene, (row, column)), area=upper),
                    End(joint=joint, arm=Arm.S, headed=_points(scene, below), area=lower),
                ),
                labels=(),
                words=(),
            )


def _leads(scene: Field, cell: Cell, arm: Arms) -> bool:
    """Tell whether a wall has a line, or a head, on its side to the other box."""
    character = scene.grid.at(*cell)
    return bool(BOX_ARMS.get(character, Arm.NONE) & arm) or character in TIPS


def _points(scene: Field, cell: Cell) -> bool:
    return scene.grid.at(*cell) in TIPS
