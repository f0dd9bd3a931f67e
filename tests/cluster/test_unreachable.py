"""A cluster that lets nobody in, says nothing, or is another one: told by each command, in time."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from cluster.accounts import account, certificate, kubeconfig, program, revoke, run
from cluster.bench import Bench, Document, config_map, deployment, namespace
from cluster.test_faults import start, wait_for_lease

COMMANDS = (
    ("apply", "--yes"),
    ("diff", "--live"),
    ("status",),
    ("destroy", "--yes"),
    ("credentials", "drawn", "--show"),
)


def written(bench: Bench) -> None:
    bench.write(
        f"namespaces: {{{bench.name}: {{}}}}\n"
        f"secrets: {{drawn: {{namespace: {bench.name}, keys: {{password: {{generate: 20}}}}}}}}\n"
    )


def test_a_token_that_was_revoked_is_refused_to_each_command(bench: Bench) -> None:
    written(bench)
    token = account(bench, bench.name)
    config = kubeconfig(bench, user={"token": token})
    let_in = run(bench, config, "apply", "--yes")
    revoke(bench, bench.name)
    # The server remembers a token that it let in for ten seconds.
    time.sleep(11)
    refused = {words[0]: run(bench, config, *words) for words in COMMANDS}
    doctor = run(bench, config, "doctor", "--format", "json")
    again = run(bench, kubeconfig(bench, user=program(bench, token)), "apply", "--yes")

    refused |= {"a program that gives it again": again}
    assert let_in.returncode == 0, let_in.stderr
    for name, done in refused.items():
        assert done.returncode == 3, (name, done.stderr)
        assert "the cluster does not let you in: Unauthorized\n  fix: log in" in done.stderr, name
        assert token not in done.stdout + done.stderr
    (cluster,) = [
        each for each in json.loads(doctor.stdout)["findings"] if each["name"] == "cluster"
    ]
    assert (doctor.returncode, cluster["state"]) == (1, "missing")
    assert cluster["message"] == "the cluster does not let you in: Unauthorized"
    assert cluster["fix"].startswith("log in again")


def test_a_client_certificate_that_ended_is_told_with_when(bench: Bench) -> None:
    written(bench)
    config = kubeconfig(bench, user=certificate(bench, time.time() - 60))
    refused = {words[0]: run(bench, config, *words) for words in COMMANDS}
    doctor = run(bench, config, "doctor", "--format", "json")

    today = time.strftime("%Y-%m-%d", time.gmtime(time.time() - 60))
    told = f"the client certificate of kind-platform ended on {today} at "
    for name, done in refused.items():
        assert (done.returncode, done.stdout) == (3, ""), (name, done.stderr)
        assert f"the cluster does not let you in: {told}" in done.stderr, name
        assert " UTC\n  fix: ask who runs the cluster for a new one" in done.stderr, name
    found = {each["name"]: each for each in json.loads(doctor.stdout)["findings"]}
    assert (doctor.returncode, found["cluster"]["state"]) == (1, "missing")
    assert told in found["cluster"]["message"]


def under_way(bench: Bench, user: object) -> subprocess.Popen[str]:
    """Start an apply that waits for a pod that never comes, as a user; return when it writes."""
    where = bench.name
    bench.write("", [namespace(where), deployment("web", where, {"fault": "ContainerCreating"})])
    config = kubeconfig(bench, user=user)
    argv = [*bench.cluster.enter, *bench.argv("apply", "--yes", "--timeout", "30")]
    env = {"PATH": "/usr/bin:/bin", "KUBECONFIG": str(config), "PYTHONPATH": ":".join(sys.path)}
    process = subprocess.Popen(
        argv, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    wait_for_lease(bench)
    return process


def test_a_token_that_is_revoked_under_way_ends_the_run_with_why(bench: Bench) -> None:
    process = under_way(bench, {"token": account(bench, bench.name)})
    revoke(bench, bench.name)
    began = time.monotonic()
    _, said = process.communicate()

    assert process.returncode == 3
    assert "Unauthorized" in said
    assert "fix: log in again" in said
    assert time.monotonic() - began < 35


def test_a_program_that_logs_in_is_asked_anew_when_its_token_ended(bench: Bench) -> None:
    first, second = f"{bench.name}-first", f"{bench.name}-second"
    process = under_way(bench, program(bench, account(bench, first)))
    program(bench, account(bench, second))
    revoke(bench, first)
    _, said = process.communicate()
    lease = bench.cluster.kubectl(
        "get", "lease", f"platformgen-{bench.name}", "--namespace=platformgen"
    )

    # It waited to its own end, and gave its lease back.
    assert process.returncode == 3
    assert "not ready after 30 s" in said
    assert "Unauthorized" not in said
    assert "NotFound" in lease.stderr


def test_a_server_that_never_says_a_word_is_given_up(bench: Bench) -> None:
    written(bench)
    with ThreadPoolExecutor() as pool:
        doctor = pool.submit(bench.run, "doctor", faults={"silent": 1.0})
        found = pool.map(lambda words: bench.run(*words, faults={"silent": 1.0}), COMMANDS)
        silent = dict(zip(COMMANDS, found, strict=True))

    for words, done in silent.items():
        assert (done.code, done.out) == (3, ""), words
        assert "does not answer: no answer in" in done.err, words
        assert "\n  fix: see whether it is up, with `kubectl --context=kind-platform" in done.err
        assert len(done.err.splitlines()) <= 3, words
        assert done.seconds < 30, words
    assert doctor.result().code == 1
    assert "does not answer" in doctor.result().out


def test_a_server_that_falls_silent_under_way_is_given_up_in_time(bench: Bench) -> None:
    where = bench.name
    bench.write("", [namespace(where), *(config_map(f"map-{each}", where) for each in range(60))])

    done = bench.apply(faults={"silent_from": 50})
    after = bench.apply()

    (end,) = done.events("end")
    told = [each for each in done.events("failed") if "does not answer" in each["message"]]
    assert (done.code, end["exit"]) == (3, 3)
    assert "does not answer" in end["message"]
    assert told
    assert all(each["fix"].startswith("see whether it is up, with `") for each in told)
    assert done.seconds < 120
    assert (after.code, len(bench.names("configmap", where))) == (0, 61)


def test_a_server_that_goes_away_is_followed_when_it_is_back(bench: Bench) -> None:
    written(bench)
    assert bench.apply().code == 0
    once = len(bench.run("status").seen)

    words = ("status", "--watch", "--format", "json")
    faults = {"away": (once + 1, once + 60)}
    end = {"at": 2 * once + 70, "name": "SIGINT", "when": "before"}
    done = bench.run(*words, faults=faults, signal=end)

    assert done.code == 130, done.err
    *looks, last = map(json.loads, done.out.splitlines())
    assert [each["healthy"] for each in looks] == [True, True]
    assert (last["event"], last["exit"]) == ("end", 130)
    assert done.err.count("does not answer") == 1


def test_the_context_of_the_spec_is_asked_and_not_the_current_one(bench: Bench) -> None:
    written(bench)
    elsewhere = {"name": "elsewhere", "cluster": {"server": "https://127.0.0.1:1"}}
    config = json.loads(bench.cluster.kubeconfig.read_text())
    changes = {
        "clusters": [*config["clusters"], elsewhere],
        "contexts": [
            *config["contexts"],
            {"name": "elsewhere", "context": {"cluster": "elsewhere", "user": ""}},
        ],
        "current-context": "elsewhere",
    }
    file = kubeconfig(bench, **changes)
    done = run(bench, file, "apply", "--yes")
    asked = run(bench, file, "apply", "--yes", "--context", "elsewhere")

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == f"{bench.name} → kind-platform"
    assert asked.returncode == 3
    assert "https://127.0.0.1:1 does not answer: Connection refused" in asked.stderr


def test_a_server_that_is_not_the_one_of_the_kubeconfig_is_told(bench: Bench) -> None:
    written(bench)
    other = bench.folder / "other.crt"
    # Made for this test: that of a server that was another one.
    words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=other"
    argv = ["openssl", *words.split(), "-keyout", "/dev/null", "-out", str(other)]
    subprocess.run(argv, check=True, capture_output=True)
    config = kubeconfig(bench, cluster={"certificate-authority": str(other)})
    done = run(bench, config, "apply", "--yes")

    assert (done.returncode, done.stdout) == (3, "")
    assert "has a certificate that the kubeconfig does not trust" in done.stderr


def test_a_full_disk_leaves_no_half_of_a_plan(bench: Bench) -> None:
    where = bench.name
    bench.write("", [namespace(where), *(config_map(f"map-{each}", where) for each in range(60))])
    disk = bench.folder / "disk"
    disk.mkdir()
    script = 'mount -t tmpfs -o size=4k none "$0" && { "$@"; code=$?; ls -A "$0"; exit $code; }'
    small = ["unshare", "--mount", "sh", "-c", script, str(disk)]
    plan = str(disk / "plan.json")
    done = bench.drive([{"argv": [*small, *bench.argv("apply", "--plan-out", plan)]}])[0]

    assert done.code == 3
    assert done.err == f"error: {plan}: No space left on device\n"
    assert "plan.json" not in done.out
    assert done.writes == []


def at(seconds: float) -> str:
    """Return a time from now on, as a Lease has it."""
    return time.strftime("%Y-%m-%dT%H:%M:%S.000000Z", time.gmtime(time.time() + seconds))


def test_a_run_of_another_machine_is_refused_beside_until_its_lease_ends(bench: Bench) -> None:
    written(bench)
    assert bench.apply("--no-wait").code == 0
    since = at(-300)
    lease: Document = {
        "apiVersion": "coordination.k8s.io/v1",
        "kind": "Lease",
        "metadata": {"name": f"platformgen-{bench.name}", "namespace": "platformgen"},
        "spec": {
            "holderIdentity": "ana@build-7 process 71 other/1 5",
            "acquireTime": since,
            # Renewed at this moment, whenever it is looked at in this test.
            "renewTime": at(120),
            "leaseDurationSeconds": 15,
        },
    }
    bench.cluster.output("create", "-f-", stdin=json.dumps(lease))
    (bench.folder / "specs/more.yaml").write_text(f"namespaces: {{{bench.name}2: {{}}}}\n")
    refused = {words[0]: bench.run(*words) for words in COMMANDS if "--yes" in words}
    lease["spec"]["renewTime"] = at(-16)
    bench.cluster.output(
        "apply", "--server-side", "--force-conflicts", "-f-", stdin=json.dumps(lease)
    )
    taken = bench.apply("--no-wait")

    told = f"ana@build-7 process 71, since {since[:10]} {since[11:19]} UTC\n  fix: wait until it is"
    for name, done in refused.items():
        assert done.code == 3, (name, done.err)
        assert f"another run holds the lease: {told}" in done.err, name
        assert [method for method, _ in done.writes] == ["POST"], name
    assert taken.code == 0


def test_destroy_is_refused_while_an_apply_runs(bench: Bench) -> None:
    where = bench.name
    bench.write("", [namespace(where), deployment("web", where, {"fault": "ContainerCreating"})])
    first = start(bench, "apply", "--yes", "--timeout", "10")
    wait_for_lease(bench)
    done = bench.run("destroy", "--yes", "--format", "json")
    first.communicate()

    (end,) = done.events("end")
    assert (done.code, end["exit"]) == (3, 3)
    assert f"process {first.pid}" in end["message"]
    assert "DELETE" not in [method for method, _ in done.writes]
