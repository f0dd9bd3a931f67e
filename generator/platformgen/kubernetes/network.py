"""Network policies of isolated namespaces: nothing but what the spec's edges need, and DNS."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from platformgen.kubernetes.account import calls_the_api
from platformgen.kubernetes.labels import MANAGED_BY, MANAGER, platform_labels, pod_selector
from platformgen.kubernetes.object import Document, KubernetesObject
from platformgen.kubernetes.surroundings import Surroundings
from platformgen.kubernetes.traffic import Anywhere, Edge, Traffic
from platformgen.model import Companion, Component, ExternalService, Namespace, Platform
from platformgen.yamltext import Shared

DENY_NAME = "default-deny"
DNS_NAME = "allow-dns"

_NAMESPACE_NAME = "kubernetes.io/metadata.name"
_BOTH = ["Ingress", "Egress"]
_EVERYWHERE = ("0.0.0.0/0", "::/0")
# Where an API server answers behind its Service: policies see the node's address, not the
# Service's. One that answers at a public address needs a policy of its own among `objects`.
_PRIVATE = ("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")
_API_PORTS = (443, 6443)
_CLUSTER_DNS: Document = {
    "namespaceSelector": {"matchLabels": {_NAMESPACE_NAME: "kube-system"}},
    "podSelector": {"matchLabels": {"k8s-app": "kube-dns"}},
}
# The pods of charts and published manifests: their labels are not ours to know, but ours are.
_INSTALLED: Document = {
    "matchExpressions": [{"key": MANAGED_BY, "operator": "NotIn", "values": [MANAGER]}]
}


def namespace_policies(platform: Platform, namespace: Namespace) -> Iterator[KubernetesObject]:
    """Return the policies of all pods of an isolated namespace."""
    if not namespace.isolated:
        return
    place = ("namespaces", namespace.name)
    dns: Document = {
        "to": [_CLUSTER_DNS],
        "ports": [{"protocol": protocol, "port": 53} for protocol in ("UDP", "TCP")],
    }
    specs: dict[str, Document] = {
        DENY_NAME: {"podSelector": {}, "policyTypes": _BOTH},
        DNS_NAME: {"podSelector": {}, "policyTypes": ["Egress"], "egress": [dns]},
    }
    for name, spec in specs.items():
        document = _policy(name, namespace.name, platform_labels(platform), spec)
        yield KubernetesObject(document, "", place, f"{namespace.name}/namespace.yaml")


def component_policy(
    around: Surroundings, traffic: Traffic, component: Component, labels: Mapping[str, str]
) -> Document | None:
    """Return the policy of a component; None where its namespace is open or it needs nothing."""
    if component.origin is None or component.namespace not in around.isolated:
        return None
    name = component.name
    ingress = [*_ingress(component, traffic.incoming.get(name, ())), *_within(component)]
    if component is around.router:
        # What it is for.
        ingress.append({})
    egress = [*_egress(component, traffic.outgoing.get(name, ())), *_beyond(component)]
    if not ingress and not egress:
        return None
    spec: Document = {"podSelector": _pods(component), "policyTypes": _BOTH}
    if ingress:
        spec["ingress"] = ingress
    if egress:
        spec["egress"] = egress
    return _policy(name, component.namespace, labels, spec)


def _policy(name: str, namespace: str, labels: Mapping[str, str], spec: Document) -> Document:
    return {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "NetworkPolicy",
        "metadata": {"name": name, "namespace": namespace, "labels": labels},
        "spec": spec,
    }


def _pods(component: Component) -> Document:
    return pod_selector(component) if component.workload else _INSTALLED


def _ingress(component: Component, found: Iterable[Edge]) -> Iterator[Document]:
    peers: dict[tuple[int, ...], list[Document]] = {}
    for edge in found:
        _add(peers, edge.ports, _peer(edge.source, component.namespace))
    for ports, sources in peers.items():
        yield {"from": sources, **_ports(ports)}


def _egress(component: Component, found: Iterable[Edge]) -> Iterator[Document]:
    peers: dict[tuple[int, ...], list[Document]] = {}
    for edge in found:
        if isinstance(edge.target, ExternalService):
            for block in _blocks(edge.target):
                _add(peers, edge.ports, block)
        else:
            _add(peers, edge.ports, _peer(edge.target, component.namespace))
    for ports, targets in peers.items():
        yield {"to": targets, **_ports(ports)}


def _add(
    peers: dict[tuple[int, ...], list[Document]], ports: tuple[int, ...], peer: Document
) -> None:
    known = peers.setdefault(ports, [])
    if peer not in known:
        known.append(peer)


def _peer(end: Component | Anywhere, namespace: str | None) -> Document:
    """Return one end of an edge as the other end's namespace sees it."""
    if isinstance(end, Anywhere):
        return {"namespaceSelector": _namespace(end.namespace) if end.namespace else {}}
    peer: Document = {}
    if end.namespace != namespace:
        peer["namespaceSelector"] = _namespace(end.namespace)
    peer["podSelector"] = _pods(end)
    return peer


@lru_cache(maxsize=1024)
def _namespace(name: str | None) -> Document:
    return Shared({"matchLabels": {_NAMESPACE_NAME: name}})


def _blocks(external: ExternalService) -> list[Document]:
    """Return the addresses of something outside; all that are not private, where none is said."""
    if external.address is not None:
        return [{"ipBlock": {"cidr": external.address}}]
    found: list[Document] = []
    for whole in _EVERYWHERE:
        private = [block for block in _PRIVATE if (":" in block) == (":" in whole)]
        found.append({"ipBlock": {"cidr": whole, "except": private}})
    return found


def _ports(numbers: Sequence[int]) -> Document:
    if not numbers:
        return {}
    return {"ports": [_port(number) for number in numbers]}


@lru_cache(maxsize=256)
def _port(number: int) -> Document:
    return Shared({"protocol": "TCP", "port": number})


def _within(component: Component) -> list[Document]:
    """Return the traffic of a component's pods among themselves, as a rule for both directions."""
    return [{"from": [{"podSelector": _pods(component)}]}] if _has_peers(component) else []


def _has_peers(component: Component) -> bool:
    workload = component.workload
    if workload is None:
        return _is_install(component)
    return workload.kind == "StatefulSet" and workload.pods_max > 1


def _is_install(component: Component) -> bool:
    # The pods of what comes with another component are that one's.
    return not isinstance(component.origin, Companion)


def _beyond(component: Component) -> list[Document]:
    """Return what pods reach that no edge says: their peers, and the API server.

    The API server asks everybody for their rights. What others publish may need it, and we do
    not know; ours do where the spec gives them rights.
    """
    found: list[Document] = []
    if _has_peers(component):
        found.append({"to": [{"podSelector": _pods(component)}]})
    workload = component.workload
    if _is_install(component) if workload is None else calls_the_api(workload):
        found.append(
            {"to": [{"ipBlock": {"cidr": block}} for block in _PRIVATE], **_ports(_API_PORTS)}
        )
    return found
