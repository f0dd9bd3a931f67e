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


def dot(graph: Graph) -> str:
    """Return the graph as DOT that ends with a line feed; groups are clusters.

    An edge to a group leads to a point inside its cluster and is cut at the frame (`lhead`,
    `ltail`), for DOT has no edges between clusters.
    """
    lines = [
        "digraph {",
        f"  rankdir={graph.direction.value};",
        "  compound=true;",
        "  node [fontname=Helvetica];",
        "  edge [fontname=Helvetica];",
        *_contents(graph, None, "  "),
        *(f"  {_edge(edge, graph)}" for edge in graph.edges),
        "}",
    ]
    return "\n".join(lines) + "\n"


def _contents(graph: Graph, parent: str | None, indent: str) -> Iterator[str]:
    for node in graph.nodes:
        if node.group == parent:
            yield f"{indent}{_quoted(node.id)} [label={_quoted(node.label)}, {_SHAPES[node.shape]}];"
    for group in graph.groups:
        if group.parent == parent:
            yield f"{indent}subgraph {_quoted(_cluster(group.id))} {{"
            yield f"{indent}  label={_quoted(group.title)};"
            yield f"{indent}  {_quoted(_anchor(group.id))} [shape=point, style=invis];"
            yield from _contents(graph, group.id, indent + "  ")
            yield f"{indent}}}"


def _edge(edge: Edge, graph: Graph) -> str:
    groups = {group.id for group in graph.groups}
    heads = {
        (False, False): "none",
        (False, True): "forward",
        (True, False): "back",
        (True, True): "both",
    }
    options = {"dir": heads[edge.head_at_source, edge.head_at_target], "style": _LINES[edge.line]}
    if edge.label.strip():
        options["label"] = _quoted(edge.label)
    ends = []
    for end, option in ((edge.source, "ltail"), (edge.target, "lhead")):
        ends.append(_quoted(_anchor(end) if end in groups else end))
        if end in groups:
            options[option] = _quoted(_cluster(end))
    listed = ", ".join(f"{name}={value}" for name, value in options.items())
    return f"{' -> '.join(ends)} [{listed}];"


def _cluster(identifier: str) -> str:
    return f"cluster {identifier}"  # Graphviz draws a frame only by this beginning of the name.


def _anchor(identifier: str) -> str:
    return f"anchor {identifier}"


def _quoted(text: str) -> str:
    lines = [printable(line) for line in text.splitlines()]
    escaped = [line.replace("\\", "\\\\").replace('"', '\\"') for line in lines]
    return '"' + "\\n".join(escaped) + '"'
