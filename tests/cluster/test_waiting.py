"""Waiting until all is ready: why something is not, and when that is for good."""

from __future__ import annotations

import pytest

from cluster.bench import Bench, deployment, namespace


@pytest.mark.parametrize("reason", ["ImagePullBackOff", "CrashLoopBackOff"])
def test_a_reason_that_no_waiting_mends_ends_the_wait_in_seconds(bench: Bench, reason: str) -> None:
    bench.write("", [namespace(bench.name), deployment("web", bench.name, {"fault": reason})])

    done = bench.apply()

    (told,) = done.events("unready")
    assert done.code == 3
    assert done.seconds < 15
    assert told["object"] == f"Deployment/{bench.name}/web"
    assert reason in told["message"]
    assert told["fix"]


def test_a_wait_ends_at_its_timeout_with_the_reason(bench: Bench) -> None:
    bench.write(
        "", [namespace(bench.name), deployment("web", bench.name, {"fault": "ContainerCreating"})]
    )

    done = bench.apply("--timeout", "2")

    (told,) = done.events("unready")
    assert done.code == 3
    assert "0 of 1 pods are ready" in told["message"]


def test_nothing_is_waited_for_on_demand(bench: Bench) -> None:
    bench.write(
        "", [namespace(bench.name), deployment("web", bench.name, {"fault": "ImagePullBackOff"})]
    )

    done = bench.apply("--no-wait")

    assert (done.code, done.events("unready")) == (0, [])
    assert bench.apply("--timeout", "3").code == 3


def test_a_component_starts_when_what_it_depends_on_is_ready(bench: Bench) -> None:
    where = bench.name
    workload = (
        "image: 'registry.example/app:1.0', ports: {http: 8080}, resources:"
        " {requests: {cpu: 10m, memory: 16Mi}, limits: {memory: 32Mi}}"
    )
    fault = (
        f"patches:\n  - target: Deployment/{where}/store\n    patch:"
        " {spec: {template: {metadata: {labels: {fault: ImagePullBackOff}}}}}\n"
    )
    spec = (
        f"namespaces: {{{where}: {{}}}}\n"
        "components:\n"
        f"  web: {{namespace: {where}, dependsOn: [store], workload: {{{workload}}}}}\n"
        f"  store: {{namespace: {where}, workload: {{{workload}}}}}\n"
    )
    bench.write(spec + fault)
    broken = bench.apply()
    names = bench.names("deployment", where)
    bench.write(spec)
    mended = bench.apply()

    assert (broken.code, names) == (3, ["store"])
    assert [each["object"] for each in broken.events("skipped")] == [f"Deployment/{where}/web"]
    assert (mended.code, sorted(bench.names("deployment", where))) == (0, ["store", "web"])
