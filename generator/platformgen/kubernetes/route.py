"""Routes: how requests for the platform's hosts reach components, by the cluster's routing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from platformgen.kubernetes.object import Document
from platformgen.kubernetes.port import backend_port
from platformgen.kubernetes.surroundings import Surroundings
from platformgen.model import Component, GatewayRouting, IngressRouting, Route, Service

_GATEWAY_API = "gateway.networking.k8s.io"
_BACKEND_PROTOCOL = "nginx.ingress.kubernetes.io/backend-protocol"
_BACKEND_PROTOCOLS = {"https": "HTTPS", "grpc": "GRPC"}


def routes(
    around: Surroundings, component: Component, labels: Mapping[str, str]
) -> Iterator[Document]:
    """Return the objects that lead requests to a component."""
    if component.service is None or not component.routes:
        return
    routing = around.platform.cluster.routing
    if isinstance(routing, IngressRouting):
        yield from _ingresses(component, component.service, routing.class_name, labels)
    elif isinstance(routing, GatewayRouting):
        yield from _http_routes(component, component.service, routing, labels)
        yield from _reference_grant(component, routing, labels)


def _ingresses(
    component: Component, service: Service, class_name: str, labels: Mapping[str, str]
) -> Iterator[Document]:
    """Yield one Ingress; two where some paths lead to plain HTTP and the Service's own port not.

    The protocol is an annotation of a whole Ingress. It is ingress-nginx's; other controllers
    have other means, on the Service, and read past it.
    """
    protocol = _BACKEND_PROTOCOLS.get(service.protocol)
    plain: list[Route] = []
    other: list[Route] = []
    for route in component.routes:
        is_other = protocol and backend_port(component, service, route.port) == service.port
        (other if is_other else plain).append(route)
    for routed in (other, plain):
        if not routed:
            continue
        suffix = ".http" if other and routed is plain else ""
        metadata = _metadata(component, f"{component.name}{suffix}", labels)
        if routed is other:
            metadata["annotations"] = {_BACKEND_PROTOCOL: protocol}
        spec: Document = {"ingressClassName": class_name}
        tls = _tls(routed)
        if tls:
            spec["tls"] = tls
        spec["rules"] = _rules(component, service, routed)
        yield {
            "apiVersion": "networking.k8s.io/v1",
            "kind": "Ingress",
            "metadata": metadata,
            "spec": spec,
        }


def _metadata(component: Component, name: str, labels: Mapping[str, str]) -> Document:
    return {"name": name, "namespace": component.namespace, "labels": labels}


def _tls(routed: Sequence[Route]) -> list[Document]:
    hosts: dict[str, dict[str, None]] = {}
    for route in routed:
        if route.tls is not None:
            hosts.setdefault(route.tls, {})[route.host] = None
    return [{"hosts": list(names), "secretName": secret} for secret, names in hosts.items()]


def _by_host(routed: Sequence[Route]) -> dict[str, list[Route]]:
    hosts: dict[str, list[Route]] = {}
    for route in routed:
        hosts.setdefault(route.host, []).append(route)
    return hosts


def _rules(component: Component, service: Service, routed: Sequence[Route]) -> list[Document]:
    return [
        {
            "host": host,
            "http": {
                "paths": [
                    {
                        "path": route.path,
                        "pathType": "Prefix",
                        "backend": {
                            "service": {
                                "name": service.name,
                                "port": {"number": backend_port(component, service, route.port)},
                            }
                        },
                    }
                    for route in of_host
                ]
            },
        }
        for host, of_host in _by_host(routed).items()
    ]


def _http_routes(
    component: Component, service: Service, gateway: GatewayRouting, labels: Mapping[str, str]
) -> Iterator[Document]:
    """Yield an HTTPRoute for each host; the first has the component's name.

    TLS ends at the Gateway, whose listeners are not ours. A Service that speaks TLS itself needs
    a BackendTLSPolicy with its authority besides, which no spec can know.
    """
    parent = {"name": gateway.name, "namespace": gateway.namespace}
    first = component.routes[0].host
    for host, routed in _by_host(component.routes).items():
        name = component.name if host == first else f"{component.name}.{host}"
        rules = [
            {
                "matches": [{"path": {"type": "PathPrefix", "value": route.path}}],
                "backendRefs": [
                    {"name": service.name, "port": backend_port(component, service, route.port)}
                ],
            }
            for route in routed
        ]
        yield {
            "apiVersion": f"{_GATEWAY_API}/v1",
            "kind": "HTTPRoute",
            "metadata": _metadata(component, name, labels),
            "spec": {"parentRefs": [parent], "hostnames": [host], "rules": rules},
        }


def _reference_grant(
    component: Component, gateway: GatewayRouting, labels: Mapping[str, str]
) -> Iterator[Document]:
    """Yield the leave that a Gateway elsewhere needs to read the certificates of these routes."""
    secrets = dict.fromkeys(route.tls for route in component.routes if route.tls is not None)
    if not secrets or gateway.namespace == component.namespace:
        return
    yield {
        "apiVersion": f"{_GATEWAY_API}/v1beta1",
        "kind": "ReferenceGrant",
        "metadata": _metadata(component, component.name, labels),
        "spec": {
            "from": [{"group": _GATEWAY_API, "kind": "Gateway", "namespace": gateway.namespace}],
            "to": [{"group": "", "kind": "Secret", "name": name} for name in secrets],
        },
    }
