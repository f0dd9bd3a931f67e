"""The platform in layers: from the browser, by the router and its hosts, down to the node."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from platformgen import roles
from platformgen.diagram.graph import Edge, Graph, Group, Node
from platformgen.language import phrases
from platformgen.model import Component, Platform
from platformgen.views.node import (
    address_node,
    browser_node,
    component_node,
    listed,
    machine_node,
)
from platformgen.views.traffic import entrances

MOST_NAMESPACES = 4
"""With more namespaces than this they stand in one box, for a row of them would be too wide."""


def layers(platform: Platform) -> Graph:
    """Return one box for each layer, top down; a namespace's box lists what is in it."""
    words = phrases(platform.language)
    way_in = _router(platform, words)
    boxes = _namespaces(platform, words)
    return Graph(
        nodes=(
            browser_node(words),
            address_node(platform),
            way_in,
            *(node for node, _ in boxes),
            machine_node(platform, words, "cluster/"),
        ),
        groups=(_cluster(platform, words),),
        edges=tuple(_edges(way_in, boxes)),
    )


def _cluster(platform: Platform, words: Mapping[str, str]) -> Group:
    return Group(id="cluster/", title=words["drawing.cluster"].format(name=platform.cluster.name))


def _router(platform: Platform, words: Mapping[str, str]) -> Node:
    component = roles.router(platform)
    title = words["drawing.router"]
    if component is not None:
        title = component_node(component).label
    hosts = (route.host for each in entrances(platform) for route in each.routes)
    # The address above says the domain once for all of them.
    short = dict.fromkeys(host.removesuffix(f".{platform.cluster.domain}") for host in hosts)
    return Node(id="router/", label=listed(title, list(short), words), group="cluster/")


def _namespaces(platform: Platform, words: Mapping[str, str]) -> list[tuple[Node, bool]]:
    """Return each namespace's box, and whether the router leads to it."""
    way_in = roles.router(platform)
    members: dict[str, list[Component]] = {}
    for each in platform.components:
        if each.namespace is not None and each is not way_in:
            members.setdefault(each.namespace, []).append(each)
    if len(members) > MOST_NAMESPACES:
        return [_all_namespaces(members, words)]
    return [
        (
            Node(
                id=f"namespace/{name}",
                label=listed(name, _names(inside), words),
                group="cluster/",
            ),
            any(each.routes for each in inside),
        )
        for name, inside in members.items()
    ]


def _all_namespaces(
    members: Mapping[str, list[Component]], words: Mapping[str, str]
) -> tuple[Node, bool]:
    counted = [f"{name} ({len(inside)})" for name, inside in members.items()]
    label = listed(words["drawing.namespaces"].format(count=len(members)), counted, words)
    is_reached = any(each.routes for inside in members.values() for each in inside)
    return Node(id="namespaces/", label=label, group="cluster/"), is_reached


def _names(components: list[Component]) -> list[str]:
    return [
        name for each in components for name in (each.title, *(part.name for part in each.parts))
    ]


def _edges(way_in: Node, boxes: list[tuple[Node, bool]]) -> Iterator[Edge]:
    yield Edge(source="browser/", target="address/")
    yield Edge(source="address/", target=way_in.id)
    for node, is_reached in boxes:
        if is_reached:
            yield Edge(source=way_in.id, target=node.id)
    for node, _ in boxes:
        yield Edge(source=node.id, target="machine/", head_at_target=False)
