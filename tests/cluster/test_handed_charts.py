"""Charts given to Argo CD and taken back: what they made stays, and Helm has it again."""

from __future__ import annotations

from pathlib import Path

import pytest

from cluster.argo import FakeArgoCD, define
from cluster.bench import Bench, Document, Outcome, deployment
from cluster.charting import Charts, chart
from platformgen.apply.ownership import ARGO_CD, HELM

_CD = (
    "{image: 'registry.example/app:1.0', ports: {http: 8080}, resources:"
    " {requests: {cpu: 10m, memory: 16Mi}, limits: {memory: 32Mi}}}"
)


@pytest.fixture
def charts(bench: Bench, helm: Path, tmp_path: Path) -> Charts:
    """A folder with a chart in three versions, of as many replicas."""
    define(bench)
    made = Charts(bench, helm, tmp_path / "world")
    for number in (1, 2, 3):
        version = f"1.{number}.0"
        made.carry("plain", version, chart("plain", version, plain(bench, number)))
    return made


def plain(bench: Bench, replicas: int) -> Document:
    document = deployment("plain", bench.name)
    document["spec"]["replicas"] = replicas
    return document


def argo_cd(bench: Bench) -> FakeArgoCD:
    made = {f"plain-1.{number}.0": [plain(bench, number)] for number in (1, 2, 3)}
    return FakeArgoCD(bench, made)


def applied(charts: Charts, mode: str, version: str) -> Outcome:
    """Apply the platform with this version of the chart, in this mode."""
    where = charts.bench.name
    install = (
        "{helm: {release: plain, repo: 'https://charts.example/stable', chart: plain,"
        f" version: {version}}}}}"
    )
    charts.bench.write(
        f"namespaces: {{{where}: {{network: open}}}}\n"
        f"gitops: {{repository: 'https://git.example/x', path: deploy, mode: {mode}}}\n"
        "components:\n"
        f"  cd: {{namespace: {where}, manages: [plain], workload: {_CD}}}\n"
        f"  plain: {{namespace: {where}, install: {install},"
        " runs: {kind: Deployment, name: plain}}\n"
    )
    charts.lock()
    return charts.apply("--prune", "--prune-many")


def read(bench: Bench) -> Document:
    return bench.read("deployment", "plain", "-n", bench.name, "--show-managed-fields")


def appliers(live: Document) -> set[str]:
    managed = live["metadata"]["managedFields"]
    return {each["manager"] for each in managed if each["operation"] == "Apply"}


def test_a_release_is_handed_over_and_taken_back(charts: Charts) -> None:
    bench, where = charts.bench, charts.bench.name
    argo = argo_cd(bench)
    assert applied(charts, "files", "1.1.0").code == 0
    uid = read(bench)["metadata"]["uid"]

    over = applied(charts, "handover", "1.2.0")
    argo.sync()
    theirs = read(bench)
    still = applied(charts, "handover", "1.2.0")
    back = applied(charts, "files", "1.3.0")
    again = applied(charts, "files", "1.3.0")

    release = f"Release/{where}/plain"
    assert (over.code, over.changes()[release], over.events("deleted")) == (0, "hand over", [])
    assert (theirs["spec"]["replicas"], ARGO_CD in appliers(theirs)) == (2, True)
    assert (still.code, still.changes(), still.writes) == (0, {}, [])
    assert (back.code, back.changes()) == (
        0,
        {f"Application/{where}/plain": "withdraw", release: "upgrade"},
    ), back.out
    ours = read(bench)
    assert (ours["metadata"]["uid"], ours["spec"]["replicas"]) == (uid, 3)
    assert (appliers(ours), argo.names()) == ({HELM}, [])
    assert (again.code, again.changes(), again.writes) == (0, {}, [])
    assert charts.helms() == ["upgrade", "upgrade"]


def test_a_chart_that_argo_cd_installed_becomes_a_release(charts: Charts) -> None:
    bench, where = charts.bench, charts.bench.name
    argo = argo_cd(bench)
    assert applied(charts, "handover", "1.2.0").code == 0
    argo.sync()
    uid = read(bench)["metadata"]["uid"]

    back = applied(charts, "files", "1.1.0")

    assert (back.code, back.changes()[f"Release/{where}/plain"]) == (0, "install"), back.out
    ours = read(bench)
    assert (ours["metadata"]["uid"], ours["spec"]["replicas"]) == (uid, 1)
    assert (appliers(ours), argo.names()) == ({HELM}, [])
