"""What goes wrong between us and a cluster, and what is left of it after the next run: nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cluster.bench import Bench, Document, Outcome, config_map, deployment, namespace

ROUGH = {
    "throttled": 0.10,
    "internal": 0.05,
    "unavailable": 0.03,
    "reset": 0.02,
    "lost": 0.02,
    "silent": 0.002,
}


ALL = os.environ.get("PLATFORMGEN_MOMENTS") == "all"
"""Whether to try what takes many minutes: as many objects as the goals of the project name."""


def maps(where: str, numbers: range, **data: str) -> list[Document]:
    return [config_map(f"map-{number}", where, **data) for number in numbers]


def ours(bench: Bench) -> set[str]:
    return {name for name in bench.names("configmap", bench.name) if name.startswith("map-")}


def test_through_a_rough_network_everything_is_written_once(bench: Bench) -> None:
    where, count = bench.name, 2000 if ALL else 300
    bench.write("", [namespace(where), *maps(where, range(count), a="1")])

    done = bench.apply(faults=ROUGH)
    again = bench.apply()

    assert (done.code, done.events("failed")) == (0, [])
    assert len(done.seen) <= 1.5 * (count + 20)
    assert len(ours(bench)) == count
    assert (again.code, again.changes(), again.writes) == (0, {}, [])


def test_what_others_change_all_the_time_stays_and_the_rest_goes(bench: Bench) -> None:
    where = bench.name
    bench.write("", [namespace(where), *maps(where, range(3))])
    assert bench.apply().code == 0
    bench.write("", [namespace(where)])
    crossed = f"DELETE /api/v1/namespaces/{where}/configmaps/map-1"

    done = bench.apply("--prune", "--prune-many", faults={"crossed": crossed})
    left = ours(bench), set(bench.inventory()[f"ConfigMap/{where}"])
    again = bench.apply("--prune", "--prune-many")

    (failed,) = done.events("failed")
    assert (done.code, failed["object"]) == (3, f"ConfigMap/{where}/map-1")
    assert "others change it again and again" in failed["message"]
    assert left == ({"map-1"}, {"map-1"})
    assert len([path for method, path in done.writes if crossed.endswith(path)]) < 40
    assert (again.code, ours(bench)) == (0, set())


def killed_at_every_request(
    before: Bench, after: Bench, expected: set[str], when: str
) -> tuple[int, list[str]]:
    """Kill an apply with prune at each of its requests; return what the next run left wrong."""
    words = ("apply", "--yes", "--format", "json", "--prune", "--prune-many")
    wrong: list[str] = []
    at = 0
    while True:
        at += 1
        kill = {"at": at, "name": "SIGKILL", "when": when}
        argv = after.argv(*words)
        jobs = [
            {"argv": before.argv(*words)},
            {"argv": argv, "signal": kill},
            *[{"argv": argv}] * 2,
        ]
        reset, first, second, third = after.drive(jobs)
        if first.code == 0:
            return at - 1, wrong
        if (reset.code, second.code, third.writes, ours(after)) != (0, 0, [], expected):
            wrong.append(f"request {at}: {second.out[-300:]} {third.writes} {ours(after)}")


@pytest.mark.parametrize("when", ["before", "after"])
def test_after_a_kill_at_any_request_the_next_run_mends_it(
    bench: Bench, tmp_path: Path, when: str
) -> None:
    where = bench.name
    earlier = Bench(bench.cluster, tmp_path / "earlier", where)
    bench.cluster.output("create", "namespace", where)
    bench.cluster.output("create", "configmap", "stranger", f"--namespace={where}")
    # So many stay, change, go and come.
    each = 20 if ALL else 2
    same = maps(where, range(each), a="1")
    earlier.write("", [*same, *maps(where, range(each, 3 * each), a="1")])
    changed = maps(where, range(each, 2 * each), a="2")
    later = [*same, *changed, *maps(where, range(3 * each, 4 * each))]
    bench.write("", later)
    expected = {each["metadata"]["name"] for each in later}

    points, wrong = killed_at_every_request(earlier, bench, expected, when)

    assert wrong == []
    assert points >= len(later) + 8
    assert "stranger" in bench.names("configmap", where)


def test_an_interrupt_finishes_what_is_in_flight_and_tells_the_rest(bench: Bench) -> None:
    where = bench.name
    bench.write("", [namespace(where), *maps(where, range(200))])

    job = {"at": 60, "name": "SIGINT", "when": "after"}
    done = bench.apply(signal=job, faults={"round_trip_seconds": 0.02})
    after = bench.apply()

    applied, undone = done.events("applied"), done.events("undone")
    assert done.code == 130
    assert len(applied) + len(undone) == 201
    assert undone
    assert after.code == 0
    assert len(after.changes()) == len(undone)


def start(bench: Bench, *words: str) -> subprocess.Popen[str]:
    """Start a command inside the cluster's network, without a proxy."""
    argv = [*bench.cluster.enter, *bench.argv(*words)]
    env = {"KUBECONFIG": str(bench.cluster.kubeconfig), "PYTHONPATH": ":".join(sys.path)}
    return subprocess.Popen(
        argv, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def wait_for_lease(bench: Bench) -> Document:
    for _ in range(200):
        words = ("get", "lease", f"platformgen-{bench.name}", "--namespace=platformgen", "-ojson")
        found = bench.cluster.kubectl(*words)
        if found.returncode == 0:
            lease: Document = json.loads(found.stdout)
            return lease
        time.sleep(0.05)
    raise AssertionError("no lease came")


def test_a_second_run_is_refused_at_once_and_told_who_runs(bench: Bench) -> None:
    where = bench.name
    bench.write("", [namespace(where), deployment("web", where, {"fault": "ContainerCreating"})])
    first = start(bench, "apply", "--yes", "--timeout", "8")
    wait_for_lease(bench)
    bench.write("", [namespace(where), config_map("other", where)])

    second = bench.apply()
    first.communicate()
    third = bench.apply("--no-wait")

    assert (second.code, first.returncode) == (3, 3)
    told = second.events("end")[0]["message"]
    assert "another run holds the lease" in told
    assert f"process {first.pid}" in told
    assert third.code == 0


def test_after_a_kill_the_spec_of_before_comes_back(bench: Bench) -> None:
    where = bench.name
    earlier = [namespace(where), *maps(where, range(2), a="1")]
    later = [namespace(where), *maps(where, range(2), a="2")]
    bench.write("", earlier)
    assert bench.apply().code == 0
    bench.write("", later)
    written = [
        number
        for number, (method, path, _) in enumerate(bench.apply().seen, 1)
        if method == "PATCH" and "dryRun" not in path and "/configmaps/map-" in path
    ]
    assert len(written) == 2
    for at in written:
        bench.write("", earlier)
        bench.apply()
        bench.write("", later)
        bench.apply(signal={"at": at, "name": "SIGKILL", "when": "after"})
        bench.write("", earlier)
        done = bench.apply()

        assert "update" in done.changes().values(), (at, done.out)
        assert values(bench) == ["1", "1"]


def values(bench: Bench) -> list[str]:
    read = (
        bench.read("configmap", f"map-{number}", f"--namespace={bench.name}") for number in range(2)
    )
    return [each["data"]["a"] for each in read]


def test_the_lease_of_a_killed_run_does_not_hold_up_the_next(bench: Bench) -> None:
    where = bench.name
    bench.write("", [namespace(where), deployment("web", where, {"fault": "ContainerCreating"})])
    first = start(bench, "apply", "--yes", "--timeout", "30")
    wait_for_lease(bench)
    first.kill()
    first.communicate()
    bench.write("", [namespace(where)])

    done = bench.apply("--prune", "--prune-many")

    assert done.code == 0


def reached(bench: Bench, **changes: object) -> Outcome:
    """Apply with a kubeconfig whose cluster or user is another; without a proxy."""
    config = json.loads(bench.cluster.kubeconfig.read_text())
    config["clusters"][0]["cluster"] |= changes.get("cluster", {})
    config["users"][0]["user"] = changes.get("user", config["users"][0]["user"])
    path = bench.folder / "kubeconfig"
    path.write_text(json.dumps(config))
    began = time.monotonic()
    done = bench.cluster.run("env", f"KUBECONFIG={path}", *bench.argv("apply", "--yes"))
    return Outcome(done.returncode, done.stdout, done.stderr, [], time.monotonic() - began)


def test_an_expired_token_stops_it_at_once_and_is_not_printed(bench: Bench) -> None:
    bench.write("", [namespace(bench.name)])

    done = reached(bench, user={"token": "s3cret-token"})

    assert done.code == 3
    assert "log in again" in done.err
    assert "s3cret-token" not in done.out + done.err
    assert done.seconds < 5


@pytest.mark.parametrize(
    ("server", "told"),
    [
        pytest.param(
            "https://127.0.0.1:1", "does not answer: Connection refused", id="nobody listens"
        ),
        pytest.param("https://127.0.0.1:2379", "does not answer", id="no TLS there"),
        pytest.param("https://localhost.invalid:6443", "does not answer", id="no such host"),
    ],
)
def test_a_server_that_cannot_be_reached_is_told_in_seconds(
    bench: Bench, server: str, told: str
) -> None:
    bench.write("", [namespace(bench.name)])

    done = reached(bench, cluster={"server": server})

    assert done.code == 3
    assert told in done.err
    assert "Traceback" not in done.err
    assert done.seconds < 20


def test_a_silent_server_is_given_up(bench: Bench) -> None:
    bench.write("", [namespace(bench.name)])

    done = bench.apply(faults={"silent": 1.0})

    assert done.code == 3
    assert "does not answer" in done.events("end")[0]["message"]
    assert done.seconds < 30


def test_a_credential_program_logs_in(bench: Bench) -> None:
    user = json.loads(bench.cluster.kubeconfig.read_text())["users"][0]["user"]
    status = {
        "clientCertificateData": Path(user["client-certificate"]).read_text(),
        "clientKeyData": Path(user["client-key"]).read_text(),
    }
    (bench.folder / "status").write_text(
        json.dumps(
            {
                "apiVersion": "client.authentication.k8s.io/v1",
                "kind": "ExecCredential",
                "status": status,
            }
        )
    )
    bench.write("", [namespace(bench.name)])

    plugin = {
        "apiVersion": "client.authentication.k8s.io/v1",
        "command": "cat",
        "args": [str(bench.folder / "status")],
    }
    done = reached(bench, user={"exec": plugin})

    assert done.code == 0, done.err
