"""Network policies: what gets through, and what does not.

The policies are asked as a cluster would ask them: is this connection let through at both ends?
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from typing import Any

import pytest
from msgspec.structs import replace

import sample_platforms as sample
from kubernetes_cases import names
from platformgen.kubernetes import objects
from platformgen.model import (
    Companion,
    Component,
    ExternalService,
    GatewayRouting,
    IngressRouting,
    ManifestInstall,
    Platform,
    Port,
    Portal,
    Route,
    Rule,
    Scrape,
    Service,
    Workload,
)

INSTALL = ManifestInstall(urls=("https://example.com/x.yaml",))


@dataclass(frozen=True)
class End:
    """A pod by namespace and labels, or an address outside the cluster."""

    namespace: str = ""
    labels: Mapping[str, str] | None = None
    address: str = ""


def pod(component: str, namespace: str = "apps") -> End:
    labels = {
        "app.kubernetes.io/name": component,
        "app.kubernetes.io/instance": component,
        "app.kubernetes.io/managed-by": "platformgen",
    }
    return End(namespace, labels)


def stranger(namespace: str = "charts") -> End:
    return End(namespace, {"app": "of a chart"})


def outside(address: str) -> End:
    return End(address=address)


def passes(platform: Platform, source: End, target: End, port: int) -> bool:
    """Whether a TCP connection gets through, as NetworkPolicy is defined."""
    policies: list[Any] = [
        each.document for each in objects(platform) if each.document["kind"] == "NetworkPolicy"
    ]
    return _leaves(policies, source, target, port) and _arrives(policies, source, target, port)


def _leaves(policies: list[Any], source: End, target: End, port: int) -> bool:
    chosen = _chosen(policies, source, "Egress")
    rules = [rule for policy in chosen for rule in policy["spec"].get("egress", ())]
    return not chosen or any(_fits(rule, "to", source, target, port) for rule in rules)


def _arrives(policies: list[Any], source: End, target: End, port: int) -> bool:
    chosen = _chosen(policies, target, "Ingress")
    rules = [rule for policy in chosen for rule in policy["spec"].get("ingress", ())]
    return not chosen or any(_fits(rule, "from", target, source, port) for rule in rules)


def _chosen(policies: list[Any], end: End, direction: str) -> list[Any]:
    return [
        each
        for each in policies
        if each["metadata"]["namespace"] == end.namespace
        and direction in each["spec"]["policyTypes"]
        and _selects(each["spec"]["podSelector"], end.labels or {})
    ]


def _fits(rule: Any, key: str, here: End, other: End, port: int) -> bool:  # noqa: ANN401  # plain data
    ports = [each["port"] for each in rule.get("ports", ())]
    peers = rule.get(key)
    return (not ports or port in ports) and (
        peers is None or any(_is_peer(peer, here, other) for peer in peers)
    )


def _is_peer(peer: Any, here: End, other: End) -> bool:  # noqa: ANN401  # plain data
    if "ipBlock" in peer:
        return bool(other.address) and _in_block(peer["ipBlock"], other.address)
    if other.address:
        return False
    if "namespaceSelector" in peer:
        labels = {"kubernetes.io/metadata.name": other.namespace}
        if not _selects(peer["namespaceSelector"], labels):
            return False
    elif here.namespace != other.namespace:
        return False
    return _selects(peer.get("podSelector", {}), other.labels or {})


def _in_block(block: Mapping[str, Any], address: str) -> bool:
    known = ip_address(address)
    return known in ip_network(block["cidr"]) and not any(
        known in ip_network(each) for each in block.get("except", ())
    )


def _selects(selector: Mapping[str, Any], labels: Mapping[str, str]) -> bool:
    for rule in selector.get("matchExpressions", ()):
        assert rule["operator"] == "NotIn"
        if labels.get(rule["key"]) in rule["values"]:
            return False
    return bool(selector.get("matchLabels", {}).items() <= labels.items())


def running(name: str, *, kind: str = "Deployment", **fields: object) -> Component:
    ports = (Port(name="http", number=8080), Port(name="metrics", number=9090))
    plain = sample.workload(
        name, kind=kind, containers=(sample.container(name, ports=ports),), replicas=2
    )
    served = Service(name=name, port=80, target="http")
    return sample.component(
        name, **{"namespace": "apps", "origin": plain, "service": served, **fields}
    )


def installed(name: str, **fields: object) -> Component:
    return sample.component(name, **{"namespace": "charts", "origin": INSTALL, **fields})


def isolated(*components: Component, **fields: object) -> Platform:
    spaces = (sample.namespace("apps"), sample.namespace("charts"))
    return sample.platform(*components, **{"namespaces": spaces, **fields})


A, B, C = pod("a"), pod("b"), pod("c")
ROUTED = running("b", routes=(Route(host="b.kind.local"),))
SCRAPED = running("b", scrape=Scrape(port="metrics", path="/", every="1m"))
ROUTER = installed("router", type="ingress-controller")
INGRESS = replace(sample.CLUSTER, routing=IngressRouting(class_name="nginx", namespace="edge"))
GATEWAY = replace(sample.CLUSTER, routing=GatewayRouting(namespace="edge", name="public"))
MAIL = ExternalService(
    name="mail", title="", description="", address="203.0.113.0/24", port=587, owner=""
)
READ = (Rule(resources=("pods",), verbs=("get",)),)


def with_rights() -> Workload:
    return sample.workload("a", namespace_rules=READ)


@pytest.mark.parametrize(
    ("platform", "source", "target", "port", "expected"),
    [
        pytest.param(isolated(running("a"), running("b")), A, B, 8080, False, id="no edge"),
        pytest.param(
            isolated(running("a", depends_on=("b",)), running("b")), A, B, 8080, True, id="depends"
        ),
        pytest.param(
            isolated(running("a", depends_on=("b",)), running("b")), B, A, 8080, False, id="back"
        ),
        pytest.param(
            isolated(running("a", depends_on=("b",)), running("b")),
            A,
            B,
            9090,
            False,
            id="depends: another port",
        ),
        pytest.param(
            isolated(running("a", connects=("b",)), running("b"), running("c")),
            A,
            B,
            8080,
            True,
            id="connects",
        ),
        pytest.param(
            isolated(running("a", connects=("b",)), running("b"), running("c")),
            C,
            B,
            8080,
            False,
            id="connects: somebody else",
        ),
        pytest.param(
            isolated(running("a", connects=("b",)), running("b", service=None)),
            A,
            B,
            9090,
            True,
            id="connects: every port, where no Service names one",
        ),
        pytest.param(
            isolated(
                running("a", portal=Portal(catalog=None, config=None, pages={"b": "/b", "w": "/"})),
                running("b"),
            ),
            A,
            B,
            8080,
            True,
            id="the portal shows it",
        ),
        pytest.param(
            isolated(running("a", connects=("chart",)), installed("chart")),
            A,
            stranger(),
            1234,
            True,
            id="a chart",
        ),
        pytest.param(
            isolated(running("a"), installed("chart", depends_on=("a",))),
            stranger(),
            A,
            8080,
            True,
            id="from a chart",
        ),
        pytest.param(
            isolated(running("a"), installed("chart")),
            stranger(),
            A,
            8080,
            False,
            id="from a chart: no edge",
        ),
        pytest.param(
            isolated(installed("chart")), stranger(), stranger(), 1234, True, id="in a chart"
        ),
        pytest.param(
            isolated(
                installed("c", origin=Companion(installed_by="x")), installed("x", namespace="x")
            ),
            stranger(),
            stranger(),
            1234,
            False,
            id="a companion alone",
        ),
        pytest.param(
            isolated(running("a", kind="StatefulSet")), A, A, 7000, True, id="peers of a set"
        ),
        pytest.param(isolated(running("a")), A, A, 8080, False, id="pods of a Deployment"),
        pytest.param(isolated(ROUTED, ROUTER), stranger(), B, 8080, True, id="the router"),
        pytest.param(
            isolated(ROUTED, ROUTER), stranger(), B, 9090, False, id="the router: another port"
        ),
        pytest.param(
            isolated(running("b"), ROUTER), stranger(), B, 8080, False, id="the router: no route"
        ),
        pytest.param(
            isolated(ROUTED, ROUTER), outside("8.8.8.8"), stranger(), 80, True, id="to the router"
        ),
        pytest.param(
            isolated(running("b", routes=(Route(host="b.kind.local", port="metrics"),)), ROUTER),
            stranger(),
            B,
            9090,
            True,
            id="the router: a named port",
        ),
        pytest.param(isolated(ROUTED), stranger("x"), B, 8080, True, id="a router nobody knows"),
        pytest.param(
            isolated(ROUTED, cluster=replace(sample.CLUSTER, routing=None)),
            stranger("x"),
            B,
            8080,
            False,
            id="no routing",
        ),
        pytest.param(
            isolated(ROUTED, cluster=INGRESS), stranger("edge"), B, 8080, True, id="its namespace"
        ),
        pytest.param(
            isolated(ROUTED, cluster=INGRESS), stranger("x"), B, 8080, False, id="not its namespace"
        ),
        pytest.param(
            isolated(ROUTED, cluster=GATEWAY), stranger("edge"), B, 8080, True, id="the gateway"
        ),
        pytest.param(
            isolated(ROUTED, cluster=GATEWAY), stranger("x"), B, 8080, False, id="not the gateway"
        ),
        pytest.param(
            isolated(ROUTED, installed("gw", type="gateway"), cluster=GATEWAY),
            stranger(),
            B,
            8080,
            True,
            id="the gateway's component",
        ),
        pytest.param(
            isolated(SCRAPED, installed("p", collects=("all",))),
            stranger(),
            B,
            9090,
            True,
            id="metrics",
        ),
        pytest.param(
            isolated(SCRAPED, installed("p", collects=("all",))),
            stranger(),
            B,
            8080,
            False,
            id="metrics: another port",
        ),
        pytest.param(isolated(SCRAPED), stranger("x"), B, 9090, True, id="metrics: no Prometheus"),
        pytest.param(
            isolated(installed("c", scrape=SCRAPED.scrape), running("a", collects=("all",))),
            A,
            stranger(),
            9090,
            True,
            id="metrics of a chart",
        ),
        pytest.param(
            isolated(running("a", connects=("mail",)), externals=(MAIL,)),
            A,
            outside("203.0.113.9"),
            587,
            True,
            id="outside",
        ),
        pytest.param(
            isolated(running("a", connects=("mail",)), externals=(MAIL,)),
            A,
            outside("203.0.113.9"),
            25,
            False,
            id="outside: another port",
        ),
        pytest.param(
            isolated(running("a", connects=("mail",)), externals=(MAIL,)),
            A,
            outside("203.0.114.9"),
            587,
            False,
            id="outside: another address",
        ),
        pytest.param(
            isolated(
                running("a", connects=("mail",)),
                externals=(replace(MAIL, address="203.0.113.7/32"),),
            ),
            A,
            outside("203.0.113.7"),
            587,
            True,
            id="outside: one address",
        ),
        pytest.param(
            isolated(
                running("a", connects=("mail",)),
                externals=(replace(MAIL, address="2001:db8::7/128"),),
            ),
            A,
            outside("2001:db8::8"),
            587,
            False,
            id="outside: beside one IPv6 address",
        ),
        pytest.param(
            isolated(
                running("a", connects=("mail",)),
                externals=(replace(MAIL, address=None, port=None),),
            ),
            A,
            outside("198.51.100.1"),
            1,
            True,
            id="outside: an address nobody told",
        ),
        pytest.param(
            isolated(
                running("a", connects=("mail",)),
                externals=(replace(MAIL, address=None, port=None),),
            ),
            A,
            outside("10.0.0.1"),
            1,
            False,
            id="outside: but nothing private",
        ),
        pytest.param(
            isolated(running("a", origin=with_rights())),
            A,
            outside("172.18.0.2"),
            6443,
            True,
            id="the API server",
        ),
        pytest.param(
            isolated(running("a", origin=with_rights())),
            A,
            outside("93.184.216.34"),
            443,
            False,
            id="the API server: not the internet",
        ),
        pytest.param(isolated(running("a")), A, outside("172.18.0.2"), 6443, False, id="no rights"),
        pytest.param(
            isolated(installed("c")), stranger(), outside("10.0.0.1"), 443, True, id="a chart's API"
        ),
        pytest.param(
            isolated(running("a", namespace="open"), running("b", depends_on=("a",))),
            pod("x", "open"),
            pod("a", "open"),
            1,
            True,
            id="an open namespace",
        ),
        pytest.param(
            isolated(
                sample.component("a", depends_on=("b",)), running("b", depends_on=("a", "nobody"))
            ),
            A,
            B,
            8080,
            False,
            id="what runs nowhere",
        ),
    ],
)
def test_only_what_the_spec_allows_gets_through(
    platform: Platform, source: End, target: End, port: int, *, expected: bool
) -> None:
    assert passes(platform, source, target, port) is expected


def test_every_pod_of_an_isolated_namespace_can_ask_for_names() -> None:
    dns = End("kube-system", {"k8s-app": "kube-dns"})
    platform = isolated(running("a"))

    assert passes(platform, A, dns, 53)
    assert passes(platform, stranger(), dns, 53)
    assert not passes(platform, A, End("kube-system", {}), 53)


def test_an_open_namespace_has_no_policies() -> None:
    platform = sample.platform(
        running("a", depends_on=("b",)),
        running("b"),
        namespaces=(sample.namespace("apps", isolated=False),),
    )

    assert names(platform, "NetworkPolicy") == []
