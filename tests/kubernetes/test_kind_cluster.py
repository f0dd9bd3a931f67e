"""The kind cluster: image, ports, label."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

import sample_platforms as sample
from platformgen.emit import kind
from platformgen.kubernetes.kind_cluster import NODE_IMAGES, kind_cluster
from platformgen.model import Cluster, GatewayRouting, Platform

ROUTER = sample.component("router", type="ingress-controller", ports={"http": 8080})
GATEWAY = GatewayRouting(namespace="edge", name="public")


def node(platform: Platform) -> Any:  # noqa: ANN401  # plain data
    nodes: Any = kind_cluster(platform)["nodes"]
    return nodes[0]


def at(**fields: object) -> Cluster:
    return replace(sample.CLUSTER, **fields)  # type: ignore[arg-type]  # any field


@pytest.mark.parametrize(
    ("platform", "expected"),
    [
        pytest.param(sample.platform(ROUTER), [("127.0.0.1", 8080)], id="the router's ports"),
        pytest.param(
            sample.platform(),
            [("127.0.0.1", 80), ("127.0.0.1", 443)],
            id="a router that is not described",
        ),
        pytest.param(
            sample.platform(ROUTER, cluster=at(addresses=("127.0.0.2", "::1"))),
            [("127.0.0.2", 8080), ("::1", 8080)],
            id="every address",
        ),
        pytest.param(
            sample.platform(ROUTER, cluster=at(addresses=())),
            [("127.0.0.1", 8080)],
            id="loopback where no address is said",
        ),
    ],
)
def test_the_ports_of_the_router_lead_into_the_node(
    platform: Platform, expected: list[tuple[str, int]]
) -> None:
    mappings = node(platform)["extraPortMappings"]

    assert [(each["listenAddress"], each["hostPort"]) for each in mappings] == expected
    assert [each["hostPort"] for each in mappings] == [each["containerPort"] for each in mappings]


def test_nothing_leads_into_a_cluster_without_routes() -> None:
    found = node(sample.platform(ROUTER, cluster=at(routing=None)))

    assert "extraPortMappings" not in found


@pytest.mark.parametrize(
    ("cluster", "labelled"),
    [
        pytest.param(at(), True, id="ingress"),
        pytest.param(at(routing=GATEWAY), False, id="gateway"),
    ],
)
def test_the_node_is_marked_for_an_ingress_controller(cluster: Cluster, *, labelled: bool) -> None:
    assert ("labels" in node(sample.platform(cluster=cluster))) is labelled


@pytest.mark.parametrize("version", ["1.33", *NODE_IMAGES])
def test_the_node_runs_the_version_of_the_spec(version: str) -> None:
    image = node(sample.platform(cluster=at(kubernetes=version))).get("image", "")

    assert image.startswith(f"kindest/node:v{version}.") is (version in NODE_IMAGES)


def test_a_cluster_that_kind_does_not_make_has_no_configuration() -> None:
    assert list(kind.emit(sample.platform(cluster=at(provider=None)))) == []
