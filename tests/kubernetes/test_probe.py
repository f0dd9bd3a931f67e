"""Probes: asked for, and derived."""

from __future__ import annotations

from typing import Any

import pytest

import sample_platforms as sample
from kubernetes_cases import named
from platformgen.kubernetes.object import Document
from platformgen.kubernetes.probe import probes
from platformgen.model import CommandProbe, Container, HttpProbe, Platform, Port, Probes, Service

TCP = {"tcpSocket": {"port": "http"}, "timeoutSeconds": 5}
OK = {"exec": {"command": ["ok"]}, "timeoutSeconds": 5}
READY = {"httpGet": {"path": "/ready", "port": "http"}, "timeoutSeconds": 5}
STARTED = {"periodSeconds": 5, "failureThreshold": 20}


def container(asked: Probes, *ports: str) -> Container:
    listening = tuple(Port(name=name, number=number) for number, name in enumerate(ports, 8080))
    return sample.container("shop", ports=listening, probes=asked)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(container(Probes()), {}, id="no port, nothing asked"),
        pytest.param(
            container(Probes(), "http", "other"),
            {"startupProbe": {**TCP, **STARTED}, "readinessProbe": TCP, "livenessProbe": TCP},
            id="derived from the first port",
        ),
        pytest.param(
            container(Probes(readiness=HttpProbe(path="/ready")), "http"),
            {"startupProbe": {**TCP, **STARTED}, "readinessProbe": READY, "livenessProbe": TCP},
            id="what is not asked for is derived",
        ),
        pytest.param(
            container(Probes(liveness=CommandProbe(command=("ok",)))),
            {"startupProbe": {**OK, **STARTED}, "livenessProbe": OK},
            id="what kills waits for the start",
        ),
        pytest.param(
            container(Probes(readiness=CommandProbe(command=("ok",)))),
            {"readinessProbe": OK},
            id="what does not kill needs no start",
        ),
    ],
)
def test_a_container_has_the_probes_that_fit_it(source: Container, expected: Document) -> None:
    assert probes(source, startup_seconds=100, tls_port=None) == expected


@pytest.mark.parametrize(
    ("seconds", "period", "threshold"),
    [
        pytest.param(60, 10, 6, id="whole periods"),
        pytest.param(61, 10, 7, id="rounded up"),
        pytest.param(3, 3, 1, id="shorter than a period"),
    ],
)
def test_a_probe_may_fail_for_as_long_as_the_spec_says(
    seconds: int, period: int, threshold: int
) -> None:
    asked = Probes(readiness=CommandProbe(command=("ok",), seconds=seconds))
    expected = {**OK, "periodSeconds": period, "failureThreshold": threshold}

    assert probes(container(asked), startup_seconds=1, tls_port=None)["readinessProbe"] == expected


def test_a_start_may_take_as_long_as_the_spec_says() -> None:
    asked = Probes(startup=HttpProbe(path="/ready", seconds=30))
    found = probes(container(asked, "http"), startup_seconds=100, tls_port=None)

    assert found["startupProbe"] == {**READY, "periodSeconds": 5, "failureThreshold": 6}


def serving(protocol: str) -> Platform:
    asked = Probes(readiness=HttpProbe(path="/ready"), liveness=HttpProbe(path="/", port="plain"))
    origin = sample.workload("shop", containers=(container(asked, "https", "plain"),))
    return sample.platform(
        sample.component(
            "shop",
            namespace="shop",
            origin=origin,
            service=Service(name="shop", port=443, protocol=protocol, target="https"),
        ),
        namespaces=(sample.namespace("shop"),),
    )


@pytest.mark.parametrize(("protocol", "scheme"), [("https", "HTTPS"), ("http", None)])
def test_a_port_is_asked_in_the_protocol_of_its_service(protocol: str, scheme: str | None) -> None:
    deployment = named(serving(protocol), "Deployment", "shop")
    (found,) = deployment["spec"]["template"]["spec"]["containers"]

    assert _scheme(found["readinessProbe"]) == scheme
    assert _scheme(found["livenessProbe"]) is None


def _scheme(probe: dict[str, Any]) -> object:
    return probe["httpGet"].get("scheme")
