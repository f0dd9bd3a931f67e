"""What a spec leaves out is filled in, as the descriptions of its fields say."""

from __future__ import annotations

from typing import Any

import pytest

from memory_project import MemoryProject
from platformgen.model import Component, Platform
from platformgen.pipeline import compiled
from platformgen.yamltext import stream

SPEC: dict[str, Any] = {
    "platform": {"name": "tiny", "owner": "core"},
    "cluster": {
        "context": "kind-tiny",
        "kubernetes": "1.34",
        "domain": "tiny.local",
        "address": "127.0.0.1",
        "routing": {"ingress": "nginx"},
    },
    "teams": {"core": {}},
    "namespaces": {"apps": {}},
    "profiles": {"small": {"requests": {"cpu": "10m"}, "limits": {"memory": "1Gi"}}},
}


def lowered(**sections: Any) -> Platform:  # noqa: ANN401  # any section of a spec
    text = stream([{**SPEC, **sections}]).encode()
    compilation, found = compiled(MemoryProject({"specs/a.yaml": text}))
    assert compilation is not None, found
    return compilation.platform


def component(**fields: Any) -> Component:  # noqa: ANN401  # any field of a component
    return lowered(components={"shop": {"namespace": "apps", **fields}}).components[0]


def workload(**fields: Any) -> dict[str, Any]:  # noqa: ANN401  # any field of a workload
    return {"image": "shop:1.0", **fields}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "shop"),
        ("owner", "core"),
        ("lifecycle", "production"),
        ("type", "service"),
        ("entity", "Component"),
        ("ready_seconds", 300),
        ("service", None),
        ("url", None),
    ],
)
def test_a_component_that_says_nothing_has_our_defaults(field: str, value: object) -> None:
    assert getattr(component(), field) == value


@pytest.mark.parametrize(
    ("field", "value"),
    [("language", "en"), ("title", "tiny"), ("gitops", None), ("environment", None)],
)
def test_a_platform_that_says_nothing_has_our_defaults(field: str, value: object) -> None:
    assert getattr(lowered(), field) == value


def test_a_namespace_is_restricted_and_isolated_where_it_says_nothing() -> None:
    namespace = lowered().namespaces[0]

    assert (namespace.pod_security, namespace.isolated) == ("restricted", True)


@pytest.mark.parametrize(
    ("said", "requests", "limits"),
    [
        ({}, {"cpu": "50m", "memory": "128Mi"}, {"memory": "128Mi"}),
        ({"profile": "small"}, {"cpu": "10m", "memory": "1Gi"}, {"memory": "1Gi"}),
        (
            {"profile": "small", "resources": {"requests": {"cpu": 1}}},
            {"cpu": "1", "memory": "1Gi"},
            {"memory": "1Gi"},
        ),
        (
            {"resources": {"limits": {"cpu": "2"}}},
            {"cpu": "2", "memory": "128Mi"},
            {"cpu": "2", "memory": "128Mi"},
        ),
        (
            {"resources": {"requests": {"memory": "64Mi"}}},
            {"cpu": "50m", "memory": "64Mi"},
            {"memory": "64Mi"},
        ),
    ],
)
def test_every_container_has_requests_and_a_limit_of_memory(
    said: dict[str, Any], requests: dict[str, str], limits: dict[str, str]
) -> None:
    made = component(workload=workload(**said)).workload
    assert made is not None
    resources = made.containers[0].resources

    assert (dict(resources.requests), dict(resources.limits)) == (requests, limits)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"workload": workload()}, None),
        ({"workload": workload(ports={"http": 8080})}, None),
        ({"workload": workload(ports={"http": 8080}), "host": "a"}, ("shop", 8080, "http")),
        (
            {"workload": workload(ports={"web": 1, "m": 2}), "scrape": {"port": "m"}},
            ("shop", 1, "web"),
        ),
        (
            {"workload": workload(kind="StatefulSet", name="db", ports={"sql": 5432})},
            ("db", 5432, "sql"),
        ),
        (
            {"workload": workload(ports={"web": 1, "m": 2}), "service": {"port": 80, "to": "m"}},
            ("shop", 80, "m"),
        ),
    ],
)
def test_a_workload_gets_a_service_where_something_goes_through_one(
    fields: dict[str, Any], expected: tuple[str, int, str] | None
) -> None:
    service = component(**fields).service

    assert (service and (service.name, service.port, service.target)) == expected


@pytest.mark.parametrize(
    ("written", "host"),
    [("shop", "shop.tiny.local"), ("api.shop.tiny.local", "api.shop.tiny.local")],
)
def test_a_single_word_is_a_host_under_the_domain(written: str, host: str) -> None:
    made = component(workload=workload(ports={"http": 8080}), host=written)

    assert (made.routes[0].host, made.url) == (host, f"http://{host}")
