"""The graph that every diagram is: nodes, groups that nest, and edges, in a stable order."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Direction(StrEnum):
    """Where edges mostly lead, by Mermaid's names."""

    DOWN = "TB"
    RIGHT = "LR"


class Line(StrEnum):
    """How an edge is drawn."""

    SOLID = "solid"
    DASHED = "dashed"
    THICK = "thick"


class Shape(StrEnum):
    """The outline of a node."""

    BOX = "box"
    ROUND = "round"
    STADIUM = "stadium"
    CYLINDER = "cylinder"


class Node(Struct, frozen=True, kw_only=True):
    """A thing with a label; lines of the label are separated by line feeds."""

    id: str
    label: str
    group: str | None = None
    shape: Shape = Shape.BOX


class Group(Struct, frozen=True, kw_only=True):
    """A frame around nodes and other groups; its title may be empty."""

    id: str
    title: str
    parent: str | None = None


class Edge(Struct, frozen=True, kw_only=True):
    """A line between two nodes or groups, by id, with heads at none, one or both ends."""

    source: str
    target: str
    label: str = ""
    line: Line = Line.SOLID
    head_at_source: bool = False
    head_at_target: bool = True


class Graph(Struct, frozen=True, kw_only=True):
    """A whole diagram; ids are unique over nodes and groups, and parents come before children."""

    direction: Direction = Direction.DOWN
    nodes: tuple[Node, ...] = ()
    groups: tuple[Group, ...] = ()
    edges: tuple[Edge, ...] = ()
