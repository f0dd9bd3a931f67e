"""The drawings that the tests read, and what a graph says in a form that a person can check."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TypedDict

from platformgen.diagram.graph import Edge, Graph

HERE = Path(__file__).parent
DRAWINGS = HERE / "drawings"
REFUSED = HERE / "refused"


class Summary(TypedDict):
    """A graph in words; things of the same name are told apart by numbers."""

    direction: str
    groups: list[str]
    nodes: list[str]
    edges: list[str]


def drawing(name: str) -> str:
    return (DRAWINGS / name / "in.txt").read_text(encoding="utf-8")


def drawing_names() -> list[str]:
    return sorted(folder.name for folder in DRAWINGS.iterdir())


def refused_names() -> list[str]:
    return sorted(file.stem for file in REFUSED.glob("*.txt"))


def refused(name: str) -> str:
    return (REFUSED / f"{name}.txt").read_text(encoding="utf-8")


def summary(graph: Graph) -> Summary:
    names = _names(graph)
    return {
        "direction": graph.direction.value,
        "groups": [_within(names, group.id, group.parent) for group in graph.groups],
        "nodes": [_within(names, node.id, node.group) for node in graph.nodes],
        "edges": [_edge(names, edge) for edge in graph.edges],
    }


def _names(graph: Graph) -> dict[str, str]:
    texts = [(group.id, group.title) for group in graph.groups]
    texts += [(node.id, node.label) for node in graph.nodes]
    count: Counter[str] = Counter()
    names = {}
    for identifier, text in texts:
        flat = " / ".join(text.split("\n"))
        count[flat] += 1
        names[identifier] = f"{flat} #{count[flat]}" if count[flat] > 1 else flat
    return names


def _within(names: dict[str, str], identifier: str, parent: str | None) -> str:
    return f"{names[identifier]}  in  {names[parent]}" if parent else names[identifier]


def _edge(names: dict[str, str], edge: Edge) -> str:
    line = {"solid": "--", "dashed": "..", "thick": "=="}[edge.line]
    start = "<" if edge.head_at_source else ""
    end = ">" if edge.head_at_target else ""
    text = f"{names[edge.source]}  {start}{line}{end}  {names[edge.target]}"
    label = " / ".join(edge.label.split("\n"))
    return f"{text}  :  {label}" if label else text
