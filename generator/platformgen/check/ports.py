"""Ports and Services that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from platformgen.check.subject import Path, Subject, nearest, pod, routes
from platformgen.diagnostic import Diagnostic
from platformgen.kubernetes.port import service_ports, workload_ports
from platformgen.model import Component, HttpProbe

_RUNS_FOREVER = ("Deployment", "StatefulSet", "DaemonSet")


def services_without_pods(subject: Subject) -> Iterator[Diagnostic]:
    """Report Services and hosts that select nothing."""
    for component in subject.platform.components:
        at: Path = ("components", component.name)
        workload = component.workload
        if component.routes and component.service is None:
            key = "host" if subject.says(component.name, "host") else "routes"
            what = f"the host of {component.name} leads to no Service"
            yield subject.error_at_key("PG032", (*at, key), what, fix="add `service: {port: …}`")
        if component.service is None or not subject.says(component.name, "service"):
            continue
        if workload and workload.kind not in _RUNS_FOREVER:
            what = f"the Service of {component.name} selects pods of a {workload.kind}, which end"
            yield subject.error_at_key("PG032", (*at, "service"), what, fix="remove the service")
        elif workload and not workload_ports(workload):
            what = f"the Service of {component.name} leads to no port: its workload has none"
            yield subject.error_at_key("PG032", (*at, "service"), what, fix="add `ports` to it")
        elif component.origin is None:
            what = f"the Service of {component.name} selects nothing: nothing runs it"
            fix = "add `workload`, `install` or `installedBy`"
            yield subject.error_at_key("PG032", (*at, "service"), what, fix=fix)


def doubled_numbers(subject: Subject) -> Iterator[Diagnostic]:
    """Report Services that would have one port number twice."""
    for component in subject.platform.components:
        if component.workload is None or component.service is None:
            continue
        seen: set[int] = set()
        for port in service_ports(component, component.workload):
            if port.number in seen:
                at: Path = ("components", component.name, "service")
                what = f"the Service of {component.name} would have the port {port.number} twice"
                why = f"it also leads to the workload's port {port.name!r}, by the same number"
                fix = "change `service.port`, or the number of that port"
                yield subject.error_at_key("PG023", at, what, why, fix)
            seen.add(port.number)


def unknown_ports(subject: Subject) -> Iterator[Diagnostic]:
    """Report names of ports that no container has."""
    for component in subject.platform.components:
        at: Path = ("components", component.name)
        workload = component.workload
        ports = [each.name for each in workload_ports(workload)] if workload else component.ports
        target = component.service.target if component.service and workload else None
        if target not in {None, *ports}:
            yield _no_port(subject, (*at, "service", "to"), target or "", ports)
        for place, route in routes(subject, component):
            if route.port not in {None, *ports}:
                yield _no_port(subject, (*place, "port"), route.port or "", ports)
        if component.scrape and component.scrape.port not in ports:
            yield _no_port(subject, (*at, "scrape", "port"), component.scrape.port, ports)
        yield from _probes(subject, component)
        yield from _doubled(subject, component)


def _probes(subject: Subject, component: Component) -> Iterator[Diagnostic]:
    for place, container in pod(component):
        ports = [port.name for port in container.ports]
        asked = container.probes
        for key, probe in (
            ("startup", asked.startup),
            ("readiness", asked.readiness),
            ("liveness", asked.liveness),
        ):
            if not isinstance(probe, HttpProbe):
                continue
            if not ports:
                what = f"the {key} probe of {container.name} asks a port, and it has none"
                fix = "add `ports`, or probe with a `command`"
                yield subject.error("PG033", (*place, "probes", key), what, fix=fix)
            elif probe.port not in {None, *ports}:
                where = (*place, "probes", key, "port")
                yield _no_port(subject, where, probe.port or "", ports)


def _doubled(subject: Subject, component: Component) -> Iterator[Diagnostic]:
    seen: dict[object, Path] = {}
    for place, container in pod(component):
        if place[3:4] == ("init",):
            continue  # It ends before the others listen.
        for port in container.ports:
            for claim in (port.name, port.number):
                if claim in seen:
                    what = f"the port {claim} is there twice in one pod"
                    fix = f"the other is at {subject.spec.key_span(seen[claim])}"
                    yield subject.error_at_key("PG023", (*place, "ports", port.name), what, fix=fix)
                seen[claim] = (*place, "ports", port.name)


def _no_port(subject: Subject, at: Path, name: str, ports: Iterable[str]) -> Diagnostic:
    what = f"no container has a port named {name!r}"
    return subject.error("PG033", at, what, fix=nearest(name, ports))
