"""Who talks to whom: the edges of the spec as traffic between pods.

`dependsOn` and `connects` are traffic, routes are traffic from the router, metrics are read by
the platform's Prometheus, and the portal fetches what it shows. Nothing else is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from platformgen.kubernetes.port import main_port, pod_port, workload_ports
from platformgen.kubernetes.surroundings import Surroundings
from platformgen.model import Component, ExternalService


class Anywhere(Struct, frozen=True):
    """Any pod of one namespace; of any namespace, where there is no name."""

    namespace: str | None


class Edge(Struct, frozen=True):
    """Traffic from one end to the other, at these ports of the target's pods; () is all ports."""

    source: Component | Anywhere
    target: Component | ExternalService
    ports: tuple[int, ...]


class Traffic(Struct, frozen=True):
    """The edges that isolated namespaces must let through, by the component at each end."""

    incoming: Mapping[str, Sequence[Edge]]
    outgoing: Mapping[str, Sequence[Edge]]


def traffic(around: Surroundings) -> Traffic:
    """Return the traffic of a platform, where any of it is closed at all."""
    incoming: dict[str, list[Edge]] = {}
    outgoing: dict[str, list[Edge]] = {}
    for edge in edges(around) if around.isolated else ():
        if isinstance(edge.source, Component) and edge.source.namespace in around.isolated:
            outgoing.setdefault(edge.source.name, []).append(edge)
        if isinstance(edge.target, Component) and edge.target.namespace in around.isolated:
            incoming.setdefault(edge.target.name, []).append(edge)
    return Traffic(incoming, outgoing)


def edges(around: Surroundings) -> Iterator[Edge]:
    """Return all traffic that the spec allows, in the order of its components."""
    for component in around.platform.components:
        if component.namespace is None:
            continue
        for name in _reached(component):
            target = around.components.get(name) or around.externals.get(name)
            if isinstance(target, ExternalService):
                yield Edge(component, target, (target.port,) if target.port else ())
            elif target is not None and target.namespace is not None:
                yield Edge(component, target, _service_ports(target))
        yield from _routed(around, component)
        yield from _scraped(around, component)


def _reached(component: Component) -> tuple[str, ...]:
    shown = component.portal.pages if component.portal else {}
    names = (*component.depends_on, *component.connects, *shown)
    return tuple(dict.fromkeys(names))


def _service_ports(target: Component) -> tuple[int, ...]:
    """Return where a component's pods are reached by those who need it.

    Policies count the pods' ports, which of what others run nobody told us.
    """
    workload = target.workload
    if workload is None:
        return ()
    if target.service is None:
        return tuple(port.number for port in workload.containers[0].ports)
    port = main_port(target, workload)
    return (port.number,) if port else ()


def _routed(around: Surroundings, component: Component) -> Iterator[Edge]:
    if not component.routes or around.platform.cluster.routing is None:
        return
    ports: dict[int, None] = {}
    workload = component.workload
    if workload is not None:
        names = {port.name for port in workload_ports(workload)}
        for route in component.routes:
            if route.port in names:
                ports[pod_port(workload, route.port)] = None
            else:
                ports.update(dict.fromkeys(_service_ports(component)))
    for router in _routers(around):
        yield Edge(router, component, tuple(ports))


def _routers(around: Surroundings) -> tuple[Component | Anywhere, ...]:
    """Return where requests come from: the router, the namespace that the routing names, or any.

    Shut to all, no route would lead anywhere. PG047 warns of what nobody says.
    """
    routing, router = around.platform.cluster.routing, around.router
    found: list[Component | Anywhere] = []
    if router is not None and router.namespace is not None:
        found.append(router)
    named = routing.namespace if routing is not None else None
    if named is not None and all(each.namespace != named for each in found):
        found.append(Anywhere(named))
    return tuple(found) or (Anywhere(None),)


def _scraped(around: Surroundings, component: Component) -> Iterator[Edge]:
    if component.scrape is None:
        return
    workload = component.workload
    ports = (
        tuple(
            port.number for port in workload_ports(workload) if port.name == component.scrape.port
        )
        if workload
        else ()
    )
    reader = around.prometheus
    if reader is not None and reader.namespace is not None:
        yield Edge(reader, component, ports)
    else:
        yield Edge(Anywhere(None), component, ports)
