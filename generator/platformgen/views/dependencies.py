"""Everything that relies on something, by system: the whole of it, for tools and wide screens."""

from __future__ import annotations

from platformgen.diagram.graph import Graph, Group
from platformgen.model import Component, Platform
from platformgen.views.node import component_node, external_node
from platformgen.views.traffic import node_ids, relations


def dependencies(platform: Platform) -> Graph:
    """Return every component in its system, with solid edges to what it depends on.

    Dashed edges lead to what it only connects to.
    """
    ids = node_ids(platform)
    edges = tuple(edge for each in platform.components for edge in relations(each, ids))
    used = {each.system for each in platform.components}
    return Graph(
        nodes=(
            *(component_node(each, _group(each)) for each in platform.components),
            *(external_node(each) for each in platform.externals),
        ),
        groups=tuple(
            Group(id=f"system/{each.name}", title=each.title)
            for each in platform.systems
            if each.name in used
        ),
        edges=edges,
    )


def _group(component: Component) -> str | None:
    return f"system/{component.system}" if component.system else None
