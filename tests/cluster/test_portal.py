"""The catalog reaches a portal whose Deployment a chart or a manifest makes, and stays there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cluster.bench import Bench, Document, Outcome, config_map, deployment
from cluster.charting import Charts, chart
from cluster.test_guards import set_by

CATALOG = "/app/catalog"
MANAGER = "platformgen-portal"


@pytest.fixture
def charts(bench: Bench, helm: Path, tmp_path: Path) -> Charts:
    """A platform whose portal is a chart of two versions; the second has one more variable."""
    charts = Charts(bench, helm, tmp_path / "world")
    for version in ("1.0.0", "1.1.0"):
        made = deployment("portal", bench.name)
        (main,) = containers(made)
        main["env"] = [{"name": "CHART", "value": version}]
        main["volumeMounts"] = [{"name": "own", "mountPath": "/own"}]
        made["spec"]["template"]["spec"]["volumes"] = [{"name": "own", "emptyDir": {}}]
        charts.carry("portal", version, chart("portal", version, made))
    return charts


def containers(made: Document) -> list[Document]:
    found: list[Document] = made["spec"]["template"]["spec"]["containers"]
    return found


def write(charts: Charts, version: str = "1.0.0", title: str = "Portal", portal: str = "") -> None:
    where = charts.bench.name
    helm = f"{{release: portal, repo: 'https://charts.example', chart: portal, version: {version}}}"
    charts.bench.write(
        f"namespaces: {{{where}: {{network: open}}}}\n"
        "components:\n  portal:\n"
        f"    title: {title}\n"
        f"    namespace: {where}\n"
        f"    install: {{helm: {helm}}}\n"
        "    runs: {kind: Deployment, name: portal}\n"
        + (portal or f"    portal: {{catalog: {CATALOG}}}\n")
    )


def installed(charts: Charts) -> Outcome:
    write(charts)
    charts.lock()
    done = charts.apply()
    assert done.code == 0, (done.out, done.err)
    return done


def live(bench: Bench) -> Document:
    return bench.read("deployment", "portal", "-n", bench.name, "--show-managed-fields")


def mounted(made: Document) -> tuple[list[str], list[str], bool]:
    """Return the volumes, the paths of the mounts, and whether there is a checksum."""
    pod = made["spec"]["template"]
    paths = [each["mountPath"] for each in containers(made)[0]["volumeMounts"]]
    names = [each["name"] for each in pod["spec"]["volumes"]]
    return sorted(names), sorted(paths), "checksum/portal" in pod["metadata"].get("annotations", {})


MOUNTED = (["own", "portal-catalog"], [CATALOG, "/own"], True)
BARE = (["own"], ["/own"], False)


def revisions(bench: Bench) -> int:
    """Return how many times the pods were rolled out."""
    return int(live(bench)["metadata"]["annotations"]["deployment.kubernetes.io/revision"])


def by_object(outcome: Outcome) -> dict[str, Any]:
    return {each["object"]: each for each in outcome.events("change")}


def test_the_catalog_is_mounted_into_what_a_chart_makes_in_the_same_pass(charts: Charts) -> None:
    bench, where = charts.bench, charts.bench.name

    first = installed(charts)
    second = charts.apply()
    health = charts.run("status")

    change = by_object(first)[f"Deployment/{where}/portal"]
    lines = (bench.folder / "specs" / "platform.yaml").read_text().splitlines()
    assert (first.events("failed"), first.events("unready")) == ([], [])
    assert change["change"] == "mount"
    assert "portal:" in lines[change["line"] - 1]
    assert mounted(live(bench)) == MOUNTED
    data = bench.read("configmap", "portal-catalog-1", "-n", where)["data"]
    assert "title: Portal" in data["entities-1.yaml"]
    assert (second.code, second.changes(), second.writes) == (0, {}, [])
    kinds = {name.partition("/")[0] for name in by_object(second)}
    assert len(second.seen) <= len(kinds) + 8, [path for _, path, _ in second.seen]
    assert (health.code, health.out.count("portal ")) == (0, 1), health.out
    assert charts.helms() == ["upgrade"]


def test_a_changed_catalog_rolls_the_pods_and_an_unchanged_one_does_not(charts: Charts) -> None:
    bench, where = charts.bench, charts.bench.name
    installed(charts)
    before = revisions(bench)
    write(charts, title="Another")

    done = charts.apply()
    after = revisions(bench)
    again = charts.apply()

    assert done.changes() == {
        f"ConfigMap/{where}/portal-catalog-1": "update",
        f"Deployment/{where}/portal": "mount",
    }
    assert [each["object"] for each in done.events("applied")] == list(done.changes())
    assert (done.code, after, revisions(bench)) == (0, before + 1, after)
    assert (again.changes(), again.writes) == ({}, [])
    assert charts.helms() == ["upgrade"]


def test_so_it_is_where_the_deployment_is_ours(bench: Bench) -> None:
    where = bench.name
    spec = (
        f"namespaces: {{{where}: {{network: open}}}}\n"
        "components:\n  portal:\n"
        "    title: TITLE\n"
        f"    namespace: {where}\n"
        '    workload: {image: "registry.example/portal:1.0", ports: {http: 7007},'
        " resources: {limits: {cpu: 100m, memory: 16Mi}}}\n"
        f"    portal: {{catalog: {CATALOG}}}\n"
    )
    bench.write(spec.replace("TITLE", "Portal"))
    first, before = bench.apply(), revisions(bench)
    bench.write(spec.replace("TITLE", "Another"))

    done, after = bench.apply(), revisions(bench)
    again = bench.apply()

    assert (first.code, done.code, after) == (0, 0, before + 1)
    assert done.changes() == {
        f"ConfigMap/{where}/portal-catalog-1": "update",
        f"Deployment/{where}/portal": "update",
    }
    assert (again.changes(), again.writes) == ({}, [])


@pytest.mark.parametrize(
    "side", [pytest.param("true", id="by server"), pytest.param("false", id="three-way, as helm 3")]
)
def test_an_upgrade_by_helm_leaves_the_mount_where_it_is(charts: Charts, side: str) -> None:
    bench, where = charts.bench, charts.bench.name
    write(charts)
    charts.lock()
    words = ("--namespace", where, "--create-namespace", f"--server-side={side}")
    by_hand(charts, "install", "portal", "1.0.0", *words)
    assert charts.apply().code == 0
    before = mounted(live(bench))

    by_hand(charts, "upgrade", "portal", "1.1.0", "--namespace", where, f"--server-side={side}")
    write(charts, "1.1.0")
    charts.lock()
    done = charts.apply()

    assert before == mounted(live(bench)) == MOUNTED
    assert containers(live(bench))[0]["env"] == [{"name": "CHART", "value": "1.1.0"}]
    assert (done.code, done.changes(), done.writes[2:-2]) == (0, {}, [])


def by_hand(charts: Charts, verb: str, release: str, version: str, *words: str) -> None:
    archive = charts.folder / "charts" / f"{release}-{version}.tgz"
    done = charts.bench.cluster.run(charts.helm, verb, release, archive, *words)
    assert done.returncode == 0, done.stderr


def test_a_new_version_of_the_chart_and_a_changed_catalog_go_in_one_pass(charts: Charts) -> None:
    bench, where = charts.bench, charts.bench.name
    installed(charts)
    write(charts, "1.1.0", "Another")
    charts.lock()

    done = charts.apply()
    again = charts.apply()

    assert (done.code, done.changes()) == (
        0,
        {
            f"Release/{where}/portal": "upgrade",
            f"ConfigMap/{where}/portal-catalog-1": "update",
            f"Deployment/{where}/portal": "mount",
        },
    )
    assert mounted(live(bench)) == MOUNTED
    assert (again.changes(), again.writes) == ({}, [])


def test_a_field_that_another_owns_is_a_conflict_and_taken_when_asked(charts: Charts) -> None:
    bench, where = charts.bench, charts.bench.name
    installed(charts)
    theirs = {"spec": {"template": {"metadata": {"annotations": {"checksum/portal": "theirs"}}}}}
    set_by(bench, "stranger", {**named(bench), **theirs})

    stopped = charts.apply()
    forced = charts.apply(f"--force-conflicts=Deployment/{where}/portal")
    again = charts.apply()

    change = by_object(stopped)[f"Deployment/{where}/portal"]
    (contest,) = change["conflicts"]
    assert (stopped.code, stopped.writes, change["change"]) == (3, [], "conflict")
    assert (contest["manager"], contest["theirs"]) == ("stranger", "theirs")
    assert change["file"] == "specs/platform.yaml"
    assert (forced.code, forced.changes()) == (0, {f"Deployment/{where}/portal": "mount"})
    assert (again.code, again.changes(), again.writes) == (0, {}, [])


def named(bench: Bench) -> Document:
    metadata = {"name": "portal", "namespace": bench.name}
    return {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": metadata}


def test_a_mount_that_is_no_longer_wanted_goes_and_the_deployment_stays(charts: Charts) -> None:
    bench, where = charts.bench, charts.bench.name
    installed(charts)
    write(charts, portal="    portal: {}\n")

    kept = charts.apply()
    still = mounted(live(bench))
    pruned = charts.apply("--prune", "--prune-many")
    after = live(bench)
    again = charts.apply("--prune")

    key = f"Deployment/{where}/portal"
    assert (kept.code, kept.changes()[key], still) == (0, "keep", MOUNTED)
    assert (pruned.code, pruned.changes()) == (
        0,
        {key: "unmount", f"ConfigMap/{where}/portal-catalog-1": "delete"},
    )
    gone = [each["object"] for each in pruned.events("deleted")]
    assert gone == [key, f"ConfigMap/{where}/portal-catalog-1"]
    assert mounted(after) == BARE
    assert MANAGER not in {each["manager"] for each in after["metadata"]["managedFields"]}
    assert (again.code, again.changes(), again.writes) == (0, {}, [])
    assert "fields@" not in str(bench.inventory())


def test_what_others_took_away_is_drift_and_is_put_back(charts: Charts) -> None:
    bench, where = charts.bench, charts.bench.name
    installed(charts)
    path = "/spec/template/spec/containers/0/volumeMounts"
    patch = [{"op": "replace", "path": path, "value": [{"name": "own", "mountPath": "/own"}]}]
    bench.cluster.output(
        "patch", "deployment", "portal", "-n", where, "--type=json", "-p", json.dumps(patch)
    )

    health = charts.run("status", "--format", "json")
    done = charts.apply()

    assert health.code == 1
    assert '"mount"' in health.out
    assert (done.code, done.changes()) == (0, {f"Deployment/{where}/portal": "mount"})
    assert mounted(live(bench)) == MOUNTED


def test_a_release_that_somebody_uninstalled_comes_back_with_its_mount(charts: Charts) -> None:
    bench, where = charts.bench, charts.bench.name
    installed(charts)
    assert bench.cluster.run(charts.helm, "uninstall", "portal", "-n", where).returncode == 0

    done = charts.apply()

    assert (done.code, done.changes()) == (
        0,
        {f"Release/{where}/portal": "install", f"Deployment/{where}/portal": "mount"},
    )
    assert mounted(live(bench)) == MOUNTED


def test_a_container_that_is_not_there_is_told_and_nothing_is_put_into_the_object(
    charts: Charts,
) -> None:
    bench, where = charts.bench, charts.bench.name
    write(charts)
    charts.lock()
    lock = bench.folder / "platform.lock"
    lock.write_text(lock.read_text().replace("Deployment/portal: main", "Deployment/portal: other"))

    done = charts.apply()

    (failed,) = done.events("failed")
    assert (done.code, failed["object"]) == (3, f"Deployment/{where}/portal")
    assert failed["message"] == "it has no container 'other' to mount into"
    assert mounted(live(bench)) == BARE


def test_what_a_chart_does_not_make_is_told_and_never_made_by_us(charts: Charts) -> None:
    bench, where = charts.bench, charts.bench.name
    # Rendered for the lock it makes a Deployment, and none in a cluster that is there.
    made = f"{_NOWHERE}\n{json.dumps(deployment('portal', where))}\n{{{{ end }}}}\n"
    charts.carry("portal", "1.0.0", chart("portal", "1.0.0", made=made))
    write(charts)
    charts.lock()

    done = charts.apply()
    again = charts.apply()

    for each in (done, again):
        (failed,) = each.events("failed")
        assert (each.code, failed["object"]) == (3, f"Deployment/{where}/portal")
        assert failed["message"] == "it is not there, and there is nothing to mount into"
    assert charts.helms() == ["upgrade"]
    assert bench.names("deployment", where) == []


_NOWHERE = '{{ if not (lookup "v1" "Namespace" "" "kube-system") }}'


def test_a_portal_that_somebody_deleted_comes_back_with_its_catalog(charts: Charts) -> None:
    bench, where = charts.bench, charts.bench.name
    installed(charts)
    before = mounted(live(bench))
    bench.cluster.output("delete", "deployment", "portal", "-n", where)

    done = charts.apply()

    assert done.code == 0, done.out
    assert mounted(live(bench)) == before


def test_the_catalog_is_mounted_into_what_a_manifest_makes(charts: Charts) -> None:
    bench, where = charts.bench, charts.bench.name
    file = charts.folder / "charts" / "manifests.example" / "v1" / "all.yaml"
    file.parent.mkdir(parents=True)
    made = deployment("portal", where)
    containers(made)[0]["volumeMounts"] = [{"name": "own", "mountPath": "/own"}]
    made["spec"]["template"]["spec"]["volumes"] = [{"name": "own", "emptyDir": {}}]
    file.write_text(json.dumps(made))
    bench.write(
        f"namespaces: {{{where}: {{network: open}}}}\n"
        "components:\n  portal:\n"
        f"    namespace: {where}\n"
        '    install: {manifests: [{url: "https://manifests.example/v1/all.yaml"}]}\n'
        "    runs: {kind: Deployment, name: portal}\n"
        f"    portal: {{catalog: {CATALOG}}}\n"
    )
    charts.lock()

    first = charts.apply()
    after = mounted(live(bench))
    second = charts.apply()
    gone = charts.run("destroy", "--yes", "--format", "json", f"--delete=Namespace/{where}")

    assert (first.code, first.events("failed"), after) == (0, [], MOUNTED)
    assert (second.code, second.changes(), second.writes) == (0, {}, [])
    assert (gone.code, gone.events("failed")) == (0, [])


def test_what_a_release_stands_on_goes_after_it_and_what_stands_on_it_before(
    charts: Charts,
) -> None:
    bench, where = charts.bench, charts.bench.name
    write(charts)
    text = (bench.folder / "specs" / "platform.yaml").read_text()
    bench.write(
        text[text.index("namespaces:") :]
        + "  web:\n"
        + f"    namespace: {where}\n"
        + '    workload: {image: "registry.example/web:1.0", ports: {http: 8080},'
        + " resources: {limits: {cpu: 100m, memory: 16Mi}}}\n"
        + "    dependsOn: [portal]\n",
        [config_map("settings", where, a="b")],
    )
    charts.lock()
    done = charts.apply()
    assert done.code == 0, (done.out, done.err)

    shown = charts.run("destroy", "--dry-run", "--format", "json")
    gone = charts.run("destroy", "--yes", "--format", "json", f"--delete=Namespace/{where}")

    release = f"Release/{where}/portal"
    order = [each["object"] for each in gone.events("deleted")]
    at = {name: order.index(name) for name in order}
    assert (shown.code, shown.writes) == (0, [])
    assert (gone.code, gone.events("failed")) == (0, [])
    assert gone.changes()[f"Deployment/{where}/portal"] == "go along"
    assert at[f"Deployment/{where}/web"] < at[release]
    assert at[release] < at[f"ConfigMap/{where}/settings"] < at[f"Namespace/{where}"]
    assert at[release] < at[f"ConfigMap/{where}/portal-catalog-1"]
    assert where not in bench.names("namespace", "")


def test_what_a_release_stands_on_stays_while_helm_cannot_uninstall_it(charts: Charts) -> None:
    where = charts.bench.name
    installed(charts)
    charts.refusing("uninstall")

    stopped = charts.run("destroy", "--yes", "--format", "json")
    charts.plain()
    done = charts.run("destroy", "--yes", "--format", "json")

    catalog = f"ConfigMap/{where}/portal-catalog-1"
    (failed,) = stopped.events("failed")
    assert (stopped.code, failed["object"]) == (3, f"Release/{where}/portal")
    assert failed["message"] == "helm: refused"
    assert catalog in [each["object"] for each in stopped.events("skipped")]
    assert done.code == 0
    assert catalog in [each["object"] for each in done.events("deleted")]


def test_our_fields_are_taken_off_what_a_chart_keeps_when_it_goes(charts: Charts) -> None:
    bench, where = charts.bench, charts.bench.name
    made = deployment("portal", where)
    made["metadata"]["annotations"] = {"helm.sh/resource-policy": "keep"}
    charts.carry("portal", "1.2.0", chart("portal", "1.2.0", made))
    write(charts, "1.2.0")
    charts.lock()
    assert charts.apply().code == 0

    done = charts.run("destroy", "--yes", "--format", "json")

    after = live(bench)
    assert (done.code, done.changes()[f"Deployment/{where}/portal"]) == (0, "go along"), done.out
    assert MANAGER not in {each["manager"] for each in after["metadata"]["managedFields"]}
    assert "volumes" not in after["spec"]["template"]["spec"]
    assert "fields@" not in str(bench.inventory())


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_run_that_is_killed_anywhere_is_mended_by_the_next(charts: Charts, when: str) -> None:
    bench = charts.bench
    whole = len(installed(charts).seen)
    for number, at in enumerate(range(5, whole + 4, 14)):
        write(charts, title=f"Portal {number}")
        charts.apply(signal={"name": "SIGKILL", "at": at, "when": when})

        done = charts.apply()
        again = charts.apply()

        assert (at, done.code, again.writes) == (at, 0, [])
        assert mounted(live(bench)) == MOUNTED

    words = ("destroy", "--yes", f"--delete=Namespace/{bench.name}")
    charts.run(*words, signal={"name": "SIGKILL", "at": 18, "when": when})
    gone = charts.run(*words)
    assert (gone.code, bench.name in bench.names("namespace", "")) == (0, False), gone.err
