"""Monitors, rules and dashboards."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

import sample_platforms as sample
from kubernetes_cases import named, names
from platformgen.kubernetes.monitoring import runbook_url
from platformgen.kubernetes.surroundings import surroundings
from platformgen.model import (
    Alert,
    Component,
    GitOps,
    HelmInstall,
    ManifestInstall,
    Platform,
    Port,
    Portal,
    Route,
    Scrape,
    Service,
    TextFile,
)

SCRAPE = Scrape(port="metrics", path="/metrics", every="30s")
ALERT = Alert(name="Down", expr="up == 0", duration="5m", severity="page", summary="Down")
CHART = HelmInstall(release="stack", repo="https://x", chart="y", version="1.0.0", values={})
PROMETHEUS = sample.component(
    "prometheus", namespace="monitoring", origin=CHART, collects=("Everything",)
)
PORTAL = sample.component(
    "portal",
    routes=(Route(host="portal.kind.local"),),
    portal=Portal(catalog=None, config=None, pages={}),
)
GITOPS = GitOps(repository="https://gitlab.x/y", revision="stable", path="deploy", mode="files")


def running(kind: str = "Deployment", **fields: object) -> Component:
    ports = (Port(name="http", number=8080), Port(name="metrics", number=9090))
    origin = sample.workload("shop", kind=kind, containers=(sample.container("x", ports=ports),))
    return sample.component(
        "shop", **{"namespace": "shop", "origin": origin, "scrape": SCRAPE, **fields}
    )


def monitor(component: Component) -> Any:  # noqa: ANN401  # plain data
    return named(sample.platform(component, PROMETHEUS), "ServiceMonitor", "shop")


def found_by_name(component: Component) -> str | None:
    (endpoint,) = monitor(component)["spec"]["endpoints"]
    return next((each["regex"] for each in endpoint.get("relabelings", ())), None)


SERVED = Service(name="shop-service", port=80, target="http")


@pytest.mark.parametrize(
    ("component", "expected"),
    [
        pytest.param(running(service=SERVED), None, id="one Service"),
        pytest.param(running(), None, id="none but ours"),
        pytest.param(running("StatefulSet", service=SERVED), "shop-service", id="two Services"),
        pytest.param(running("StatefulSet"), "shop", id="a headless one"),
        pytest.param(
            running(origin=ManifestInstall(urls=("https://x",)), service=SERVED),
            "shop-service",
            id="of others",
        ),
        pytest.param(running(origin=ManifestInstall(urls=("https://x",))), None, id="nobody told"),
    ],
)
def test_metrics_are_read_once(component: Component, expected: str | None) -> None:
    assert found_by_name(component) == expected


def test_metrics_behind_tls_are_read_so() -> None:
    service = Service(name="shop", port=443, protocol="https", target="metrics")
    (endpoint,) = monitor(running(service=service))["spec"]["endpoints"]

    assert endpoint["scheme"] == "https"


@pytest.mark.parametrize(
    ("reader", "expected"),
    [
        pytest.param(PROMETHEUS, "stack", id="a chart's"),
        pytest.param(
            replace(PROMETHEUS, origin=ManifestInstall(urls=("https://x",))), None, id="another"
        ),
        pytest.param(sample.component("other"), None, id="none"),
    ],
)
def test_objects_have_the_label_that_the_prometheus_looks_for(
    reader: Component, expected: str | None
) -> None:
    platform = sample.platform(running(alerts=(ALERT,)), reader)

    for kind in ("ServiceMonitor", "PrometheusRule"):
        assert named(platform, kind, "shop")["metadata"]["labels"].get("release") == expected


@pytest.mark.parametrize(
    ("platform", "runbook", "expected"),
    [
        pytest.param(
            sample.platform(PORTAL), "https://x/y#z", "https://x/y#z", id="a URL stays as it is"
        ),
        pytest.param(
            sample.platform(PORTAL),
            "docs/shop.md#down",
            "http://portal.kind.local/docs/default/component/small-docs/shop/#down",
            id="in the portal",
        ),
        pytest.param(
            sample.platform(PORTAL),
            "docs/shop/index.md",
            "http://portal.kind.local/docs/default/component/small-docs/shop/",
            id="a folder's page",
        ),
        pytest.param(
            sample.platform(PORTAL),
            "docs/index.md",
            "http://portal.kind.local/docs/default/component/small-docs/",
            id="the first page",
        ),
        pytest.param(
            sample.platform(repository="https://github.com/x/y.git"),
            "docs/shop.md",
            "https://github.com/x/y/blob/HEAD/docs/shop.md",
            id="in the repository",
        ),
        pytest.param(
            sample.platform(repository=GITOPS.repository, gitops=GITOPS),
            "docs/shop.md#down",
            "https://gitlab.x/y/-/blob/stable/docs/shop.md#down",
            id="at a revision",
        ),
        pytest.param(
            sample.platform(repository="https://git.x/y"),
            "docs/shop.md",
            "docs/shop.md",
            id="in a repository of a host that is unknown",
        ),
        pytest.param(
            sample.platform(replace(PORTAL, routes=())),
            "docs/shop.md",
            "docs/shop.md",
            id="nowhere to read it",
        ),
    ],
)
def test_a_runbook_is_where_people_can_read_it(
    platform: Platform, runbook: str, expected: str
) -> None:
    assert runbook_url(surroundings(platform, {}), runbook) == expected


def dashboard(path: str) -> TextFile:
    return TextFile(path=path, content="{}")


def test_every_dashboard_is_a_config_map_of_its_own() -> None:
    boards = (dashboard("dashboards/shop.json"), dashboard("dashboards/más ventas.json"))
    platform = sample.platform(running(dashboards=boards))
    first, second = names(platform, "ConfigMap")

    assert named(platform, "ConfigMap", first)["data"] == {"shop.json": "{}"}
    assert named(platform, "ConfigMap", second)["data"] == {"m_s_ventas.json": "{}"}


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        pytest.param((PROMETHEUS,), "monitoring", id="beside the Prometheus"),
        pytest.param((), None, id="nowhere"),
        pytest.param((sample.component("p", collects=("all",)),), None, id="nowhere that we know"),
    ],
)
def test_alerts_on_what_runs_elsewhere_stand_beside_the_prometheus(
    others: tuple[Component, ...], expected: str | None
) -> None:
    elsewhere = sample.component("mainframe", alerts=(ALERT,))
    platform = sample.platform(elsewhere, *others)
    namespaces = [
        named(platform, "PrometheusRule", name)["metadata"]["namespace"]
        for name in names(platform, "PrometheusRule")
    ]

    assert namespaces == ([expected] if expected else [])
