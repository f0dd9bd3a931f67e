"""A drawing in sentences."""

from __future__ import annotations

from platformgen.diagram.graph import Graph


def sentences(graph: Graph, language: str) -> tuple[str, ...]:
    """Return the edges as sentences."""
    labels = {each.id: each.label.replace("\n", " ") for each in graph.nodes}
    labels |= {each.id: each.title for each in graph.groups}
    del language
    return tuple(
        f"{labels[each.source]} → {labels[each.target]} {each.label}".strip()
        for each in graph.edges
    )
