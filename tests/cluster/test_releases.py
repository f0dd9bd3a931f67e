"""Charts installed by the real helm, in order with our own objects, in one pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from cluster.bench import Bench, config_map, deployment
from cluster.charting import Charts, chart, installing
from cluster.test_applying import custom, definition


@pytest.fixture
def charts(bench: Bench, helm: Path, tmp_path: Path) -> Charts:
    return Charts(bench, helm, tmp_path / "world")


def test_a_chart_is_installed_before_objects_of_the_kinds_that_it_brings(charts: Charts) -> None:
    bench, where = charts.bench, charts.bench.name
    group = f"{where}.example.com"
    made = (deployment("widgets", where), definition(group, "Widget"))
    charts.carry("widgets", "1.0.0", chart("widgets", "1.0.0", *made))
    bench.write(installing("widgets", where), [custom(group, "Widget", "blue", where)])
    charts.lock()

    first = charts.apply()
    second = charts.apply()

    assert (first.code, first.events("failed"), first.events("unready")) == (0, [], [])
    planned = {each["object"]: each for each in first.events("change")}
    assert planned[f"Release/{where}/widgets"]["change"] == "install"
    assert planned[f"Widget/{where}/blue"]["after"] == [f"Release/{where}/widgets"]
    assert bench.read("deployment", "widgets", "-n", where)["status"]["readyReplicas"] == 1
    assert bench.read(f"widgets.{group}", "blue", "-n", where)["spec"] == {"size": 1}
    assert (second.code, second.changes(), second.writes) == (0, {}, [])
    assert charts.helms() == ["upgrade"]


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
    done = charts.apply()

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
    broken = config_map("Not A Name", where)
    charts.carry("bad", "1.0.0", chart("bad", "1.0.0", broken, definition(group, "Widget")))
    bench.write(installing("bad", where), [custom(group, "Widget", "blue", where)])
    charts.lock()

    done = charts.apply()

    (failed,) = done.events("failed")
    assert (done.code, failed["object"]) == (3, f"Release/{where}/bad")
    assert failed["file"] == "specs/platform.yaml"
    assert "Not A Name" in failed["message"]
    assert [each["object"] for each in done.events("skipped")] == [f"Widget/{where}/blue"]


def test_what_a_killed_helm_left_pending_stops_the_run_until_it_is_given_up(
    charts: Charts,
) -> None:
    bench, where = charts.bench, charts.bench.name
    charts.carry("plain", "1.0.0", chart("plain", "1.0.0", deployment("plain", where)))
    bench.write(installing("plain", where))
    charts.lock()
    assert charts.apply().code == 0
    # What a helm that is killed in the middle leaves: its last revision, never finished.
    revision = "sh.helm.release.v1.plain.v1"
    bench.cluster.output(
        "label", "--overwrite", "secret", revision, "-n", where, "status=pending-upgrade"
    )

    stopped = charts.apply()
    mended = charts.apply("--recover-releases")

    assert (stopped.code, stopped.writes) == (3, [])
    (told,) = (each for each in stopped.events("change") if each["change"] == "refused")
    assert "pending-upgrade" in told["reason"]
    assert mended.code == 0
    last = bench.read("secret", revision, "-n", where)["metadata"]["labels"]
    assert last["status"] == "deployed"


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
    charts.carry("plain", "1.0.0", chart("plain", "1.0.0", deployment("plain", where)))
    bench.write(installing("plain", where))
    charts.lock()
    assert charts.apply().code == 0
    bench.write(f"namespaces: {{{where}: {{network: open}}}}\n")

    kept = charts.apply()
    pruned = charts.apply("--prune", "--prune-many")

    release = f"Release/{where}/plain"
    assert (kept.code, kept.changes()[release]) == (0, "keep")
    assert (pruned.code, pruned.changes()[release]) == (0, "uninstall")
    assert bench.names("deployment", where) == []
    assert "Release.helm.sh" not in str(bench.inventory())
