"""A component given to Argo CD and taken back, while its pods run on as if nothing had happened."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import zip_longest

import pytest

from cluster.argo import CASCADE, MARK, FakeArgoCD, define
from cluster.bench import Bench, Document, Outcome, config_map
from cluster.test_guards import set_by
from cluster.test_history import rollback
from platformgen.apply.fingerprint import MANAGER
from platformgen.apply.inventory import MEMBER, set_id
from platformgen.apply.ownership import ARGO_CD

_WORKLOAD = (
    "{image: 'registry.example/app:%s', ports: {http: 8080}, env: {TIER: web}, resources:"
    " {requests: {cpu: 10m, memory: 16Mi}, limits: {memory: 32Mi}}}"
)


def write(
    bench: Bench, mode: str, version: str = "1.0", *, manages: str = "[shop]", build: bool = True
) -> None:
    """Write a platform in which `cd` manages `shop`, and build it: that is the repository."""
    where = bench.name
    bench.write(
        f"namespaces: {{{where}: {{network: open}}}}\n"
        f"gitops: {{repository: 'https://git.example/x', path: deploy, mode: {mode}}}\n"
        "components:\n"
        f"  cd: {{namespace: {where}, manages: {manages}, workload: {_WORKLOAD % version}}}\n"
        f"  shop: {{namespace: {where}, service: {{port: 80}}, workload: {_WORKLOAD % version}}}\n"
    )
    if build:
        built = bench.run("build", "--no-site")
        assert built.code == 0, built.err


@pytest.fixture
def argo(bench: Bench) -> FakeArgoCD:
    """Argo CD beside a platform that was applied with `mode: files`."""
    define(bench)
    write(bench, "files")
    assert bench.apply().code == 0
    return FakeArgoCD(bench)


def uids(bench: Bench) -> Mapping[str, str]:
    """Return what tells that nothing was made anew: neither pods, nor what they come from."""
    kinds = "deployment,replicaset,pod,service,serviceaccount"
    found = {
        f"{each['kind']}/{each['metadata']['name']}": each["metadata"]["uid"]
        for each in bench.read(kinds, "-n", bench.name)["items"]
        if each["metadata"]["name"].startswith("shop")
    }
    assert {name.partition("/")[0] for name in found} >= {"ReplicaSet", "Pod"}
    return found


def shop(bench: Bench) -> Document:
    words = ("deployment", "shop", "-n", bench.name, "--show-managed-fields")
    return bench.read(*words)


def appliers(live: Document) -> set[str]:
    managed = live["metadata"]["managedFields"]
    return {each["manager"] for each in managed if each["operation"] == "Apply"}


OURS = ("Deployment", "Service", "ServiceAccount")


def test_a_component_is_handed_over_and_nothing_of_it_moves(argo: FakeArgoCD) -> None:
    bench, where = argo.bench, argo.bench.name
    before, generation = uids(bench), shop(bench)["metadata"]["generation"]
    write(bench, "handover")

    done = bench.apply()
    given = shop(bench)
    argo.sync()
    again = bench.apply("--prune", "--prune-many")

    assert done.code == 0, done.out
    assert done.changes() == {
        f"Application/{where}/shop": "create",
        **{f"{kind}/{where}/shop": "hand over" for kind in OURS},
    }
    assert {each["object"] for each in done.events("handed")} == {
        f"{kind}/{where}/shop" for kind in OURS
    }
    assert MEMBER not in given["metadata"]["labels"]
    assert appliers(given) == {ARGO_CD}
    assert (again.code, again.changes(), again.writes) == (0, {}, [])
    assert given["metadata"]["generation"] == generation
    assert uids(bench) == before
    assert set(bench.inventory()[f"Application.argoproj.io/{where}"]) == {"shop"}
    assert set(bench.inventory()[f"Deployment.apps/{where}"]) == {"cd"}


def handed(argo: FakeArgoCD) -> None:
    """Hand the component over, and let Argo CD apply it."""
    write(argo.bench, "handover")
    assert argo.bench.apply().code == 0
    argo.sync()


def finalizers(argo: FakeArgoCD, *names: str) -> None:
    """Let somebody set finalizers of the Application."""
    patch(argo, {"metadata": {"finalizers": names}})


def patch(argo: FakeArgoCD, change: Mapping[str, object], *words: str) -> None:
    """Let somebody change the Application."""
    where = ("applications.argoproj.io", "shop", "-n", argo.bench.name)
    text = json.dumps(change)
    argo.bench.cluster.output("patch", *where, *words, "--type=merge", "-p", text)


@pytest.mark.parametrize("manages", ["[shop]", "[]"])
def test_a_component_is_taken_back_and_nothing_of_it_moves(argo: FakeArgoCD, manages: str) -> None:
    bench, where = argo.bench, argo.bench.name
    before = uids(bench)
    handed(argo)
    marked = shop(bench)["metadata"]["annotations"]
    finalizers(argo, CASCADE)
    write(bench, "files", manages=manages)

    done = bench.apply()
    again = bench.apply("--prune", "--prune-many")

    live = shop(bench)
    assert MARK in marked
    assert done.code == 0, done.out
    assert done.changes() == {
        f"Application/{where}/shop": "withdraw",
        **{f"{kind}/{where}/shop": "take back" for kind in OURS},
    }
    assert argo.names() == []
    assert appliers(live) == {MANAGER}
    assert MARK not in live["metadata"]["annotations"]
    assert (again.code, again.changes(), again.writes) == (0, {}, [])
    assert uids(bench) == before


def writes(done: Outcome) -> list[int]:
    """Return the numbers of the requests by which a run changed something."""
    asked = enumerate(done.seen, 1)
    return [
        number for number, (method, path, _) in asked if method != "GET" and "dryRun" not in path
    ]


def test_a_run_that_is_killed_at_any_write_is_finished_by_the_next(argo: FakeArgoCD) -> None:
    bench = argo.bench
    before = uids(bench)
    write(bench, "handover", build=False)
    over = writes(bench.apply())
    argo.sync()
    write(bench, "files", build=False)
    back = writes(bench.apply())
    assert len(over) > len(OURS)
    assert len(back) > 2 * len(OURS)

    final = {"handover": ({ARGO_CD}, ["shop"]), "files": ({MANAGER}, [])}

    for moments in zip_longest(over, back, fillvalue=back[0]):
        for mode, at in zip(("handover", "files"), moments, strict=True):
            write(bench, mode, build=False)
            bench.apply(signal={"name": "SIGKILL", "at": at, "when": "after"})
            argo.sync()

            done = bench.apply("--prune", "--prune-many")

            assert (mode, at, done.code, done.events("deleted")) == (mode, at, 0, []), done.out
            assert uids(bench) == before
            assert (mode, at, appliers(shop(bench)), argo.names()) == (mode, at, *final[mode])


def test_what_others_change_all_the_time_stays_and_is_told(argo: FakeArgoCD) -> None:
    bench, where = argo.bench, argo.bench.name
    path = f"/api/v1/namespaces/{where}/services/shop?fieldManager=platformgen"
    application = f"/apis/argoproj.io/v1alpha1/namespaces/{where}/applications/shop"
    write(bench, "handover", build=False)

    over = bench.apply(faults={"crossed": f"PATCH {path}"})
    finished = bench.apply()
    argo.sync()
    write(bench, "files", build=False)
    back = bench.apply(faults={"crossed": f"DELETE {application}"})

    (given,), (taken,) = over.events("failed"), back.events("failed")
    assert (over.code, given["object"]) == (3, f"Service/{where}/shop")
    assert "others change it again and again" in given["message"]
    assert finished.changes() == {f"Service/{where}/shop": "hand over"}
    assert (back.code, taken["object"]) == (3, f"Application/{where}/shop")
    assert {each["object"] for each in back.events("undone")} == {
        f"{kind}/{where}/shop" for kind in OURS
    }
    assert (appliers(shop(bench)), argo.names()) == ({ARGO_CD}, ["shop"])


def test_what_others_own_is_told_and_what_argo_cd_changed_is_not(argo: FakeArgoCD) -> None:
    bench, where = argo.bench, argo.bench.name
    write(bench, "handover", "2.0")
    assert bench.apply().code == 0
    argo.sync()
    scaled = {"apiVersion": "apps/v1", "kind": "Deployment", "spec": {"replicas": 3}}
    set_by(bench, "other", {**scaled, "metadata": {"name": "shop", "namespace": where}})
    write(bench, "files", "1.0")

    refused = bench.apply()
    done = bench.apply(f"--force-conflicts=Deployment/{where}/shop")

    (conflict,) = (each for each in refused.events("change") if each["change"] == "conflict")
    assert (refused.code, refused.writes) == (3, [])
    assert [(each["field"], each["manager"]) for each in conflict["conflicts"]] == [
        ("spec.replicas", "other")
    ]
    (change,) = (
        each for each in done.events("change") if each["object"] == f"Deployment/{where}/shop"
    )
    at = "spec.template.spec.containers[shop].image"
    assert (done.code, change["change"]) == (0, "take back")
    assert {each["field"]: each["after"] for each in change["fields"]}[at].endswith(":1.0")
    assert shop(bench)["spec"]["template"]["spec"]["containers"][0]["image"].endswith(":1.0")


def test_argo_cd_is_as_any_other_where_nothing_was_handed_over(argo: FakeArgoCD) -> None:
    bench, where = argo.bench, argo.bench.name
    scaled = {"apiVersion": "apps/v1", "kind": "Deployment", "spec": {"replicas": 3}}
    set_by(bench, ARGO_CD, {**scaled, "metadata": {"name": "shop", "namespace": where}})

    done = bench.apply()

    assert (done.code, done.writes, done.changes()) == (
        3,
        [],
        {f"Deployment/{where}/shop": "conflict"},
    )


def test_an_application_that_is_refused_leaves_all_with_us(argo: FakeArgoCD) -> None:
    bench, where = argo.bench, argo.bench.name
    hard = "--hard=count/applications.argoproj.io=0"
    bench.cluster.output("create", "quota", "none", hard, "-n", where)
    used = "--for=jsonpath={.status.hard}"
    bench.cluster.output("wait", used, "quota/none", "-n", where)
    write(bench, "handover")

    done = bench.apply("--prune", "--prune-many")

    assert done.code == 3
    (failed,) = done.events("failed")
    assert failed["object"] == f"Application/{where}/shop"
    assert {each["object"] for each in done.events("undone")} == {
        f"{kind}/{where}/shop" for kind in OURS
    }
    assert appliers(shop(bench)) == {MANAGER}
    assert set(bench.inventory()[f"Deployment.apps/{where}"]) == {"cd", "shop"}


def test_a_component_that_is_going_with_its_application_is_spared(argo: FakeArgoCD) -> None:
    bench = argo.bench
    before = uids(bench)
    handed(argo)
    finalizers(argo, CASCADE)
    going = ("delete", "applications.argoproj.io", "shop", "-n", bench.name, "--wait=false")
    bench.cluster.output(*going)
    write(bench, "files", build=False)

    done = bench.apply()

    assert (done.code, argo.names(), appliers(shop(bench))) == (0, [], {MANAGER}), done.out
    assert uids(bench) == before


def test_a_part_is_handed_over_alone(argo: FakeArgoCD) -> None:
    bench, where = argo.bench, argo.bench.name
    write(bench, "handover", build=False)

    other = bench.apply("--only", "cd")
    done = bench.apply("--only", "shop")
    write(bench, "files", build=False)
    back = bench.apply("--only", "shop")

    assert (other.code, other.changes()) == (0, {})
    assert (done.code, done.changes()[f"Deployment/{where}/shop"]) == (0, "hand over")
    assert (back.code, back.changes()[f"Deployment/{where}/shop"]) == (0, "take back")
    assert argo.names() == []


def test_an_application_that_lost_our_label_is_not_taken_for_one_that_is_gone(
    argo: FakeArgoCD,
) -> None:
    bench, where = argo.bench, argo.bench.name
    handed(argo)
    label(bench, f"{MEMBER}-")
    write(bench, "files")

    stopped = bench.apply("--prune", "--prune-many")
    label(bench, f"{MEMBER}={set_id(where)}")
    done = bench.apply()

    changes = {each["object"]: each for each in stopped.events("change")}
    assert (stopped.code, stopped.writes) == (3, [])
    assert {changes[f"{kind}/{where}/shop"]["change"] for kind in OURS} == {"refused"}
    reason = changes[f"Deployment/{where}/shop"]["reason"]
    assert f"Application/{where}/shop still has Argo CD apply it" in reason
    assert "it no longer carries our label" in reason
    assert (done.code, appliers(shop(bench)), argo.names()) == (0, {MANAGER}, [])


def label(bench: Bench, change: str) -> None:
    """Let somebody set a label of the Application, or take one off."""
    where = ("applications.argoproj.io", "shop", "-n", bench.name)
    bench.cluster.output("label", *where, "--overwrite", change)


def test_what_a_rollback_wants_changes_hands_as_it_does_for_the_spec(argo: FakeArgoCD) -> None:
    bench, where = argo.bench, argo.bench.name
    before = uids(bench)
    handed(argo)

    back = rollback(bench, "1")
    ours = appliers(shop(bench)), argo.names()
    forward = rollback(bench, "2")
    theirs = appliers(shop(bench)), argo.names()
    argo.sync()
    again = rollback(bench, "2")

    assert (back.code, back.changes()) == (
        0,
        {
            f"Application/{where}/shop": "withdraw",
            **{f"{kind}/{where}/shop": "take back" for kind in OURS},
        },
    ), back.out
    assert (forward.code, forward.changes()) == (
        0,
        {
            f"Application/{where}/shop": "create",
            **{f"{kind}/{where}/shop": "hand over" for kind in OURS},
        },
    ), forward.out
    assert (ours, theirs) == (({MANAGER}, []), ({ARGO_CD}, ["shop"]))
    assert (again.code, again.changes(), again.writes) == (0, {}, [])
    assert uids(bench) == before


def test_a_rollback_says_that_it_does_not_reach_what_argo_cd_has(argo: FakeArgoCD) -> None:
    bench, where = argo.bench, argo.bench.name
    handed(argo)
    write(bench, "handover", "2.0")
    assert bench.apply().code == 0
    argo.sync()

    done = rollback(bench)

    assert (done.code, done.changes()) == (0, {f"Deployment/{where}/cd": "update"}), done.out
    assert shop(bench)["spec"]["template"]["spec"]["containers"][0]["image"].endswith(":2.0")
    (end,) = done.events("end")
    assert "Argo CD applies shop as its repository says" in end["message"]


def test_what_the_spec_no_longer_has_leaves_what_argo_cd_made(argo: FakeArgoCD) -> None:
    bench, where = argo.bench, argo.bench.name
    before = uids(bench)
    handed(argo)
    finalizers(argo, CASCADE, "post-delete-finalizer.argocd.argoproj.io/cleanup")

    gone = bench.run("destroy", "--yes", "--format", "json")
    again = bench.run("destroy", "--yes", "--format", "json")

    (change,) = (
        each for each in gone.events("change") if each["object"] == f"Application/{where}/shop"
    )
    assert (gone.code, change["change"], change["stays"]) == (
        0,
        "delete",
        "what Argo CD made of it",
    )
    assert (argo.names(), bench.names("deployment", where)) == ([], ["shop"])
    assert uids(bench) == before
    assert (again.code, again.changes()) == (0, {f"Namespace/{where}": "keep"})


def test_what_came_back_in_part_is_told_by_destroy_and_not_deleted(argo: FakeArgoCD) -> None:
    bench, where = argo.bench, argo.bench.name
    handed(argo)
    write(bench, "files", build=False)
    path = f"/apis/apps/v1/namespaces/{where}/deployments/shop?fieldManager=platformgen"
    broken = bench.apply(faults={"crossed": f"PATCH {path}"})

    gone = bench.run("destroy", "--yes", "--format", "json")

    told = {each["object"]: each for each in gone.events("change")}
    left = told[f"Deployment/{where}/shop"]
    assert (broken.code, gone.code, argo.names()) == (3, 0, [])
    assert {broken.changes()[each["object"]] for each in broken.events("failed")} == {"take back"}
    assert (left["change"], left["reason"]) == (
        "keep",
        "Argo CD applied it last, and it no longer carries our label",
    )
    assert told[f"Service/{where}/shop"]["change"] == "delete"
    assert bench.names("deployment", where) == ["shop"]


def test_what_is_not_wanted_goes_in_the_run_that_hands_over(argo: FakeArgoCD) -> None:
    bench, where = argo.bench, argo.bench.name
    text = (bench.folder / "specs/platform.yaml").read_text()
    spec = text[text.index("namespaces:") :]
    bench.write(spec, [config_map("old", where)])
    assert bench.apply().code == 0
    before = uids(bench)
    bench.write(spec.replace("mode: files", "mode: handover").replace(" service: {port: 80},", ""))
    service = f"/api/v1/namespaces/{where}/serviceaccounts/shop?fieldManager=platformgen"

    crossed = bench.apply("--prune", "--prune-many", faults={"crossed": f"PATCH {service}"})
    kept = {"old", "shop"} <= {*bench.names("configmap", where), *bench.names("service", where)}
    done = bench.apply("--prune", "--prune-many")

    assert (crossed.code, crossed.events("deleted"), kept) == (3, [], True)
    assert (done.code, {each["object"] for each in done.events("deleted")}) == (
        0,
        {f"ConfigMap/{where}/old", f"Service/{where}/shop"},
    )
    assert uids(bench) == {
        name: uid for name, uid in before.items() if not name.startswith("Service/")
    }
    assert appliers(shop(bench)) == {ARGO_CD}


def test_an_application_that_others_changed_is_a_conflict_and_goes_all_the_same(
    argo: FakeArgoCD,
) -> None:
    bench, where = argo.bench, argo.bench.name
    handed(argo)
    application = {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "Application",
        "metadata": {"name": "shop", "namespace": where},
    }
    set_by(bench, "other", {**application, "spec": {"source": {"targetRevision": "theirs"}}})
    resources = [{"kind": "Ingress", "namespace": where, "name": "old"}]
    patch(argo, {"status": {"resources": resources}}, "--subresource=status")

    refused = bench.apply()
    write(bench, "files", build=False)
    done = bench.apply()

    assert (refused.code, refused.writes) == (3, [])
    assert refused.changes() == {f"Application/{where}/shop": "conflict"}
    (withdrawn,) = (each for each in done.events("change") if each["change"] == "withdraw")
    assert (done.code, withdrawn["left"]) == (0, [f"Ingress/{where}/old"])
    assert (appliers(shop(bench)), argo.names()) == ({MANAGER}, [])


def test_a_plan_says_what_changes_hands_and_nothing_is_written(argo: FakeArgoCD) -> None:
    bench, where = argo.bench, argo.bench.name
    write(bench, "handover")

    over = bench.run("apply", "--dry-run")
    bench.apply()
    write(bench, "files")
    back = bench.run("apply", "--dry-run")

    application = f"Application/{where}/shop"
    assert (over.code, over.writes, back.code, back.writes) == (0, [], 0, [])
    assert f"hand over Deployment/{where}/shop" in over.out
    assert f"Argo CD applies it from now on, by {application}" in " ".join(over.out.split())
    assert f"withdraw  {application}" in back.out
    assert f"take back Deployment/{where}/shop" in back.out
    assert "it is Argo CD's, and becomes ours" in back.out
    assert max(map(len, (over.out + back.out).splitlines())) <= 80
