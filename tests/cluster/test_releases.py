"""Charts installed by the real helm, in order with our own objects, in one pass."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from cluster.bench import Bench, deployment
from cluster.charting import Charts, chart, installing
from cluster.test_applying import custom, definition


@pytest.fixture
def charts(bench: Bench, helm: Path, tmp_path: Path) -> Charts:
    return Charts(bench, helm, tmp_path / "world")


def _installed(charts: Charts) -> None:
    """Bring a chart of one Deployment, `plain`, into the cluster."""
    where = charts.bench.name
    charts.carry("plain", "1.0.0", chart("plain", "1.0.0", deployment("plain", where)))
    charts.bench.write(installing("plain", where))
    charts.lock()
    assert charts.apply().code == 0


def test_a_chart_is_installed_before_objects_of_the_kinds_that_it_brings(charts: Charts) -> None:
    bench, where = charts.bench, charts.bench.name
    group = f"{where}.example.com"
    made = (deployment("widgets", where), definition(group, "Widget"))
    charts.carry("widgets", "1.0.0", chart("widgets", "1.0.0", *made))
    bench.write(installing("widgets", where), [custom(group, "Widget", "blue", where)])
    charts.lock()

    first = charts.apply()
    second = charts.apply()
    health = charts.run("status")

    assert (first.code, first.events("failed"), first.events("unready")) == (0, [], [])
    assert health.code == 0, (health.out, health.err)
    planned = {each["object"]: each for each in first.events("change")}
    assert planned[f"Release/{where}/widgets"]["change"] == "install"
    assert planned[f"Widget/{where}/blue"]["after"] == [f"Release/{where}/widgets"]
    assert bench.read("deployment", "widgets", "-n", where)["status"]["readyReplicas"] == 1
    assert bench.read(f"widgets.{group}", "blue", "-n", where)["spec"] == {"size": 1}
    assert (second.code, second.changes(), second.writes) == (0, {}, [])
    assert charts.helms() == ["upgrade"]


def test_what_somebody_deleted_of_a_chart_is_made_again(charts: Charts) -> None:
    bench, where = charts.bench, charts.bench.name
    _installed(charts)
    bench.cluster.output("delete", "deployment", "plain", "-n", where)

    done = charts.apply()
    again = charts.apply()

    (change,) = (each for each in done.events("change") if each["change"] == "upgrade")
    assert done.code == 0
    assert change["reason"] == f"somebody deleted what it made: Deployment/{where}/plain"
    assert bench.read("deployment", "plain", "-n", where)["status"]["readyReplicas"] == 1
    assert (again.code, again.changes(), again.writes) == (0, {}, [])


def test_changed_values_are_shown_and_upgrade_the_release(charts: Charts) -> None:
    bench, where = charts.bench, charts.bench.name
    text = (
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: plain}\n"
        'data: {size: "{{ .Values.size }}"}\n'
    )
    charts.carry("plain", "1.0.0", chart("plain", "1.0.0", deployment("plain", where), map=text))
    bench.write(installing("plain", where, size=1, adminPasswordKey="a"))
    charts.lock()
    assert charts.apply().code == 0
    bench.write(installing("plain", where, size=2, adminPasswordKey="b"))
    charts.lock()

    shown = charts.run("diff", "--live", "--format", "json")
    plan = str(charts.folder / "plan.json")
    kept = charts.run("apply", "--plan-out", plan)
    done = charts.run("apply", plan)

    assert (kept.code, kept.writes) == (0, [])
    (change,) = (each for each in shown.events("change") if each["change"] == "upgrade")
    assert (shown.code, change["values"]) == (
        1,
        [
            {"field": "adminPasswordKey", "before": "(hidden)", "after": "(hidden)"},
            {"field": "size", "before": 1, "after": 2},
        ],
    )
    assert done.code == 0
    assert bench.read("configmap", "plain", "-n", where)["data"] == {"size": "2"}


def test_a_release_that_fails_is_told_with_its_line_and_what_needs_it_is_left(
    charts: Charts,
) -> None:
    bench, where = charts.bench, charts.bench.name
    group = f"{where}.example.com"
    broken = deployment("bad", where)
    broken["spec"]["replicas"] = -1
    charts.carry("bad", "1.0.0", chart("bad", "1.0.0", broken, definition(group, "Widget")))
    bench.write(installing("bad", where), [custom(group, "Widget", "blue", where)])
    charts.lock()

    done = charts.apply()

    (failed,) = done.events("failed")
    assert (done.code, failed["object"]) == (3, f"Release/{where}/bad")
    assert failed["file"] == "specs/platform.yaml"
    assert "spec.replicas" in failed["message"]
    assert [each["object"] for each in done.events("skipped")] == [f"Widget/{where}/blue"]


_ENDLESS = """\
apiVersion: batch/v1
kind: Job
metadata:
  name: endless
  annotations: {helm.sh/hook: pre-upgrade}
spec:
  template:
    spec:
      restartPolicy: Never
      nodeSelector: {there: is-none}
      containers: [{name: main, image: "registry.example/app:1.0"}]
"""


def hanging(charts: Charts) -> str:
    """Install a chart whose upgrade waits for a pod that no node takes; return its key."""
    bench, where = charts.bench, charts.bench.name
    charts.carry("plain", "1.0.0", chart("plain", "1.0.0", deployment("plain", where)))
    charts.carry(
        "plain", "1.1.0", chart("plain", "1.1.0", deployment("plain", where), hook=_ENDLESS)
    )
    charts.carry("plain", "1.2.0", chart("plain", "1.2.0", deployment("plain", where)))
    bench.write(installing("plain", where))
    charts.lock()
    assert charts.apply().code == 0
    bench.write(installing("plain", where, "1.1.0"))
    charts.lock()
    return f"Release/{where}/plain"


def test_what_a_killed_helm_left_pending_stops_the_run_until_it_is_given_up(
    charts: Charts,
) -> None:
    release = hanging(charts)
    charts.signalling("KILL", "$$", "pending-upgrade")
    killed = charts.apply()
    charts.plain()
    charts.bench.write(installing("plain", charts.bench.name, "1.2.0"))
    charts.lock()

    stopped = charts.apply()
    mended = charts.apply("--recover-releases")
    again = charts.apply()

    assert (killed.code, [each["object"] for each in killed.events("failed")]) == (3, [release])
    (told,) = (each for each in stopped.events("change") if each["change"] == "refused")
    assert (stopped.code, stopped.writes) == (3, [])
    assert "pending-upgrade" in told["reason"]
    assert (mended.code, mended.changes()) == (0, {release: "upgrade"})
    assert (again.code, again.changes(), again.writes) == (0, {}, [])


def test_an_interrupt_is_passed_on_to_helm_which_writes_down_that_it_failed(
    charts: Charts,
) -> None:
    hanging(charts)
    charts.signalling("INT", "$PPID", "pending-upgrade")

    done = charts.apply()

    assert done.code == 130
    secret = charts.bench.read("secret", "sh.helm.release.v1.plain.v2", "-n", charts.bench.name)
    assert secret["metadata"]["labels"]["status"] == "failed"


def test_an_interrupt_blames_no_release_for_what_its_operator_had_no_time_to_make(
    charts: Charts,
) -> None:
    bench, where = charts.bench, charts.bench.name
    group = "monitoring.coreos.com"
    made = (deployment("plain", where), custom(group, "Prometheus", "main", where))
    charts.carry("plain", "1.0.0", chart("plain", "1.0.0", *made))
    bench.write(installing("plain", where))
    charts.lock()
    charts.signalling("INT", "$PPID", "deployed")
    brought = definition(group, "Prometheus")
    bench.cluster.output("apply", "-f-", stdin=json.dumps(brought))

    done = charts.apply()
    bench.cluster.output("delete", "crd", brought["metadata"]["name"])

    applied = [each["object"] for each in done.events("applied")]
    assert (done.code, done.events("unready"), done.events("failed")) == (130, [], [])
    assert f"Release/{where}/plain" in applied


def test_a_chart_of_other_bytes_is_refused_before_anything_is_written(charts: Charts) -> None:
    bench, where = charts.bench, charts.bench.name
    charts.carry("plain", "1.0.0", chart("plain", "1.0.0", deployment("plain", where)))
    bench.write(installing("plain", where))
    charts.lock()
    for each in (charts.folder / "cache" / "platformgen").iterdir():
        each.write_bytes(b"other bytes")

    done = charts.apply()

    # The store's bytes are no longer what the lock says, and there is no internet to ask.
    assert (done.code, done.writes, charts.helms()) == (3, [], [])
    (end,) = done.events("end")
    assert "specs/platform.yaml" in end["message"]
    assert "platformgen lock --from" in end["message"]


def test_a_release_that_the_spec_no_longer_has_stays_until_it_is_pruned(charts: Charts) -> None:
    bench, where = charts.bench, charts.bench.name
    _installed(charts)
    bench.write(f"namespaces: {{{where}: {{network: open}}}}\n")

    kept = charts.apply()
    stopped = charts.apply("--prune")
    pruned = charts.apply("--prune", "--prune-many")

    release = f"Release/{where}/plain"
    assert (stopped.code, stopped.writes) == (3, [])
    assert "1 of 2 objects would be deleted: 50 %" in stopped.events("end")[0]["message"]
    assert (kept.code, kept.changes()[release]) == (0, "keep")
    assert (pruned.code, pruned.changes()[release]) == (0, "uninstall")
    assert bench.names("deployment", where) == []
    assert "Release.helm.sh" not in str(bench.inventory())


def test_a_manifest_at_a_url_is_part_of_the_plan_and_of_the_inventory(charts: Charts) -> None:
    bench, where = charts.bench, charts.bench.name
    group = f"{where}.example.com"
    web, blue = deployment("web", where), custom(group, "Widget", "blue", where)
    for each in (web, blue):
        del each["metadata"]["namespace"]
    published = [definition(group, "Widget"), blue, web]
    file = charts.folder / "charts" / "manifests.example" / "v1" / "all.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("\n---\n".join(map(json.dumps, published)))
    bench.write(
        f"namespaces: {{{where}: {{network: open}}}}\n"
        "components:\n  web:\n"
        f"    namespace: {where}\n"
        "    install:\n      manifests:\n"
        '        - {url: "https://manifests.example/v1/all.yaml"}\n'
        "    runs: {kind: Deployment, name: web}\n"
    )
    charts.lock()

    first = charts.apply()
    second = charts.apply()
    shutil.rmtree(charts.env["XDG_CACHE_HOME"])
    seen = charts.run("status", "--format", "json")
    listed = charts.run("credentials")

    # Whoever only looks needs nothing of the network, of which there is none here.
    assert (seen.code, listed.code) == (0, 0), seen.err + listed.err
    assert [each["state"] for each in json.loads(seen.out)["components"]] == ["ok"]
    assert "v1/all.yaml is not on this machine, nor looked at; `platformgen lock`" in seen.err
    assert (first.code, first.events("failed")) == (0, [])
    (change,) = (
        each for each in first.events("change") if each["object"] == f"Deployment/{where}/web"
    )
    lines = (bench.folder / "specs" / "platform.yaml").read_text().splitlines()
    assert (change["change"], change["file"]) == ("create", "specs/platform.yaml")
    assert "all.yaml" in lines[change["line"] - 1]
    assert "web" in bench.inventory()[f"Deployment.apps/{where}"]
    assert "blue" in bench.inventory()[f"Widget.{group}/{where}"]
    assert (second.code, second.changes(), second.writes) == (0, {}, [])


def test_a_field_that_somebody_else_took_from_a_chart_is_taken_back_when_asked(
    charts: Charts,
) -> None:
    bench, where = charts.bench, charts.bench.name
    for version, replicas in (("1.0.0", 1), ("1.1.0", 2)):
        web = deployment("plain", where)
        web["spec"]["replicas"] = replicas
        charts.carry("plain", version, chart("plain", version, web))
    bench.write(installing("plain", where))
    charts.lock()
    assert charts.apply().code == 0
    bench.cluster.output("scale", "deployment/plain", "-n", where, "--replicas=3")
    bench.write(installing("plain", where, "1.1.0"))
    charts.lock()

    refused = charts.apply()
    forced = charts.apply(f"--force-conflicts=Release/{where}/plain")

    (failed,) = refused.events("failed")
    assert (refused.code, failed["object"]) == (3, f"Release/{where}/plain")
    assert failed["fix"].startswith(
        f"take it: --force-conflicts=Release/{where}/plain; or leave it"
    )
    assert forced.code == 0, forced.out
    assert bench.read("deployment", "plain", "-n", where)["spec"]["replicas"] == 2


def test_a_release_that_did_not_change_is_waited_for_until_it_is_ready(charts: Charts) -> None:
    bench, where = charts.bench, charts.bench.name
    stuck = deployment("plain", where, {"fault": "ImagePullBackOff"})
    charts.carry("plain", "1.0.0", chart("plain", "1.0.0", stuck))
    bench.write(installing("plain", where))
    charts.lock()

    first = charts.apply("--timeout", "3")
    again = charts.apply("--timeout", "3")
    unwaited = charts.apply("--no-wait")

    told = [each["object"] for each in again.events("unready")]
    assert (first.code, again.code, told) == (3, 3, [f"Deployment/{where}/plain"])
    assert (again.changes(), again.writes, unwaited.code) == ({}, [], 0)
    assert charts.helms() == ["upgrade"]


def test_what_somebody_else_did_to_a_release_is_told_and_mended(charts: Charts) -> None:
    bench, where = charts.bench, charts.bench.name
    charts.carry("plain", "1.0.0", chart("plain", "1.0.0", deployment("plain", where)))
    bench.write(installing("plain", where, size=1))
    charts.lock()
    assert charts.apply().code == 0
    archive = charts.folder / "charts" / "plain-1.0.0.tgz"
    words = ("upgrade", "plain", archive, "--namespace", where, "--set", "size=2,apiToken=hunter2")
    assert bench.cluster.run(charts.helm, *words).returncode == 0

    compared = charts.run("diff", "--live")
    done = charts.apply()

    assert compared.code == 1
    assert "size: 2 → 1" in compared.out
    assert "hunter2" not in compared.out
    assert (done.code, done.changes()) == (0, {f"Release/{where}/plain": "upgrade"})
    told = bench.cluster.run(charts.helm, "get", "values", "plain", "-n", where, "-o", "json")
    assert told.stdout == '{"size":1}\n'


def test_without_a_lock_nothing_is_called_left_over(charts: Charts) -> None:
    bench = charts.bench
    _installed(charts)
    (bench.folder / "platform.lock").unlink()

    refused = charts.apply("--prune", "--prune-many")
    left = charts.run("status", "--format", "json")
    plain = charts.run("status")

    assert (refused.code, refused.writes) == (2, [])
    assert "--prune: there is no lock of plain\n" in refused.err
    assert json.loads(left.out)["leftovers"] == []
    assert " lock" in plain.out.partition("Next:")[2]


def test_a_rollback_to_a_revision_without_a_lock_deletes_nothing(charts: Charts) -> None:
    bench, where = charts.bench, charts.bench.name
    charts.carry("plain", "1.0.0", chart("plain", "1.0.0", deployment("plain", where)))
    bench.write(installing("plain", where))
    assert charts.apply().code == 0
    charts.lock()
    assert charts.apply().code == 0

    refused = charts.run("rollback", "1", "--yes", "--prune", "--prune-many")
    done = charts.run("rollback", "1", "--yes")

    assert (refused.code, refused.writes) == (2, [])
    assert refused.err.startswith("error: --prune: revision 1 has no lock of plain\n  why: ")
    assert "\n  fix: roll back without --prune" in refused.err
    assert (done.code, bench.names("deployment", where)) == (0, ["plain"])


def test_a_rollback_brings_back_the_chart_that_was_locked_then(charts: Charts) -> None:
    bench, where = charts.bench, charts.bench.name
    for version in ("1.0.0", "2.0.0"):
        text = (
            f"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: plain}}\ndata: {{is: {version}}}\n"
        )
        charts.carry(
            "plain", version, chart("plain", version, deployment("plain", where), map=text)
        )
    for version in ("1.0.0", "2.0.0"):
        bench.write(installing("plain", where).replace("1.0.0", version))
        charts.lock()
        assert charts.apply().code == 0

    done = charts.run("rollback", "--yes", "--format", "json")
    shutil.rmtree(charts.folder / "cache")
    shutil.rmtree(charts.folder / "charts")
    refused = charts.run("rollback", "2", "--yes", "--format", "json")

    (change,) = (each for each in done.events("change") if each["change"] == "upgrade")
    assert (done.code, change["from"], change["version"]) == (0, "2.0.0", "1.0.0")
    assert bench.read("configmap", "plain", "-n", where)["data"] == {"is": "1.0.0"}
    assert (refused.code, refused.writes) == (3, [])
    assert f"Release/{where}/plain" in refused.events("end")[0]["message"]
