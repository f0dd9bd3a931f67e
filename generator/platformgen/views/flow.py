"""One flow of the spec as a drawing."""

from __future__ import annotations

from platformgen.diagram.graph import Edge, Graph, Node
from platformgen.model import Flow, Platform
from platformgen.views.node import actor_node, external_node, named_node


def flow(platform: Platform, shown: Flow) -> Graph:
    """Return the flow's ends in the order of its steps, and an arrow for each step."""
    known = ends(platform)
    names = dict.fromkeys(name for step in shown.steps for name in (step.source, step.target))
    return Graph(
        nodes=tuple(known[name] for name in names),
        edges=tuple(
            Edge(source=known[step.source].id, target=known[step.target].id, label=step.label)
            for step in shown.steps
        ),
    )


def ends(platform: Platform) -> dict[str, Node]:
    """Return the node of everything that a step may name.

    Components come without their ports: what flows is said by the steps.
    """
    nodes = {each.name: external_node(each) for each in platform.externals}
    nodes |= {each.name: actor_node(each) for each in platform.actors}
    return nodes | {each.name: named_node(each) for each in platform.components}
