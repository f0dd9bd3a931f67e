"""The way of one request: browser, address, router, Services, pods."""

from __future__ import annotations

from collections.abc import Mapping

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
    label = words["drawing.router"] if way_in is None else titled(way_in.icon, way_in.title)
    ports = dict(way_in.ports) if way_in is not None else {}
    return Graph(
        nodes=(
            browser_node(words),
            address_node(platform),
            Node(id="router/", label=label, group="machine/"),
            _list("services/", words["drawing.services"], _services(platform), words),
            _list("pods/", words["drawing.pods"], _pods(platform), words),
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
        return words["drawing.kind_container"].format(name=f"{cluster.name}-control-plane")
    return words["drawing.cluster"].format(name=cluster.name)


def _entrance(ports: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {number}" for name, number in ports.items())


def _list(identifier: str, title: str, lines: list[str], words: Mapping[str, str]) -> Node:
    return Node(id=identifier, label="\n".join([title, *listed(lines, words)]), group="machine/")


def _services(platform: Platform) -> list[str]:
    services = (each.service for each in entrances(platform))
    return [f"{each.name}:{each.port}" for each in services if each is not None]


def _pods(platform: Platform) -> list[str]:
    return [_workload(each) or each.title for each in entrances(platform)]


def _workload(component: Component) -> str | None:
    if component.workload is not None:
        return f"{component.workload.kind} {component.workload.name}"
    if component.runs is not None:
        return f"{component.runs.kind} {component.runs.name}"
    return None
