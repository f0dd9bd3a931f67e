"""Ports: what a Service shows of a component, and what a name in the spec means."""

from __future__ import annotations

from msgspec import Struct

from platformgen.model import Component, Port, Service, Workload


class ServicePort(Struct, frozen=True):
    """One port of a Service; `target` is a port's name in the pods, or its number."""

    name: str
    number: int
    target: str | int


def workload_ports(workload: Workload) -> tuple[Port, ...]:
    """Return the ports of all containers of a workload, the component's own first."""
    return tuple(port for each in workload.containers for port in each.ports)


def service_ports(component: Component, workload: Workload) -> tuple[ServicePort, ...]:
    """Return what a component's Service shows: its own port, and those of routes and metrics."""
    own = main_port(component, workload)
    wanted: dict[str, int] = {}
    if component.service is not None and own is not None:
        wanted[own.name] = component.service.port
    numbers = {port.name: port.number for port in workload_ports(workload)}
    for name in (*(route.port for route in component.routes), _scraped(component)):
        if name is not None and name not in wanted and name in numbers:
            wanted[name] = numbers[name]
    return tuple(
        ServicePort(name, number, _target(workload, name)) for name, number in wanted.items()
    )


def pod_ports(workload: Workload) -> tuple[ServicePort, ...]:
    """Return all ports of a workload's pods as they are, for a Service that leads to each pod."""
    return tuple(
        ServicePort(port.name, port.number, _target(workload, port.name))
        for port in workload_ports(workload)
    )


def _scraped(component: Component) -> str | None:
    return component.scrape.port if component.scrape else None


def _target(workload: Workload, name: str) -> str | int:
    """Return how a Service finds a port in the pods.

    By name where it can, so that old and new pods may differ while one replaces the other. Before
    1.33 Kubernetes finds no names in sidecars (kubernetes/kubernetes#127958).
    """
    for port in workload.containers[0].ports:
        if port.name == name:
            return name
    return pod_port(workload, name)


def pod_port(workload: Workload, name: str) -> int:
    """Return the number of a port that some container of the workload has."""
    return next(port.number for port in workload_ports(workload) if port.name == name)


def main_port(component: Component, workload: Workload) -> Port | None:
    """Return the port that the component's Service leads to; None where there are no ports."""
    ports = workload_ports(workload)
    wanted = component.service.target if component.service else None
    if wanted is None:
        return ports[0] if ports else None
    return next((port for port in ports if port.name == wanted), None)


def tls_port(component: Component) -> str | None:
    """Return the name of the port of ours that speaks TLS, if the Service's does."""
    workload = component.workload
    if workload is None or component.service is None or component.service.protocol != "https":
        return None
    port = main_port(component, workload)
    return port.name if port else None


def backend_port(component: Component, service: Service, name: str | None) -> int:
    """Return the Service's port that a route leads to, by the name that the spec says.

    Its own port where the spec says none, or one that nobody knows.
    """
    workload = component.workload
    shown = (
        {port.name: port.number for port in service_ports(component, workload)}
        if workload
        else component.ports
    )
    return shown.get(name, service.port) if name else service.port
