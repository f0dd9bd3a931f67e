"""Graph to DOT, the language of Graphviz, in the order of the graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from platformgen.diagram.graph import Edge, Graph, Line, Shape
from platformgen.diagram.mermaid import printable

_SHAPES: Mapping[Shape, str] = {
    Shape.BOX: "shape=box",
    Shape.ROUND: "shape=box, style=rounded",
    Shape.STADIUM: "shape=oval",
    Shape.CYLINDER: "shape=cylinder",
}
_LINES: Mapping[Line, str] = {
    Line.SOLID: "solid",
    Line.DASHED: "dashed",
    Line.THICK: "bold",
}
_HEADS: Mapping[tuple[bool, bool], str] = {
    (False, False): "none",
    (False, True): "forward",
    (True, False): "back",
    (True, True): "both",
}


def dot(graph: Graph) -> str:
    """Return the graph as DOT that ends with a line feed; groups are clusters.

    An edge to a group leads to a point inside its cluster, which has the group's id, and is cut
    at the frame (`lhead`, `ltail`), for DOT has no edges between clusters.
    """
    groups = frozenset(group.id for group in graph.groups)
    lines = [
        "digraph {",
        f"  rankdir={graph.direction.value};",
        "  compound=true;",
        "  node [fontname=Helvetica];",
        "  edge [fontname=Helvetica];",
        *_contents(graph, None, "  "),
        *(f"  {_edge(edge, groups)}" for edge in graph.edges),
        "}",
    ]
    return "\n".join(lines) + "\n"


def _contents(graph: Graph, parent: str | None, indent: str) -> Iterator[str]:
    for node in graph.nodes:
        if node.group == parent:
            look = f"label={_quoted(node.label)}, {_SHAPES[node.shape]}"
            yield f"{indent}{_quoted(node.id)} [{look}];"
    for group in graph.groups:
        if group.parent == parent:
            yield f"{indent}subgraph {_cluster(group.id)} {{"
            yield f"{indent}  label={_quoted(group.title)};"
            yield f"{indent}  {_quoted(group.id)} [shape=point, style=invis];"
            yield from _contents(graph, group.id, indent + "  ")
            yield f"{indent}}}"


def _edge(edge: Edge, groups: frozenset[str]) -> str:
    options = [
        f"dir={_HEADS[edge.head_at_source, edge.head_at_target]}",
        f"style={_LINES[edge.line]}",
    ]
    if edge.label.strip():
        options.append(f"label={_quoted(edge.label)}")
    if edge.source in groups:
        options.append(f"ltail={_cluster(edge.source)}")
    if edge.target in groups:
        options.append(f"lhead={_cluster(edge.target)}")
    return f"{_quoted(edge.source)} -> {_quoted(edge.target)} [{', '.join(options)}];"


def _cluster(identifier: str) -> str:
    return _quoted(f"cluster {identifier}")  # Only a name that begins so is drawn with a frame.


def _quoted(text: str) -> str:
    lines = [printable(line) for line in text.splitlines()]
    escaped = [line.replace("\\", "\\\\").replace('"', '\\"') for line in lines]
    return '"' + "\\n".join(escaped) + '"'
