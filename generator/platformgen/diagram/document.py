"""Graph to plain data, for programs that read a diagram as JSON."""

from __future__ import annotations

from typing import TypedDict

from platformgen.diagram.graph import Graph


class NodeDocument(TypedDict):
    """A node; `group` is null where it stands in none, `shape` one of graph.Shape."""

    id: str
    label: str
    group: str | None
    shape: str


class GroupDocument(TypedDict):
    """A group; `parent` is null where it stands in none."""

    id: str
    title: str
    parent: str | None


class EdgeDocument(TypedDict):
    """An edge between two ids; `line` is one of graph.Line."""

    source: str
    target: str
    label: str
    line: str
    headAtSource: bool
    headAtTarget: bool


class GraphDocument(TypedDict):
    """A diagram; lists keep the order of the graph, `direction` is TB or LR."""

    direction: str
    nodes: list[NodeDocument]
    groups: list[GroupDocument]
    edges: list[EdgeDocument]


def as_json(graph: Graph) -> GraphDocument:
    """Return the graph as what `json.dumps` takes, with every field present."""
    return {
        "direction": graph.direction.value,
        "nodes": [
            {"id": node.id, "label": node.label, "group": node.group, "shape": node.shape.value}
            for node in graph.nodes
        ],
        "groups": [
            {"id": group.id, "title": group.title, "parent": group.parent} for group in graph.groups
        ],
        "edges": [
            {
                "source": edge.source,
                "target": edge.target,
                "label": edge.label,
                "line": edge.line.value,
                "headAtSource": edge.head_at_source,
                "headAtTarget": edge.head_at_target,
            }
            for edge in graph.edges
        ],
    }
