"""What `apply` makes of objects in a real cluster: in order, in one pass, and back to the spec."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys

import pytest

from cluster.bench import Bench, Document, config_map, deployment, namespace


def definition(group: str, kind: str) -> Document:
    plural = f"{kind.lower()}s"
    schema = {"type": "object", "x-kubernetes-preserve-unknown-fields": True}
    version = {"name": "v1", "served": True, "storage": True, "schema": {"openAPIV3Schema": schema}}
    return {
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {"name": f"{plural}.{group}"},
        "spec": {
            "group": group,
            "scope": "Namespaced",
            "names": {"kind": kind, "plural": plural, "singular": kind.lower()},
            "versions": [version],
        },
    }


def custom(group: str, kind: str, name: str, where: str) -> Document:
    return {
        "apiVersion": f"{group}/v1",
        "kind": kind,
        "metadata": {"name": name, "namespace": where},
        "spec": {"size": 1},
    }


def test_definitions_come_before_their_objects_in_one_pass(bench: Bench) -> None:
    where, group = bench.name, f"{bench.name}.example.com"
    bench.write(
        "",
        [
            custom(group, "Widget", "blue", where),
            deployment("web", where),
            definition(group, "Widget"),
            namespace(where),
        ],
    )

    done = bench.apply()

    assert (done.code, done.events("failed")) == (0, [])
    assert bench.read(f"widgets.{group}", "blue", f"--namespace={where}")["spec"] == {"size": 1}


def test_a_second_run_writes_nothing_and_asks_little(bench: Bench) -> None:
    bench.write("", [namespace(bench.name), deployment("web", bench.name)])
    bench.apply()

    again = bench.apply()

    assert (again.code, again.writes, again.changes()) == (0, [], {})
    assert len(again.seen) == 4 + 2


def test_one_changed_object_is_one_write_between_those_of_our_list(bench: Bench) -> None:
    where = bench.name
    bench.write("", [namespace(where), config_map("one", where), config_map("two", where)])
    bench.apply()
    bench.write("", [namespace(where), config_map("one", where, a="1"), config_map("two", where)])

    done = bench.apply()

    assert done.changes() == {f"ConfigMap/{where}/one": "update"}
    patches = [path.partition("?")[0] for method, path in done.writes if method == "PATCH"]
    assert patches == [
        f"/api/v1/namespaces/{where}/configmaps/one",
        f"/api/v1/namespaces/platformgen/secrets/platformgen-{where}-r2",
    ]


def test_all_refusals_are_told_at_their_lines_before_anything_is_written(bench: Bench) -> None:
    where = bench.name
    made = [deployment("one", where), deployment("two", where)]
    bench.write("", [namespace(where), *made])
    bench.apply("--no-wait")
    for each in made:
        each["spec"]["selector"]["matchLabels"]["tier"] = "web"
        each["spec"]["template"]["metadata"]["labels"]["tier"] = "web"
    bench.write("", [namespace(where), *made])

    done = bench.apply()

    refused = [each for each in done.events("change") if each["change"] == "refused"]
    assert (done.code, done.writes) == (3, [])
    assert [each["object"] for each in refused] == [
        f"Deployment/{where}/one",
        f"Deployment/{where}/two",
    ]
    assert all("immutable" in each["reason"] for each in refused)
    text = (bench.folder / "files/objects.yaml").read_text().splitlines()
    for each in refused:
        assert each["file"] == "files/objects.yaml"
        assert '"selector"' in text[each["line"] - 1]


def test_what_the_server_refuses_while_writing_is_told_and_the_rest_goes_on(bench: Bench) -> None:
    where = bench.name
    quota = {
        "apiVersion": "v1",
        "kind": "ResourceQuota",
        "metadata": {"name": "quota", "namespace": where},
        "spec": {"hard": {"count/configmaps": "2"}},
    }
    maps = [config_map(f"map-{number}", where) for number in range(4)]
    bench.write("", [namespace(where), quota])
    bench.apply()
    bench.cluster.output(
        "wait", f"--namespace={where}", "--for=jsonpath={.status.hard}", "resourcequota/quota"
    )
    bench.write("", [namespace(where), quota, *maps])

    done = bench.apply()

    failed = done.events("failed")
    assert done.code == 3
    assert len(failed) == 3
    assert all("exceeded quota" in each["message"] for each in failed)
    assert all(each["fix"] for each in failed)


def test_secrets_are_made_once_and_their_values_are_nowhere(bench: Bench) -> None:
    where = bench.name
    bench.write(
        f"namespaces: {{{where}: {{}}}}\n"
        f"secrets:\n  login:\n    namespace: {where}\n"
        "    keys: {password: {generate: 24}, user: {text: admin}}\n"
    )

    first, second = bench.apply(), bench.apply()

    secret = bench.read("secret", "login", f"--namespace={where}")["data"]
    said = "".join(each.out + each.err for each in (first, second)) + str(bench.inventory())
    assert (first.code, second.code, second.writes) == (0, 0, [])
    assert secret["user"] == "YWRtaW4="
    assert len(secret["password"]) == 32
    assert secret["password"] not in said


def test_a_secret_that_is_there_is_used_and_left_alone(bench: Bench) -> None:
    where = bench.name
    bench.write(
        f"namespaces: {{{where}: {{}}}}\n"
        f"secrets: {{login: {{namespace: {where}, keys: {{password: {{generate: 24}}}}}}}}\n"
    )
    bench.cluster.output("create", "namespace", where)
    literal = "--from-literal=password=mine"
    bench.cluster.output("create", "secret", "generic", "login", f"--namespace={where}", literal)

    done = bench.apply()

    assert done.code == 0
    assert bench.read("secret", "login", f"--namespace={where}")["data"] == {"password": "bWluZQ=="}
    assert not any("Secret" in kind for kind in bench.inventory())


def test_a_secret_that_lacks_a_key_stops_the_run(bench: Bench) -> None:
    where = bench.name
    frame = f"namespaces: {{{where}: {{}}}}\nsecrets: {{login: {{namespace: {where}, keys: "
    bench.write(frame + "{one: {generate: 8}}}}\n")
    bench.apply()
    bench.write(frame + "{one: {generate: 8}, two: {generate: 8}}}}\n")

    done = bench.apply()

    assert (done.code, done.writes) == (3, [])
    assert done.changes() == {f"Secret/{where}/login": "refused"}


def test_a_plan_in_a_file_is_carried_out_or_refused_when_something_moved(bench: Bench) -> None:
    where = bench.name
    bench.write("", [namespace(where), config_map("one", where, a="1")])
    bench.apply()
    bench.write("", [namespace(where), config_map("one", where, a="2")])
    plan = str(bench.folder / "plan.json")
    made = bench.run("apply", "--plan-out", plan)
    patch = ["patch", "configmap", "one", f"--namespace={where}", "-p", '{"data":{"b":"x"}}']
    bench.cluster.output(*patch)
    moved = bench.run("apply", plan)
    bench.cluster.output(*patch[:-1], '{"data":{"b":null}}')
    done = bench.run("apply", plan)

    assert (made.code, made.writes) == (0, [])
    assert (moved.code, moved.writes) == (3, [])
    assert "moved" in moved.err
    assert done.code == 0
    assert bench.read("configmap", "one", f"--namespace={where}")["data"] == {"a": "2"}


def test_a_plan_is_for_the_cluster_that_it_was_made_for(bench: Bench) -> None:
    where = bench.name
    bench.write("", [namespace(where), config_map("one", where)])
    plan = str(bench.folder / "plan.json")
    identity = str(bench.read("namespace", "kube-system")["metadata"]["uid"])
    made = bench.run("apply", "--plan-out", plan)

    # Another cluster may have the same context, and nothing of ours in it either.
    elsewhere = bench.run("apply", plan, faults={"altered": [identity, identity[::-1]]})
    here = bench.run("apply", plan)

    assert (made.code, elsewhere.code, elsewhere.writes) == (0, 3, [])
    assert "made for another cluster" in " ".join(elsewhere.err.split())
    assert here.code == 0, here.err


def test_a_part_is_applied_with_what_it_needs(bench: Bench) -> None:
    where = bench.name
    workload = (
        "workload: {image: 'registry.example/app:1.0', ports: {http: 8080}, resources:"
        " {requests: {cpu: 10m, memory: 16Mi}, limits: {memory: 32Mi}}}"
    )
    bench.write(
        f"namespaces: {{{where}: {{}}}}\n"
        "components:\n"
        f"  one: {{namespace: {where}, {workload}}}\n"
        f"  two: {{namespace: {where}, {workload}}}\n"
    )

    done = bench.apply("--only", "one")

    assert done.code == 0
    assert bench.names("deployment", where) == ["one"]
    assert bench.run("apply", "--only", "three").code == 2


def test_the_difference_from_the_cluster_is_shown_and_decides_the_exit_code(bench: Bench) -> None:
    where = bench.name
    bench.write("", [namespace(where), config_map("one", where, a="1")])
    before = bench.run("diff", "--live")
    bench.apply()
    same = bench.run("diff", "--live")
    bench.cluster.output(
        "patch", "configmap", "one", f"--namespace={where}", "-p", '{"data":{"a":"2"}}'
    )
    drifted = bench.run("diff", "--live")
    annotated = bench.run("diff", "--live", "--format", "github")

    assert (before.code, same.code, drifted.code) == (1, 0, 1)
    assert "data.a: kubectl-patch owns it" in drifted.out
    assert 'theirs "2", ours "1"' in drifted.out
    (line,) = [each for each in annotated.out.splitlines() if each.startswith("::")]
    assert line.startswith("::error file=files/objects.yaml,line=")
    assert f",title=conflict::ConfigMap/{where}/one%0Adata.a: kubectl-patch owns it" in line
    assert annotated.code == 1
    assert all(each.writes == [] for each in (before, same, drifted))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(("--context", "kind-platfrom"), "did you mean 'kind-platform'", id="context"),
        pytest.param(("--force-conflicts=Job/x/y",), "there is no 'Job/x/y' here", id="force"),
        pytest.param(("--recreate=Job/x/y",), "there is no 'Job/x/y' here", id="recreate"),
        pytest.param(("--prune", "--delete=Job/x/y"), "there is no 'Job/x/y' here", id="delete"),
        pytest.param(("--delete=Job/x/y",), "give both", id="delete without prune"),
    ],
)
def test_a_flag_that_names_nothing_is_a_mistake_of_the_command(
    bench: Bench, words: tuple[str, ...], told: str
) -> None:
    bench.write("", [namespace(bench.name)])

    done = bench.run("apply", "--yes", *words)

    assert (done.code, done.writes) == (2, [])
    assert told in done.err


def answered(bench: Bench, answer: str) -> int:
    """Apply at a terminal, where somebody answers the question; return the exit code."""
    ours, theirs = pty.openpty()
    environment = {
        **os.environ,
        "KUBECONFIG": str(bench.cluster.kubeconfig),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    process = subprocess.Popen(
        [*bench.cluster.enter, *bench.argv("apply")],
        env=environment,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    os.write(ours, f"{answer}\n".encode())
    process.communicate()
    os.close(ours)
    os.close(theirs)
    return process.returncode


def test_nothing_is_written_before_somebody_agrees(bench: Bench) -> None:
    bench.write("", [namespace(bench.name)])
    is_there = ("get", "namespace", bench.name)

    declined = answered(bench, "n"), bench.cluster.kubectl(*is_there).returncode
    agreed = answered(bench, "y"), bench.cluster.kubectl(*is_there).returncode

    assert (declined, agreed) == ((1, 1), (0, 0))


def test_nobody_to_ask_is_a_mistake_of_the_command(bench: Bench) -> None:
    bench.write("", [namespace(bench.name)])

    done = bench.run("apply")

    assert (done.code, done.writes) == (2, [])
    assert "--yes" in done.err


def test_a_plan_fits_eighty_columns(bench: Bench) -> None:
    where = bench.name
    bench.write("", [namespace(where), config_map("a" * 50, where), deployment("b" * 40, where)])

    bench.cluster.output("create", "namespace", where)
    bench.cluster.output("create", "configmap", "a" * 50, f"--namespace={where}")
    done = bench.run("apply", "--dry-run")

    assert max(map(len, done.out.splitlines())) <= 80


def test_the_events_are_json_one_a_line(bench: Bench) -> None:
    bench.write("", [namespace(bench.name), deployment("web", bench.name)])

    done = bench.apply()

    names = [json.loads(line)["event"] for line in done.out.splitlines()]
    assert (names[0], names[-1]) == ("cluster", "end")
    assert {"change", "plan", "applied"} <= set(names)
