"""How edges are drawn: solid or dashed, and which way they mostly lead."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from platformgen.diagram.edges import Connection
from platformgen.diagram.field import Field
from platformgen.diagram.graph import Direction, Line
from platformgen.diagram.grid import BLANK
from platformgen.diagram.nets import Net
from platformgen.diagram.strokes import ALONG, DASHED

_SOLID: Final = frozenset("-=|─━═│┃║")


def line_of(scene: Field, net: Net) -> Line:
    """Return how most of a line is drawn."""
    cells = [(row, column, scene.grid.at(row, column)) for row, column, _ in net.links]
    dashed = sum(
        character in DASHED or (character == "-" and _stands_alone(scene, row, column))
        for row, column, character in cells
    )
    solid = sum(character in _SOLID for _, _, character in cells)
    return Line.DASHED if dashed > solid - dashed else Line.SOLID


def _stands_alone(scene: Field, row: int, column: int) -> bool:
    return scene.grid.at(row, column - 1) == scene.grid.at(row, column + 1) == BLANK


def direction(connections: Iterable[Connection]) -> Direction:
    """Return down where at least half of the edges lead up or down, else right."""
    upright = [bool((each.source.arm | each.target.arm) & ALONG) for each in connections]
    return Direction.DOWN if sum(upright) * 2 >= len(upright) else Direction.RIGHT
