"""Workloads by kind, their Services, scale and disks."""

from __future__ import annotations

from typing import Any

import pytest

import sample_platforms as sample
from kubernetes_cases import named, names
from platformgen.model import (
    Claim,
    Component,
    Container,
    Disruption,
    Platform,
    Port,
    Scale,
    Scrape,
    Service,
)

KINDS = ("Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob")
ENDING = ("Job", "CronJob")


def platform(kind: str, service: Service | None = None, **fields: object) -> Platform:
    return sample.platform(component(kind, service, **fields))


def component(kind: str, service: Service | None = None, **fields: object) -> Component:
    return sample.component(
        "shop",
        namespace="shop",
        service=service,
        origin=sample.workload("shop", kind=kind, **fields),
    )


def pod(found: dict[str, Any]) -> Any:  # noqa: ANN401  # plain data
    spec = found["spec"]
    return spec.get("jobTemplate", {}).get("spec", spec)["template"]["spec"]


def sidecar() -> Container:
    return sample.container("proxy", ports=(Port(name="admin", number=9901),))


@pytest.mark.parametrize("kind", KINDS)
def test_sidecars_start_after_what_prepares_the_pod_and_are_restarted(kind: str) -> None:
    made = platform(
        kind,
        containers=(sample.container("shop"), sidecar()),
        init=(sample.container("migrate"),),
    )
    found = pod(named(made, kind, "shop"))
    before = [(each["name"], each.get("restartPolicy")) for each in found["initContainers"]]

    assert before == [("migrate", None), ("proxy", "Always")]
    assert [each["name"] for each in found["containers"]] == ["shop"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_ends_has_no_probes(kind: str) -> None:
    made = platform(kind, containers=(sample.container("shop"), sidecar()))
    found = pod(named(made, kind, "shop"))
    probed = [
        each["name"]
        for each in (*found["containers"], *found["initContainers"])
        if "livenessProbe" in each
    ]

    assert probed == ([] if kind in ENDING else ["shop", "proxy"])
    assert found.get("restartPolicy") == ("Never" if kind in ENDING else None)


@pytest.mark.parametrize(
    ("kind", "claims", "templates"),
    [
        ("Deployment", ["shop-data-data"], 0),
        ("StatefulSet", [], 1),
        ("DaemonSet", ["shop-data-data"], 0),
        ("CronJob", ["shop-data-data"], 0),
    ],
)
def test_only_a_stateful_set_has_a_claim_for_each_pod(
    kind: str, claims: list[str], templates: int
) -> None:
    made = platform(kind, volumes=(Claim(path="/data", size="1Gi"),))

    assert names(made, "PersistentVolumeClaim") == claims
    assert len(named(made, kind, "shop")["spec"].get("volumeClaimTemplates", ())) == templates


def test_a_deployment_with_a_claim_gives_it_up_before_the_next_pod_takes_it() -> None:
    made = platform("Deployment", volumes=(Claim(path="/data", size="1Gi"),))

    assert named(made, "Deployment", "shop")["spec"]["strategy"] == {"type": "Recreate"}


SCALE = Scale(minimum=2, maximum=4)


def test_the_autoscaler_alone_says_how_many_pods_run() -> None:
    made = platform("Deployment", scale=SCALE)

    assert "replicas" not in named(made, "Deployment", "shop")["spec"]
    assert "metrics" not in named(made, "HorizontalPodAutoscaler", "shop")["spec"]


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        pytest.param(platform("Deployment"), None, id="one pod"),
        pytest.param(platform("Deployment", replicas=2), ("maxUnavailable", 1), id="several"),
        pytest.param(platform("StatefulSet", scale=SCALE), ("maxUnavailable", 1), id="scaled"),
        pytest.param(platform("DaemonSet", replicas=2), None, id="one on each node"),
        pytest.param(
            platform("Deployment", disruption=Disruption(min_available="50%")),
            ("minAvailable", "50%"),
            id="at least",
        ),
        pytest.param(
            platform("Deployment", disruption=Disruption(max_unavailable=0)),
            ("maxUnavailable", 0),
            id="at most",
        ),
    ],
)
def test_several_pods_go_one_at_a_time_where_the_spec_says_nothing(
    made: Platform, expected: tuple[str, object] | None
) -> None:
    budgets = [
        (key, bound)
        for name in names(made, "PodDisruptionBudget")
        for key, bound in named(made, "PodDisruptionBudget", name)["spec"].items()
        if key in {"minAvailable", "maxUnavailable"}
    ]

    assert budgets == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("made", "keys"),
    [
        pytest.param(platform("Deployment"), None, id="one pod"),
        pytest.param(platform("Deployment", replicas=2), ["pod-template-hash"], id="versions"),
        pytest.param(platform("StatefulSet", replicas=2), [], id="names"),
    ],
)
def test_several_pods_are_spread(made: Platform, keys: list[str] | None) -> None:
    (kind,) = (each for each in KINDS if names(made, each))
    spread = pod(named(made, kind, "shop")).get("topologySpreadConstraints")
    found = None if spread is None else spread[0].get("matchLabelKeys", [])

    assert found == keys


SERVED = Service(name="front", port=80, target="http")


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        pytest.param(platform("Deployment"), {}, id="nobody asks"),
        pytest.param(platform("Deployment", SERVED), {"front": None}, id="a Service"),
        pytest.param(platform("StatefulSet"), {"shop": "None"}, id="each pod has a name"),
        pytest.param(platform("StatefulSet", SERVED), {"front": None, "shop": "None"}, id="both"),
        pytest.param(
            platform("StatefulSet", Service(name="shop", port=80, target="http")),
            {"shop": None, "shop-headless": "None"},
            id="both by one name",
        ),
    ],
)
def test_a_workload_has_the_services_that_it_needs(
    made: Platform, expected: dict[str, str | None]
) -> None:
    found = {
        name: named(made, "Service", name)["spec"].get("clusterIP")
        for name in names(made, "Service")
    }

    assert found == expected


def test_pods_have_names_before_they_are_ready_where_clients_have_another_service() -> None:
    alone = named(platform("StatefulSet"), "Service", "shop")["spec"]
    beside = named(platform("StatefulSet", SERVED), "Service", "shop")["spec"]

    assert "publishNotReadyAddresses" not in alone
    assert beside["publishNotReadyAddresses"] is True


def test_a_set_without_ports_has_names_all_the_same() -> None:
    made = platform("StatefulSet", containers=(sample.container("shop", ports=()),))

    assert "ports" not in named(made, "Service", "shop")["spec"]


def test_a_service_shows_no_port_that_nobody_has() -> None:
    made = platform("Deployment", Service(name="front", port=80, target="nobody"))

    assert named(made, "Service", "front")["spec"]["ports"] == []


def test_metrics_alone_have_a_service() -> None:
    scrape = Scrape(port="http", path="/metrics", every="30s")
    alone = sample.component(
        "shop", namespace="shop", origin=sample.workload("shop"), scrape=scrape
    )

    assert names(sample.platform(alone), "Service") == ["shop"]


@pytest.mark.parametrize(
    ("protocol", "expected"),
    [("http", None), ("https", "https"), ("grpc", "kubernetes.io/h2c"), ("tcp", None)],
)
def test_a_service_says_what_it_speaks(protocol: str, expected: str | None) -> None:
    service = Service(name="front", port=80, protocol=protocol, target="http")
    (port,) = named(platform("Deployment", service), "Service", "front")["spec"]["ports"]

    assert port.get("appProtocol") == expected


def test_a_sidecars_port_goes_by_number() -> None:
    service = Service(name="front", port=80, target="admin")
    made = platform("Deployment", service, containers=(sample.container("shop"), sidecar()))
    (port,) = named(made, "Service", "front")["spec"]["ports"]

    assert (port["name"], port["port"], port["targetPort"]) == ("admin", 80, 9901)
