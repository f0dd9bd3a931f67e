"""The edges between components that drawings share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from platformgen import roles
from platformgen.diagram.graph import Edge, Line
from platformgen.model import Component, Platform


def relations(component: Component, ids: Mapping[str, str]) -> Iterator[Edge]:
    """Return an edge for what the component depends on, and a dashed one for what it only calls.

    `ids` are the node ids by name.
    """
    for name in component.depends_on:
        yield Edge(source=component.name, target=ids[name])
    for name in component.connects:
        if name not in component.depends_on:
            yield Edge(source=component.name, target=ids[name], line=Line.DASHED)


def node_ids(platform: Platform) -> dict[str, str]:
    """Return the node id of everything that a component can depend on or connect to."""
    externals = {each.name: f"external/{each.name}" for each in platform.externals}
    return externals | {each.name: each.name for each in platform.components}


def entrances(platform: Platform) -> tuple[Component, ...]:
    """Return the components that have a host, the router itself left out."""
    way_in = roles.router(platform)
    return tuple(each for each in platform.components if each.routes and each is not way_in)
