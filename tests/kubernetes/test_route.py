"""Routes: Ingress and HTTPRoute for the same hosts."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

import sample_platforms as sample
from kubernetes_cases import named, names
from platformgen.model import Component, GatewayRouting, Platform, Port, Route, Service, Workload
from platformgen.model.platform import Routing

HOST = "shop.kind.local"
PROTOCOL = "nginx.ingress.kubernetes.io/backend-protocol"
GATEWAY = GatewayRouting(namespace="edge", name="public")
ROUTES = (Route(host=HOST), Route(host=HOST, path="/metrics", port="metrics"))


def listening() -> Workload:
    ports = (Port(name="http", number=8080), Port(name="metrics", number=9090))
    return sample.workload("shop", containers=(sample.container("shop", ports=ports),))


def routed(
    routing: Routing, protocol: str, *routes: Route, origin: Workload | None = None
) -> Platform:
    service = Service(name="shop", port=80, protocol=protocol, target="http")
    shop = sample.component(
        "shop",
        namespace="shop",
        origin=origin,
        service=service,
        routes=routes,
        ports={"metrics": 9999},
    )
    return sample.platform(shop, cluster=replace(sample.CLUSTER, routing=routing))


INGRESS = sample.CLUSTER.routing


@pytest.mark.parametrize(
    ("protocol", "expected"),
    [
        pytest.param("http", {"shop": None}, id="http"),
        pytest.param("tcp", {"shop": None}, id="tcp"),
        pytest.param("https", {"shop": "HTTPS", "shop.http": None}, id="https"),
        pytest.param("grpc", {"shop": "GRPC", "shop.http": None}, id="grpc"),
    ],
)
def test_an_ingress_speaks_the_protocol_of_its_paths(
    protocol: str, expected: dict[str, str | None]
) -> None:
    platform = routed(INGRESS, protocol, *ROUTES, origin=listening())
    found = {
        name: named(platform, "Ingress", name)["metadata"].get("annotations", {}).get(PROTOCOL)
        for name in names(platform, "Ingress")
    }

    assert found == expected


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        pytest.param(listening(), [80, 9090], id="ours"),
        pytest.param(None, [80, 9999], id="of others"),
    ],
)
def test_a_route_leads_to_the_port_that_the_spec_names(
    origin: Workload | None, expected: list[int]
) -> None:
    ingress = named(routed(INGRESS, "http", *ROUTES, origin=origin), "Ingress", "shop")
    (rule,) = ingress["spec"]["rules"]

    assert [
        path["backend"]["service"]["port"]["number"] for path in rule["http"]["paths"]
    ] == expected


def test_hosts_with_one_certificate_are_listed_once() -> None:
    routes = (
        Route(host="a.kind.local", tls="tls"),
        Route(host="a.kind.local", path="/x", tls="tls"),
        Route(host="b.kind.local", tls="tls"),
        Route(host="c.kind.local"),
    )
    ingress = named(routed(INGRESS, "http", *routes), "Ingress", "shop")

    assert ingress["spec"]["tls"] == [
        {"hosts": ["a.kind.local", "b.kind.local"], "secretName": "tls"}
    ]


def test_every_host_has_an_http_route() -> None:
    routes = (Route(host=HOST), Route(host="b.kind.local"), Route(host=HOST, path="/x"))

    assert names(routed(GATEWAY, "http", *routes), "HTTPRoute") == ["shop", "shop.b.kind.local"]


@pytest.mark.parametrize(
    ("routing", "routes", "expected"),
    [
        pytest.param(GATEWAY, (Route(host=HOST, tls="tls"),), ["shop"], id="elsewhere"),
        pytest.param(GATEWAY, (Route(host=HOST),), [], id="no certificate"),
        pytest.param(
            GatewayRouting(namespace="shop", name="public"),
            (Route(host=HOST, tls="tls"),),
            [],
            id="in the same namespace",
        ),
    ],
)
def test_a_gateway_elsewhere_may_read_the_certificates(
    routing: Routing, routes: tuple[Route, ...], expected: list[str]
) -> None:
    assert names(routed(routing, "http", *routes), "ReferenceGrant") == expected


def unserved() -> Component:
    return sample.component("shop", namespace="shop", routes=ROUTES)


@pytest.mark.parametrize(
    "platform",
    [
        pytest.param(routed(INGRESS, "http"), id="no routes"),
        pytest.param(routed(None, "http", *ROUTES), id="no routing"),
        pytest.param(sample.platform(unserved()), id="no service"),
    ],
)
def test_nothing_leads_where_nothing_can(platform: Platform) -> None:
    assert names(platform, "Ingress") + names(platform, "HTTPRoute") == []
