"""`destroy` takes what `apply` made out of a cluster, and nothing else."""

from __future__ import annotations

import pytest

from cluster.bench import Bench, Outcome, config_map, deployment, namespace
from cluster.test_guards import set_by
from platformgen.apply.inventory import parent_name


def destroy(bench: Bench, *words: str, **job: object) -> Outcome:
    return bench.run("destroy", "--yes", "--format", "json", *words, **job)


def applied(bench: Bench) -> None:
    """Apply a namespace with two maps and a Deployment, beside a stranger's map."""
    where = bench.name
    objects = [config_map("one", where), config_map("two", where), deployment("web", where)]
    bench.write("", [namespace(where), *objects])
    assert bench.apply().code == 0
    set_by(bench, "stranger", config_map("theirs", where, a="b"))


def list_is_there(bench: Bench) -> bool:
    return parent_name(bench.name) in bench.names("configmap", "platformgen")


def test_a_guard_keeps_the_namespace_and_what_strangers_have_in_it(bench: Bench) -> None:
    where = bench.name
    applied(bench)

    shown, done, again = destroy(bench, "--dry-run"), destroy(bench), destroy(bench)

    assert (shown.code, shown.writes) == (0, [])
    assert shown.changes() == done.changes()
    assert (done.code, done.changes()) == (
        0,
        {
            f"ConfigMap/{where}/one": "delete",
            f"ConfigMap/{where}/two": "delete",
            f"Deployment/{where}/web": "delete",
            f"Namespace/{where}": "keep",
        },
    )
    assert bench.names("configmap", where) == ["kube-root-ca.crt", "theirs"]
    assert bench.names("deployment", where) == []
    assert list_is_there(bench)
    assert (again.code, again.writes, again.changes()) == (0, [], {f"Namespace/{where}": "keep"})


def test_with_the_last_object_our_list_goes_too(bench: Bench) -> None:
    where = bench.name
    applied(bench)

    done = destroy(bench, f"--delete=Namespace/{where}")
    again = destroy(bench)

    assert done.code == 0
    assert where not in bench.names("namespace", "")
    assert not list_is_there(bench)
    assert (again.code, again.writes, again.changes()) == (0, [], {})
    assert again.events("end")[0]["message"] == "nothing of ours is left"


def test_what_was_applied_again_can_be_destroyed_again(bench: Bench) -> None:
    applied(bench)
    destroy(bench, f"--delete=Namespace/{bench.name}")

    applied(bench)
    done = destroy(bench, f"--delete=Namespace/{bench.name}")

    assert (done.code, list_is_there(bench)) == (0, False)


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_run_that_is_killed_anywhere_is_finished_by_the_next(bench: Bench, when: str) -> None:
    where = bench.name
    bench.write("", [namespace(where), config_map("one", where), config_map("two", where)])
    bench.apply()
    whole = len(destroy(bench, "--dry-run").seen) + 8
    for at in range(3, whole, 8):
        bench.apply()
        destroy(
            bench, f"--delete=Namespace/{where}", signal={"name": "SIGKILL", "at": at, "when": when}
        )

        done = destroy(bench, f"--delete=Namespace/{where}")

        assert (at, done.code, list_is_there(bench)) == (at, 0, False)
        assert where not in bench.names("namespace", "")


def test_nobody_is_asked_in_a_pipe_and_nothing_is_deleted(bench: Bench) -> None:
    applied(bench)

    done = bench.run("destroy")

    assert (done.code, done.writes) == (2, [])
    assert "--yes" in done.err


def test_what_is_ours_by_its_label_alone_is_told_where_our_list_is_gone(bench: Bench) -> None:
    where = bench.name
    bench.write("", [namespace(where), config_map("one", where)])
    assert bench.apply().code == 0
    bench.cluster.output("delete", "configmap", f"platformgen-{where}", "-n", "platformgen")

    blind = destroy(bench)
    kept = bench.names("configmap", where)
    seen = bench.apply()
    done = destroy(bench)

    told = {each["object"]: each for each in blind.events("change")}
    assert (blind.code, blind.writes) == (0, [])
    assert {name: each["change"] for name, each in told.items()} == {
        f"Namespace/{where}": "keep",
        f"ConfigMap/{where}/one": "keep",
    }
    assert all("`platformgen apply`" in each["fix"] for each in told.values())
    assert blind.events("end")[0]["message"] == "gone, but for 2 named above"
    assert "one" in kept
    assert (seen.code, done.code) == (0, 0)
    assert "one" not in bench.names("configmap", where)


def test_an_interrupted_destroy_does_not_wait_for_what_is_held(bench: Bench) -> None:
    where = bench.name
    held = config_map("held", where)
    held["metadata"]["finalizers"] = ["example.com/hold"]
    bench.write("", [namespace(where), held])
    assert bench.apply().code == 0
    asked = len(destroy(bench, "--dry-run").seen)

    # Some requests after the plan, it asks again and again whether the map is gone.
    stopped = destroy(bench, signal={"name": "SIGINT", "at": asked + 14, "when": "after"})
    bench.cluster.output(
        "patch", "configmap", "held", "-n", where, "--type=merge",
        '-p={"metadata":{"finalizers":null}}',
    )  # fmt: skip
    done = destroy(bench)

    (held,) = stopped.events("failed")
    assert (stopped.code, held["object"]) == (130, f"ConfigMap/{where}/held")
    assert held["message"].endswith("it waits for example.com/hold")
    assert stopped.seconds < 30
    assert (done.code, list_is_there(bench)) == (0, True)
    assert bench.names("configmap", where) == ["kube-root-ca.crt"]


def test_what_holds_a_namespace_is_told(bench: Bench) -> None:
    where = bench.name
    applied(bench)
    held = '-p={"metadata":{"finalizers":["example.com/hold"]}}'
    free = '-p={"metadata":{"finalizers":null}}'
    patch = ("patch", "configmap", "theirs", "-n", where, "--type=merge")
    bench.cluster.output(*patch, held)

    stopped = destroy(bench, f"--delete=Namespace/{where}")
    bench.cluster.output(*patch, free)

    (failed,) = stopped.events("failed")
    told = [each["message"] for each in stopped.events("waiting")]
    assert (stopped.code, failed["object"]) == (3, f"Namespace/{where}")
    assert any("example.com/hold in 1 resource instances" in each for each in told)
    assert "example.com/hold in 1 resource instances" in failed["message"]
    assert failed["fix"]


def test_a_generated_secret_goes_only_when_it_is_named(bench: Bench) -> None:
    where = bench.name
    spec = f"namespaces: {{{where}: {{network: open}}}}\n"
    spec += f"secrets: {{drawn: {{namespace: {where}, keys: {{password: {{generate: 20}}}}}}}}\n"
    bench.write(spec)
    assert bench.apply().code == 0
    value = bench.read("secret", "drawn", "-n", where)["data"]

    kept = destroy(bench)
    still = bench.read("secret", "drawn", "-n", where)["data"]
    gone = destroy(bench, f"--delete=Secret/{where}/drawn")

    assert (kept.code, kept.changes()[f"Secret/{where}/drawn"], still) == (0, "keep", value)
    assert gone.changes()[f"Secret/{where}/drawn"] == "delete"
    assert "drawn" not in bench.names("secret", where)
