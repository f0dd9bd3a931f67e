"""Waiting until all is ready: why something is not, and when that is for good."""

from __future__ import annotations

import json
import time

import pytest

from cluster.bench import Bench, Document, deployment, namespace


@pytest.mark.parametrize("reason", ["ImagePullBackOff", "CrashLoopBackOff"])
def test_a_reason_that_no_waiting_mends_ends_the_wait_in_seconds(bench: Bench, reason: str) -> None:
    bench.write("", [namespace(bench.name), deployment("web", bench.name, {"fault": reason})])

    done = bench.apply()

    (told,) = done.events("unready")
    assert done.code == 3
    # Of the five minutes that it might wait.
    assert done.seconds < 90
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


def stateful_set(name: str, where: str, replicas: int = 1, fault: str = "") -> Document:
    made = deployment(name, where, {"fault": fault} if fault else None)
    spec = {**made["spec"], "serviceName": name, "replicas": replicas}
    return {**made, "kind": "StatefulSet", "spec": spec}


def no_pods(where: str) -> list[Document]:
    """Return a namespace, and a quota by which nothing runs in it."""
    quota = {
        "apiVersion": "v1",
        "kind": "ResourceQuota",
        "metadata": {"name": "none", "namespace": where},
        "spec": {"hard": {"pods": "0"}},
    }
    return [namespace(where), quota]


def test_pods_that_a_quota_refuses_end_the_wait_where_nobody_said_how_long(bench: Bench) -> None:
    where = bench.name
    bench.write("", [*no_pods(where), stateful_set("store", where), deployment("web", where)])

    done = bench.apply()

    told = {each["object"]: each["message"] for each in done.events("unready")}
    assert done.code == 3
    assert {*told} == {f"StatefulSet/{where}/store", f"Deployment/{where}/web"}
    for message in told.values():
        assert message.startswith("FailedCreate: ")
        assert "exceeded quota" in message


@pytest.mark.parametrize("seconds", [4, 24])
def test_a_quota_may_be_raised_for_as_long_as_somebody_said(bench: Bench, seconds: int) -> None:
    where = bench.name
    bench.write("", [*no_pods(where), stateful_set("store", where), deployment("web", where)])

    done = bench.apply("--timeout", str(seconds))

    assert done.code == 3
    assert len(done.events("unready")) == 2
    for each in done.events("unready"):
        assert each["message"].startswith(f"not ready after {seconds} s: ")
        assert "exceeded quota" in each["message"]
        assert each["fix"] == "mend what its pods are refused for"


def test_what_was_reported_before_the_run_ends_no_wait(bench: Bench) -> None:
    where = bench.name
    workload = (
        "kind: StatefulSet, replicas: 2, image: 'registry.example/app:1.0', ports: {http: 8080},"
        " resources: {requests: {cpu: 10m, memory: 16Mi}, limits: {memory: 32Mi}}"
    )
    waits = "{spec: {template: {metadata: {labels: {fault: ContainerCreating}}}}}"
    bench.write(
        f"namespaces: {{{where}: {{}}}}\n"
        "components:\n"
        f"  store: {{namespace: {where}, ready: 26s, workload: {{{workload}}}}}\n"
        f"patches:\n  - {{target: StatefulSet/{where}/store, patch: {waits}}}\n"
    )
    assert bench.apply("--no-wait").code == 0
    live = bench.read("statefulset", "store", f"--namespace={where}")
    about = {"kind": "StatefulSet", "name": "store", "uid": live["metadata"]["uid"]}
    event = {
        "apiVersion": "v1",
        "kind": "Event",
        "metadata": {"name": "earlier", "namespace": where},
        "involvedObject": {**about, "namespace": where},
        "reason": "FailedCreate",
        "message": "exceeded quota: it was too small",
        "lastTimestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 60)),
    }
    bench.cluster.output("create", "-f-", stdin=json.dumps(event))

    done = bench.apply()

    (told,) = done.events("unready")
    assert done.code == 3
    assert told["message"].startswith(
        "not ready after 26 s: 0 of 2 pods are ready; FailedCreate at "
    )
    assert told["message"].endswith(" UTC: exceeded quota: it was too small")


def test_watches_that_fall_silent_are_asked_anew_in_time(bench: Bench) -> None:
    where = bench.name
    bench.write("", [namespace(where), deployment("web", where)])

    # Of Deployments, pods and ReplicaSets: nothing is heard of what becomes ready meanwhile.
    done = bench.apply("--timeout", "120", faults={"mute_watches": 3})

    watches = [path for _, path, _ in done.seen if "watch=true" in path]
    lists = [path for _, path, _ in done.seen if "/deployments?" in path and path not in watches]
    assert (done.code, len(done.events("ready"))) == (0, 1)
    assert len(watches) > 3
    assert done.seconds < 60
    assert len(lists) <= 2


def test_a_watch_goes_on_where_the_last_one_ended(bench: Bench) -> None:
    where = bench.name
    bench.write("", [namespace(where), deployment("web", where, {"fault": "ContainerCreating"})])

    done = bench.apply("--timeout", "50")

    watches = [path for _, path, _ in done.seen if "/deployments?watch" in path]
    lists = [path for _, path, _ in done.seen if "/deployments?limit" in path]
    assert 2 <= len(watches) <= 4
    assert len(lists) <= 2
