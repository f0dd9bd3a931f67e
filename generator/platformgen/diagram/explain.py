"""What was read as what, shown on the drawing itself."""

from __future__ import annotations

from typing import Final

from platformgen.diagram.drawing import Drawing, Refusal, read
from platformgen.diagram.graph import Edge
from platformgen.diagram.grid import BLANK, grid
from platformgen.diagram.mermaid import printable

_SIGNS: Final = {
    "wall": ("#", "wall of a box or a group"),
    "text": ("t", "text of a box"),
    "node": ("n", "text that is a node"),
    "title": ("g", "title of a group"),
    "label": ("l", "label of a line"),
    "line": ("-", "line or head"),
    "": ("?", "not read"),
}


def explain(text: str) -> str:
    """Return a drawing with a sign for what each cell was taken for, a key, and what it says."""
    match read(text):
        case Refusal(reason=reason, confidence=confidence):
            return f"this is {reason} (confidence {confidence:.2f}); it is left as it is\n"
        case Drawing() as drawing:
            return "\n\n".join((_signs(text, drawing), _key(drawing), _words(drawing))) + "\n"


def _signs(text: str, drawing: Drawing) -> str:
    rows = []
    for row, line in enumerate(grid(text).plain):
        signs = (
            BLANK if character == BLANK else _SIGNS[drawing.roles.get((row, column), "")][0]
            for column, character in enumerate(line)
        )
        rows.append("".join(signs))
    return "\n".join(rows).strip("\n")


def _key(drawing: Drawing) -> str:
    roles = {*drawing.roles.values(), *([""] if drawing.unread else [])}
    return "\n".join(f"{sign}  {what}" for role, (sign, what) in _SIGNS.items() if role in roles)


def _words(drawing: Drawing) -> str:
    graph = drawing.graph
    names = {group.id: group.title for group in graph.groups}
    names |= {node.id: node.label for node in graph.nodes}
    flat = {identifier: _flat(name) for identifier, name in names.items()}
    lines = [f"group {flat[group.id]!r}{_place(flat, group.parent)}" for group in graph.groups]
    lines += [f"node {flat[node.id]!r}{_place(flat, node.group)}" for node in graph.nodes]
    lines += [_edge(flat, edge) for edge in graph.edges]
    return "\n".join([*lines, f"confidence {drawing.confidence:.2f}{_unread(drawing)}"])


def _flat(text: str) -> str:
    return printable(" ".join(text.split()))


def _place(names: dict[str, str], parent: str | None) -> str:
    return f" in {names[parent]!r}" if parent else ""


def _edge(names: dict[str, str], edge: Edge) -> str:
    arrow = f"{'<' if edge.head_at_source else ''}--{'>' if edge.head_at_target else ''}"
    label = f" labelled {_flat(edge.label)!r}" if edge.label else ""
    return f"{names[edge.source]!r} {arrow} {names[edge.target]!r}{label}"


def _unread(drawing: Drawing) -> str:
    return f", {len(drawing.unread)} cells not read" if drawing.unread else ""
