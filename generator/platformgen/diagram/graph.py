"""The graph that every diagram is: nodes, groups that nest, and edges, in a stable order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A thing with a label; lines of the label are separated by line feeds."""

    id: str
    label: str
    group: str | None = None
    shape: Shape = Shape.BOX


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A frame around nodes and other groups; its title may be empty."""

    id: str
    title: str
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A line between two nodes or groups, by id, with heads at none, one or both ends."""

    source: str
    target: str
    label: str = ""
    line: Line = Line.SOLID
    head_at_source: bool = False
    head_at_target: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """A whole diagram; ids are unique over nodes and groups, and parents come before children."""

    direction: Direction = Direction.DOWN
    nodes: tuple[Node, ...] = ()
    groups: tuple[Group, ...] = ()
    edges: tuple[Edge, ...] = ()
