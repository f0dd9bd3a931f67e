from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from platformgen.catalog.app_config import app_config
from platformgen.model import Component, Platform, Portal, Route, Rule, SecretVariable, Service
from sample_platforms import component, container, guide, platform, workload


def portal(**fields: Any) -> Component:  # noqa: ANN401  # any field of the model
    settings = {"catalog": "/app/catalog/", "config": None, "pages": {}} | fields
    return component(
        "backstage",
        namespace="backstage",
        origin=workload("backstage"),
        routes=(Route(host="portal.kind.local"),),
        portal=Portal(**settings),
    )


def rules(*found: Rule) -> Platform:
    backstage = replace(portal(), origin=workload("backstage", cluster_rules=found))
    return platform(backstage)


def rule(*resources: str, verbs: tuple[str, ...] = ("list",), names: tuple[str, ...] = ()) -> Rule:
    return Rule(resources=resources, verbs=verbs, names=names)


def targets(config: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(each["type"], each["target"]) for each in config["catalog"]["locations"]]


def substituted(text: str) -> str:
    """Do as Backstage's configuration loader does, in an environment with no variables."""
    parts = re.split(r"(\$?\$\{[^{}]*\})", text)
    assert all(part.startswith("$$") for part in parts[1::2]), "a variable is looked up"
    return "".join(part[1:] if at % 2 else part for at, part in enumerate(parts))


def test_the_portal_reads_the_catalog_where_it_is_mounted() -> None:
    assert targets(app_config(platform(portal()))) == [
        ("file", "/app/catalog/all.yaml"),
        ("file", "/app/catalog/org.yaml"),
    ]


@pytest.mark.parametrize(
    "components",
    [
        pytest.param((), id="no portal"),
        pytest.param((portal(catalog=None),), id="a portal without a mount"),
    ],
)
def test_without_a_mount_the_catalog_is_read_from_the_repository(
    components: tuple[Component, ...],
) -> None:
    shown = platform(*components, repository="https://github.com/ba/p")

    assert targets(app_config(shown)) == [
        ("url", "https://github.com/ba/p/blob/HEAD/catalog/all.yaml"),
        ("url", "https://github.com/ba/p/blob/HEAD/catalog/org.yaml"),
    ]


@pytest.mark.parametrize("repository", [None, "https://git.ba.com/p"])
def test_without_any_place_there_are_no_locations(repository: str | None) -> None:
    assert "catalog" not in app_config(platform(repository=repository))


def test_every_kind_is_allowed_where_it_stands() -> None:
    first, second = app_config(guide())["catalog"]["locations"]  # type: ignore[index]  # plain data

    assert first["rules"] == [{"allow": ["Component", "System", "API", "Resource", "Location"]}]
    assert second["rules"] == [{"allow": ["Domain", "Group", "User"]}]


def test_a_portal_without_a_host_says_no_address() -> None:
    config = app_config(platform(replace(portal(), routes=())))

    assert config["app"] == {"title": "Small platform"}
    assert "backend" not in config


@given(st.text(st.sampled_from("${}a:-"), max_size=12) | st.text(max_size=8))
def test_no_text_is_taken_for_a_variable(title: str) -> None:
    config = app_config(platform(portal(), title=title))
    shown: Any = config["app"]

    assert substituted(shown["title"]) == title


@pytest.mark.parametrize(
    ("docs", "expected"),
    [
        (None, None),
        ("file:///app/docs", {"type": "local", "local": {"publishDirectory": "/app/docs"}}),
        ("s3://docs", {"type": "awsS3", "awsS3": {"bucketName": "docs"}}),
        (
            "s3://docs/a/b",
            {"type": "awsS3", "awsS3": {"bucketName": "docs", "bucketRootPath": "a/b"}},
        ),
        ("gs://docs", {"type": "googleGcs", "googleGcs": {"bucketName": "docs"}}),
        (
            "az://account/docs",
            {
                "type": "azureBlobStorage",
                "azureBlobStorage": {
                    "containerName": "docs",
                    "credentials": {"accountName": "account"},
                },
            },
        ),
    ],
)
def test_the_site_is_read_where_it_is_published(
    docs: str | None, expected: Mapping[str, object] | None
) -> None:
    techdocs: Any = app_config(platform(portal(docs=docs)))["techdocs"]

    assert techdocs["builder"] == "external"
    assert techdocs.get("publisher") == expected


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(rule("pods", "deployments.apps"), ["pods", "deployments"], id="what it lists"),
        pytest.param(rule("pods", verbs=("*",)), ["pods"], id="every verb"),
        pytest.param(rule("pods", "secrets"), ["pods"], id="never secrets"),
        pytest.param(rule("pods", verbs=("get",)), None, id="get alone lists nothing"),
        pytest.param(rule("pods", names=("a",)), None, id="names cannot be listed"),
    ],
)
def test_kubernetes_shows_what_the_portals_account_may_list(
    found: Rule, expected: list[str] | None
) -> None:
    section: Any = app_config(rules(found)).get("kubernetes", {})

    assert section.get("objectTypes") == expected


@pytest.mark.parametrize(
    ("found", "skipped"), [((), True), ((rule("pods.metrics.k8s.io"),), False)]
)
def test_metrics_are_looked_up_where_the_account_may(
    found: tuple[Rule, ...], *, skipped: bool
) -> None:
    section: Any = app_config(rules(rule("pods"), *found))["kubernetes"]
    (cluster,) = section["clusterLocatorMethods"][0]["clusters"]

    assert cluster["skipMetricsLookup"] is skipped


def proxied(*components: Component) -> Mapping[str, Any]:
    config: Any = app_config(platform(*components))
    found: Mapping[str, Any] = config.get("proxy", {"endpoints": {}})["endpoints"]
    return found


METRICS = component(
    "metrics",
    namespace="m",
    service=Service(name="prom", port=9090, protocol="tcp"),
    routes=(Route(host="metrics.kind.local"),),
    collects=("All",),
)
CD = component(
    "cd",
    namespace="cd",
    service=Service(name="server", port=443, protocol="https"),
    manages=("metrics",),
)


def test_a_portal_in_the_cluster_reaches_services() -> None:
    assert proxied(portal(), METRICS) == {
        "/prometheus/api": {
            "target": "http://prom.m.svc:9090/api/v1/",
            "allowedMethods": ["GET"],
        }
    }


def test_a_certificate_of_the_services_own_is_taken() -> None:
    assert proxied(portal(), CD, METRICS)["/argocd/api"] == {
        "target": "https://server.cd.svc:443/api/v1/",
        "allowedMethods": ["GET"],
        "secure": False,
    }


def test_from_outside_only_what_has_a_host_is_reached() -> None:
    assert proxied(METRICS, CD) == {
        "/prometheus/api": {
            "target": "http://metrics.kind.local/api/v1/",
            "allowedMethods": ["GET"],
        }
    }


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({}, None, id="none"),
        pytest.param({"variables": {"ARGOCD_AUTH_TOKEN": "x"}}, "${ARGOCD_AUTH_TOKEN}", id="plain"),
        pytest.param(
            {
                "secrets": (
                    SecretVariable(variable="ARGOCD_AUTH_TOKEN", secret="cd", key="token"),  # noqa: S106  # a name
                )
            },
            "${ARGOCD_AUTH_TOKEN}",
            id="of a Secret",
        ),
    ],
)
def test_a_login_is_used_where_the_portal_has_its_variable(
    fields: Mapping[str, Any], expected: str | None
) -> None:
    own = container("backstage", **fields)
    backstage = replace(portal(), origin=workload("backstage", containers=(own,)))
    endpoint = proxied(backstage, CD, METRICS)["/argocd/api"]

    assert endpoint.get("headers", {}).get("Cookie") == expected
