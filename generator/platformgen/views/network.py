"""The way of one request: browser, address, router, Services, pods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from platformgen import roles
from platformgen.diagram.graph import Edge, Graph, Group, Node
from platformgen.language import phrases
from platformgen.model import Component, Platform
from platformgen.views.node import address_node, browser_node, listed, titled
from platformgen.views.traffic import entrances


def network(platform: Platform) -> Graph:
    """Return the path that a request takes, with the Services and the pods behind its hosts."""
    words = phrases(platform.language)
    way_in = roles.router(platform)
    reached = entrances(platform)
    label = words["drawing.router"] if way_in is None else titled(way_in.icon, way_in.title)
    ports = dict(way_in.ports) if way_in is not None else {}
    return Graph(
        nodes=(
            browser_node(words),
            address_node(platform),
            Node(id="router/", label=label, group="machine/"),
            Node(
                id="services/",
                label=listed(words["drawing.services"], _services(reached), words),
                group="machine/",
            ),
            Node(
                id="pods/",
                label=listed(words["drawing.pods"], [each.title for each in reached], words),
                group="machine/",
            ),
        ),
        groups=(Group(id="machine/", title=_machine(platform, words)),),
        edges=(
            Edge(source="browser/", target="address/"),
            Edge(source="address/", target="router/", label=_entrance(ports)),
            Edge(source="router/", target="services/"),
            Edge(source="services/", target="pods/"),
        ),
    )


def _machine(platform: Platform, words: Mapping[str, str]) -> str:
    cluster = platform.cluster
    if cluster.provider == "kind":
        return words["drawing.kind_container"]
    return words["drawing.cluster"].format(name=cluster.name)


def _entrance(ports: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in ports.items())


def _services(reached: Sequence[Component]) -> list[str]:
    services = (each.service for each in reached)
    return [f"{each.name}:{each.port}" for each in services if each is not None]
