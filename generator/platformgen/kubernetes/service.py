"""Services in front of what we run. Those of charts are the charts' own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from platformgen.kubernetes.labels import selector
from platformgen.kubernetes.object import Document
from platformgen.kubernetes.own import Own
from platformgen.kubernetes.port import ServicePort, main_port, pod_ports, service_ports
from platformgen.yamltext import Shared

# Routers read here how to speak to the pods; HTTP needs no word.
_APP_PROTOCOLS = {"https": "https", "grpc": "kubernetes.io/h2c"}


def services(own: Own) -> Iterator[Document]:
    """Return the Services of a component.

    A StatefulSet has a headless one besides, which names its pods; it is the only one where the
    spec asks for no other. So is that of a component whose metrics alone are asked for.
    """
    service = own.component.service
    if service:
        ports = _ports(own, service_ports(own.component, own.workload))
        yield _service(own, service.name, {"selector": selector(own.component), "ports": ports})
    if own.workload.kind == "StatefulSet":
        headless = _headless(own)
        if service:
            # Peers find each other before they are ready; clients have the other Service.
            headless["publishNotReadyAddresses"] = True
        yield _service(own, governing_name(own), headless)
    elif service is None and own.component.scrape:
        yield _service(own, own.workload.name, _headless(own))


def governing_name(own: Own) -> str:
    """Return the name of the Service that gives a StatefulSet's pods their host names."""
    service = own.component.service
    taken = service is not None and service.name == own.workload.name
    return f"{own.workload.name}-headless" if taken else own.workload.name


def scraped_name(own: Own) -> str:
    """Return the name of the Service by which the metrics are found."""
    return own.component.service.name if own.component.service else own.workload.name


def _headless(own: Own) -> Document:
    spec: Document = {"clusterIP": "None", "selector": selector(own.component)}
    ports = _ports(own, pod_ports(own.workload))
    if ports:
        spec["ports"] = ports
    return spec


def _ports(own: Own, shown: Iterable[ServicePort]) -> list[Document]:
    main = main_port(own.component, own.workload)
    service = own.component.service
    protocol = _APP_PROTOCOLS.get(service.protocol) if service else None
    return [_port(each, protocol if main and each.name == main.name else None) for each in shown]


# Most Services show the same port.
@lru_cache(maxsize=256)
def _port(shown: ServicePort, protocol: str | None) -> Document:
    port: Document = {"name": shown.name, "port": shown.number, "targetPort": shown.target}
    return Shared({**port, "appProtocol": protocol} if protocol else port)


def _service(own: Own, name: str, spec: Document) -> Document:
    metadata = own.metadata
    if name != own.workload.name:
        metadata = {"name": name, "namespace": own.namespace, "labels": own.labels}
    return {"apiVersion": "v1", "kind": "Service", "metadata": metadata, "spec": spec}
