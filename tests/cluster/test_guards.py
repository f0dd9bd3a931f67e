"""What others own is not taken, what cannot be made again not deleted, unless it is asked for."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from cluster.bench import Bench, Document, config_map, deployment, namespace
from cluster.test_answers import STORE, changed
from cluster.test_applying import custom, definition
from realparts import system


def set_by(bench: Bench, manager: str, document: Document) -> None:
    """Apply fields as another field manager."""
    bench.cluster.output(
        "apply",
        "--server-side",
        "--force-conflicts",
        f"--field-manager={manager}",
        "-f-",
        stdin=json.dumps(document),
    )


def test_five_conflicts_are_all_in_the_plan_and_nothing_is_written(bench: Bench) -> None:
    where = bench.name
    maps = [config_map(f"map-{number}", where, a="ours") for number in range(5)]
    bench.write("", [namespace(where), *maps])
    bench.apply()
    for number in range(5):
        set_by(bench, f"other-{number}", config_map(f"map-{number}", where, a="theirs"))
    bench.write("", [namespace(where), *maps, config_map("new", where)])

    done = bench.apply()

    found = [each for each in done.events("change") if each["change"] == "conflict"]
    assert (done.code, done.writes) == (3, [])
    assert [each["conflicts"][0]["manager"] for each in found] == [
        f"other-{number}" for number in range(5)
    ]
    for each in found:
        (conflict,) = each["conflicts"]
        assert (conflict["field"], conflict["theirs"], conflict["ours"]) == (
            "data.a",
            "theirs",
            "ours",
        )
        assert conflict["since"].startswith("20")
        line = (bench.folder / each["file"]).read_text().splitlines()[each["line"] - 1]
        assert '"a": "ours"' in line


def test_what_another_platform_has_is_left_to_it(bench: Bench, tmp_path: Path) -> None:
    where = bench.name
    ours = [namespace(where), config_map("one", where, a="ours")]
    bench.write("", ours)
    assert bench.apply().code == 0
    mart = Bench(bench.cluster, tmp_path / "mart", f"{where}-mart")
    mart.write("", [config_map("one", where, a="ours")])

    stopped = mart.apply("--force-conflicts")
    taken = mart.apply(f"--force-conflicts=ConfigMap/{where}/one")
    seen = bench.run("diff", "--live", "--format", "json")
    refused = bench.apply()
    gone = bench.run("destroy", "--yes", "--format", "json")

    name = f"ConfigMap/{where}/one"
    assert (stopped.code, stopped.writes, stopped.changes()) == (3, [], {name: "refused"})
    assert f"it belongs to the platform {where}" in stopped.out
    assert (taken.code, taken.changes()) == (0, {name: "adopt"})
    assert (seen.code, seen.changes()[name]) == (1, "refused")
    assert (refused.code, refused.writes) == (3, [])
    assert f"it belongs to the platform {where}-mart" in refused.out
    assert [each["object"] for each in gone.events("deleted")] == []
    assert bench.read("configmap", "one", "-n", where)["data"] == {"a": "ours"}


def test_a_port_that_somebody_changed_is_told_and_replaced_when_asked(bench: Bench) -> None:
    where = bench.name
    service = {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": "db", "namespace": where},
        "spec": {"ports": [{"name": "sql", "port": 5432}]},
    }
    bench.write("", [namespace(where), service])
    assert bench.apply().code == 0
    patch = json.dumps({"spec": {"ports": [{"name": "sql", "port": 5433}]}})
    bench.cluster.output("patch", "svc", "db", "-n", where, "--type=merge", f"-p={patch}")

    stopped = bench.apply()
    replaced = bench.apply(f"--recreate=Service/{where}/db")

    (change,) = [each for each in stopped.events("change") if each["change"] == "refused"]
    assert (stopped.code, stopped.writes) == (3, [])
    assert "kubectl" in change["reason"]
    assert change["fix"].endswith(f"--recreate=Service/{where}/db")
    assert (replaced.code, replaced.changes()) == (0, {f"Service/{where}/db": "recreate"})
    ports = bench.read("svc", "db", "-n", where)["spec"]["ports"]
    assert [each["port"] for each in ports] == [5432]


def test_a_conflict_is_taken_only_where_it_is_named(bench: Bench) -> None:
    where = bench.name
    maps = [config_map(name, where, a="ours") for name in ("one", "two")]
    bench.write("", [namespace(where), *maps])
    bench.apply()
    for name in ("one", "two"):
        set_by(bench, "other", config_map(name, where, a="theirs"))

    one = bench.apply(f"--force-conflicts=ConfigMap/{where}/one")
    both = bench.apply("--force-conflicts")

    assert (one.code, one.writes, one.changes()[f"ConfigMap/{where}/two"]) == (3, [], "conflict")
    assert both.code == 0
    assert bench.read("configmap", "two", f"--namespace={where}")["data"] == {"a": "ours"}


def test_the_advice_at_a_conflict_leaves_the_field_to_its_owner(bench: Bench) -> None:
    where = bench.name
    bench.write(
        f"namespaces: {{{where}: {{}}}}\n"
        "components:\n"
        f"  web: {{namespace: {where}, workload: {{image: 'registry.example/app:1.0', resources:"
        " {requests: {cpu: 10m, memory: 16Mi}, limits: {memory: 32Mi}}}}\n"
    )
    assert bench.apply().code == 0
    bench.cluster.output("scale", "deployment/web", "-n", where, "--replicas=3")

    stopped = bench.apply()
    (told,) = [each for each in stopped.events("change") if each["change"] == "conflict"]
    patch = told["fix"].rpartition("as by `")[2].partition("`")[0]
    more = "{spec: {template: {metadata: {labels: {a: b}}}}}"
    patches = bench.folder / "specs" / "patches.yaml"
    patches.write_text(f"patches:\n  - {{target: Deployment/{where}/web, patch: {more}}}\n")
    (again,) = [each for each in bench.apply().events("change") if each["change"] == "conflict"]
    patches.write_text(f"patches:\n  - {patch}\n")
    left = bench.apply()

    assert (stopped.code, stopped.writes) == (3, [])
    # A patch of other fields is not the place of this one.
    assert (again["file"], again["line"]) == (told["file"], told["line"])
    assert (left.code, bench.apply().changes()) == (0, {}), left.out
    assert bench.read("deployment", "web", "-n", where)["spec"]["replicas"] == 3


def test_what_is_there_already_is_adopted_and_keeps_what_others_set(bench: Bench) -> None:
    where = bench.name
    set_by(bench, "others", namespace(where))
    set_by(bench, "others", config_map("one", where, theirs="x"))
    bench.write("", [namespace(where), config_map("one", where, ours="y")])

    first, second = bench.apply(), bench.apply()

    assert first.changes() == {f"Namespace/{where}": "adopt", f"ConfigMap/{where}/one": "adopt"}
    assert (second.changes(), second.writes) == ({}, [])
    live = bench.read("configmap", "one", f"--namespace={where}")
    assert live["data"] == {"theirs": "x", "ours": "y"}


def test_an_immutable_field_is_replaced_only_on_demand(bench: Bench) -> None:
    where = bench.name
    job: Document = {
        **deployment("once", where, {"ends": "Succeeded"}),
        "apiVersion": "batch/v1",
        "kind": "Job",
    }
    del job["spec"]["replicas"], job["spec"]["selector"]
    job["spec"]["template"]["spec"]["restartPolicy"] = "Never"
    bench.write("", [namespace(where), job])
    first = bench.apply()
    job["spec"]["template"]["spec"]["containers"][0]["image"] = "registry.example/app:2.0"
    bench.write("", [namespace(where), job])

    refused = bench.apply()
    replaced = bench.apply(f"--recreate=Job/{where}/once")

    assert (first.code, refused.code, refused.writes) == (0, 3, [])
    assert replaced.changes() == {f"Job/{where}/once": "recreate"}
    assert replaced.code == 0
    live = bench.read("job", "once", f"--namespace={where}")
    assert live["spec"]["template"]["spec"]["containers"][0]["image"].endswith(":2.0")


def test_left_over_objects_are_listed_and_go_with_prune(bench: Bench) -> None:
    where = bench.name
    maps = [config_map(f"map-{number}", where) for number in range(8)]
    bench.write("", [namespace(where), *maps])
    bench.apply()
    bench.write("", [namespace(where), *maps[:6]])

    kept = bench.apply()
    pruned = bench.apply("--prune")
    after = bench.apply("--prune")

    gone = {f"ConfigMap/{where}/map-6", f"ConfigMap/{where}/map-7"}
    assert (kept.code, kept.writes, set(kept.changes())) == (0, [], gone)
    assert (pruned.code, pruned.changes()) == (0, dict.fromkeys(gone, "delete"))
    assert (after.changes(), after.writes) == ({}, [])
    assert {"map-5", "map-6"} & set(bench.names("configmap", where)) == {"map-5"}


@pytest.mark.parametrize(
    ("left", "told"),
    [
        pytest.param(6, "4 of 10 objects would be deleted: 40 %", id="40 %"),
        pytest.param(0, "no object any more", id="an empty spec"),
    ],
)
def test_a_shrunken_set_is_refused_until_it_is_meant(bench: Bench, left: int, told: str) -> None:
    where = bench.name
    bench.cluster.output("create", "namespace", where)
    maps = [config_map(f"map-{number}", where) for number in range(10)]
    bench.write("", maps)
    bench.apply()
    bench.write("", maps[:left])

    refused = bench.apply("--prune")
    done = bench.apply("--prune", "--prune-many")

    assert (refused.code, refused.writes) == (3, [])
    assert told in refused.events("end")[0]["message"]
    assert len(refused.changes()) == 10 - left
    assert done.code == 0
    names = [name for name in bench.names("configmap", where) if name.startswith("map-")]
    assert len(names) == left


def claim(name: str, where: str) -> Document:
    return {
        "apiVersion": "v1",
        "kind": "PersistentVolumeClaim",
        "metadata": {"name": name, "namespace": where},
        "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}},
    }


def test_what_cannot_be_made_again_stays_until_it_is_named(bench: Bench) -> None:
    where, group = bench.name, f"{bench.name}.example.com"
    kept = [config_map(f"map-{number}", "default", who=where) for number in range(12)]
    for each in kept:
        each["metadata"]["name"] = f"{where}-{each['metadata']['name']}"
    guarded = [
        namespace(where),
        claim("data", where),
        definition(group, "Widget"),
        custom(group, "Widget", "ours", where),
    ]
    bench.write("", [*kept, *guarded])
    first = bench.apply()
    bench.cluster.output("create", "configmap", "stranger", f"--namespace={where}")
    bench.cluster.output("create", "-f-", stdin=json.dumps(custom(group, "Widget", "red", where)))
    bench.write("", kept)

    done = bench.apply("--prune", "--prune-many")
    named = bench.apply("--prune", "--prune-many", f"--delete=Namespace/{where}")

    by_object = {each["object"]: each for each in done.events("change")}
    definition_name = f"CustomResourceDefinition/widgets.{group}"
    assert (first.code, done.code) == (0, 0)
    assert {name: each["change"] for name, each in by_object.items() if "map-" not in name} == {
        f"Namespace/{where}": "keep",
        f"PersistentVolumeClaim/{where}/data": "keep",
        definition_name: "keep",
        f"Widget/{where}/ours": "delete",
    }
    assert by_object[f"Namespace/{where}"]["dies"] == ["ConfigMap/stranger", "Widget/red"]
    claimed = by_object[f"PersistentVolumeClaim/{where}/data"]["dies"]
    assert len(claimed) == 1
    assert claimed[0].startswith("the data in it")
    assert by_object[definition_name]["dies"] == [f"Widget/{where}/ours", f"Widget/{where}/red"]
    assert named.changes()[f"Namespace/{where}"] == "delete"
    assert bench.cluster.kubectl("get", "namespace", where).returncode != 0


def test_the_claims_that_a_set_leaves_are_named_with_what_takes_them(bench: Bench) -> None:
    where = bench.name
    maps = [config_map(f"map-{number}", where) for number in range(6)]
    bench.write("", [namespace(where), *maps, changed(STORE, "metadata/namespace", where)])
    assert bench.apply("--no-wait").code == 0
    # Nothing binds a claim here, so the set's own is made by hand, as its controller makes it.
    left = claim("data-store-0", where)
    left["metadata"]["labels"] = STORE["spec"]["selector"]["matchLabels"]
    bench.cluster.run(system.kubectl(), "apply", "-f-", stdin=json.dumps(left))
    bench.write("", [namespace(where), *maps])

    told = bench.run("apply", "--prune", "--dry-run").out
    pruned = bench.apply("--prune")

    (change,) = [each for each in pruned.events("change") if each["change"] == "delete"]
    name = f"PersistentVolumeClaim/{where}/data-store-0"
    assert (pruned.code, change["claims"]) == (0, [name])
    assert f"its data stays, in {name}" in " ".join(told.split())
    way = f"kubectl delete --namespace={where} persistentvolumeclaim/data-store-0"
    assert way in " ".join(told.split())
    assert bench.names("persistentvolumeclaim", where) == ["data-store-0"]


def test_what_others_made_or_took_over_is_never_deleted(bench: Bench) -> None:
    where = bench.name
    maps = [config_map(f"map-{number}", where) for number in range(12)]
    bench.write("", [namespace(where), *maps])
    bench.apply()
    # One made anew by somebody, one without our label, one with it that we never made.
    bench.cluster.output("delete", "configmap", "map-0", f"--namespace={where}")
    identity = bench.read("configmap", "map-1", f"--namespace={where}")["metadata"]["labels"]
    anew = config_map("map-0", where)
    anew["metadata"]["labels"] = identity
    planted = config_map("planted", where)
    planted["metadata"]["labels"] = identity
    for each in (anew, planted):
        bench.cluster.output("create", "-f-", stdin=json.dumps(each))
    label = "applyset.kubernetes.io/part-of-"
    bench.cluster.output("label", "configmap", "map-1", f"--namespace={where}", label)
    bench.write("", [namespace(where), *maps[2:]])

    done = bench.apply("--prune")

    assert done.code == 0
    assert set(done.changes().values()) <= {"keep", "gone"}
    assert {"map-0", "map-1", "planted"} <= set(bench.names("configmap", where))


def test_a_kind_that_is_gone_is_forgotten_with_a_note(bench: Bench) -> None:
    where, group = bench.name, f"{bench.name}.example.com"
    bench.cluster.output("create", "-f-", stdin=json.dumps(definition(group, "Gadget")))
    bench.cluster.output(
        "wait", "--for=condition=Established", f"crd/gadgets.{group}", "--timeout=30s"
    )
    gadget = custom(group, "Gadget", "one", where)
    maps = [config_map(f"map-{number}", where) for number in range(5)]
    bench.write("", [namespace(where), gadget, *maps])
    first = bench.apply()
    bench.cluster.output("delete", f"crd/gadgets.{group}")
    bench.write("", [namespace(where), *maps])

    done = bench.apply("--prune")
    after = bench.apply("--prune")

    assert (first.code, done.code) == (0, 0)
    assert done.changes() == {f"Gadget/{where}/one": "gone"}
    assert (after.changes(), after.writes) == ({}, [])


def test_kubectl_reads_our_list_as_an_apply_set(bench: Bench) -> None:
    where = bench.name
    bench.write("", [namespace(where), config_map("one", where)])
    bench.apply()

    parent = bench.read("configmap", f"platformgen-{bench.name}", "--namespace=platformgen")
    identity = parent["metadata"]["labels"]["applyset.kubernetes.io/id"]
    members = bench.cluster.output(
        "get",
        "configmap,namespace",
        "--all-namespaces",
        f"--selector=applyset.kubernetes.io/part-of={identity}",
        "-o",
        "name",
    )

    assert members.split() == ["configmap/one", f"namespace/{where}"]
    kinds = parent["metadata"]["annotations"]["applyset.kubernetes.io/contains-group-kinds"]
    assert kinds == "ConfigMap,Namespace"


def test_kubectl_knows_the_list_for_that_of_another_tool(bench: Bench) -> None:
    where = bench.name
    bench.write("", [namespace(where), config_map("one", where)])
    bench.apply()

    words = ["apply", "--prune", f"--applyset=configmaps/platformgen-{where}", "-f-"]
    done = bench.cluster.run(
        "env",
        "KUBECTL_APPLYSET=true",
        system.kubectl(),
        *words,
        "--namespace=platformgen",
        stdin=json.dumps(config_map("one", "platformgen")),
    )

    # It reads the id and the tool, and leaves what is not its own: an id that it computes
    # otherwise would be told first.
    assert done.returncode != 0
    assert 'is managed by tooling "platformgen" instead of "kubectl"' in done.stderr


def test_a_namespace_that_is_going_is_waited_for_and_made_again(bench: Bench) -> None:
    where = bench.name
    bench.write("", [namespace(where), config_map("one", where)])
    bench.apply()
    before = bench.read("namespace", where)["metadata"]["uid"]
    held = '{"metadata":{"finalizers":["example.com/hold"]}}'
    patch = ("patch", "configmap", "one", f"--namespace={where}", "--type=merge", "-p")
    bench.cluster.output(*patch, held)
    bench.cluster.output("delete", "namespace", where, "--wait=false")
    free = '{"metadata":{"finalizers":null}}'
    kubectl = f"{system.kubectl()} --kubeconfig={bench.cluster.kubeconfig}"
    script = f"sleep 6; exec {kubectl} {' '.join(patch)} '{free}'"
    status = bench.run("status", "--format", "json")
    release = subprocess.Popen([*bench.cluster.enter, "sh", "-c", script])
    done = bench.apply()
    release.communicate()

    said = json.loads(status.out)["rest"]["reasons"]
    assert status.code == 1
    assert any(each.startswith(f"Namespace/{where}: it is being deleted") for each in said)
    told = [each for each in done.events("waiting") if each["object"] == f"Namespace/{where}"]
    assert any("example.com/hold" in each["message"] for each in told)
    after = bench.read("namespace", where)
    assert done.code == 0, done.out
    assert after["metadata"]["uid"] != before
    assert after["status"]["phase"] == "Active"
    assert bench.names("configmap", where).count("one") == 1


def test_what_was_allowed_in_vain_is_told_and_a_name_that_nothing_has_is_refused(
    bench: Bench,
) -> None:
    where = bench.name
    bench.write("", [namespace(where), config_map("one", where, a="1")])
    assert bench.apply().code == 0
    name = f"ConfigMap/{where}/one"

    plain = bench.run("apply", "--yes", f"--recreate={name}", f"--force-conflicts={name}")
    data = bench.apply(f"--recreate={name}")
    unknown = bench.run("apply", "--yes", f"--recreate={name[:-1]}")

    assert (plain.code, plain.writes) == (0, [])
    for line in ("--recreate {}: nothing to recreate there", "--force-conflicts {}: nothing to"):
        assert f"{line.format(name)}" in plain.out
    assert [each["object"] for each in data.events("note")] == [name]
    assert (unknown.code, unknown.writes) == (2, [])
    assert unknown.err == (
        f"error: --recreate: there is no '{name[:-1]}' here\n  fix: did you mean '{name}'?\n"
    )


def test_a_namespace_that_is_held_is_waited_for_as_long_as_was_said(bench: Bench) -> None:
    where = bench.name
    held = config_map("held", where)
    held["metadata"]["finalizers"] = ["example.com/hold"]
    bench.write("", [namespace(where), config_map("one", where)])
    assert bench.apply().code == 0
    bench.cluster.output("create", "-f-", stdin=json.dumps(held))
    bench.cluster.output("delete", "namespace", where, "--wait=false")
    bench.cluster.output(
        "wait", f"namespace/{where}", "--for=condition=NamespaceFinalizersRemaining"
    )

    status = bench.run("status")
    done = bench.apply("--timeout", "3")
    bench.cluster.output(
        "patch", "configmap", "held", "-n", where, "--type=merge",
        '-p={"metadata":{"finalizers":null}}',
    )  # fmt: skip
    mended = bench.apply()

    (failed,) = done.events("failed")
    told = done.events("waiting")[-1]
    assert (done.code, failed["object"]) == (3, f"Namespace/{where}")
    assert re.match(r"after \d s it is being deleted: it waits for ", failed["message"])
    for each in (failed, told):
        assert "example.com/hold in 1 resource instances" in each["message"]
    assert failed["fix"]
    assert status.code == 1
    assert f"Namespace/{where}: it is being deleted: it waits for" in " ".join(status.out.split())
    assert (mended.code, bench.apply().changes()) == (0, {})
