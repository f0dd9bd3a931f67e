"""Charts given to Argo CD and taken back: what they made stays, and Helm has it again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cluster.argo import FakeArgoCD, define, established
from cluster.bench import Bench, Document, Outcome, deployment
from cluster.charting import Charts, chart
from cluster.test_applying import custom, definition
from cluster.test_guards import set_by
from platformgen.apply.fingerprint import MANAGER
from platformgen.apply.marks import TRACKING
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


def applied(
    charts: Charts, mode: str, version: str, *words: str, manages: str = "[plain]"
) -> Outcome:
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
        f"  cd: {{namespace: {where}, manages: {manages}, workload: {_CD}}}\n"
        f"  shop: {{namespace: {where}, workload: {_CD}}}\n"
        f"  plain: {{namespace: {where}, install: {install},"
        " runs: {kind: Deployment, name: plain}}\n"
    )
    charts.lock()
    assert charts.run("build", "--no-site").code == 0
    return charts.apply(*(words or ("--prune", "--prune-many")))


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


def test_a_component_of_which_only_a_part_is_looked_at_stays_with_argo_cd(charts: Charts) -> None:
    """A chart may use what stands in its namespace, such as the other one's account."""
    bench, where = charts.bench, charts.bench.name
    argo = argo_cd(bench)
    both = "[plain, shop]"
    assert applied(charts, "files", "1.1.0", manages=both).code == 0
    assert applied(charts, "handover", "1.1.0", manages=both).code == 0
    argo.sync()

    done = applied(charts, "files", "1.1.0", "--only", "plain", manages=both)
    between = appliers(account(bench)), argo.names()
    rest = applied(charts, "files", "1.1.0", manages=both)

    told = {each["object"]: each for each in done.events("change") if "reason" in each}
    assert (done.code, done.changes()) == (
        0,
        {f"Application/{where}/plain": "withdraw", f"Release/{where}/plain": "upgrade"},
    ), done.out
    assert "Argo CD has it" in told[f"ServiceAccount/{where}/shop"]["reason"]
    assert between == ({ARGO_CD}, ["shop"])
    assert rest.code == 0
    assert rest.changes()[f"Deployment/{where}/shop"] == "take back"
    assert (appliers(account(bench)), argo.names()) == ({MANAGER}, [])


def account(bench: Bench) -> Document:
    return bench.read("serviceaccount", "shop", "-n", bench.name, "--show-managed-fields")


def test_an_object_of_the_same_kind_and_name_in_another_group_is_not_touched(
    charts: Charts,
) -> None:
    bench, where = charts.bench, charts.bench.name
    argo = argo_cd(bench)
    assert applied(charts, "handover", "1.2.0").code == 0
    argo.sync()
    group = f"{where}.example.com"
    bench.cluster.output("apply", "-f-", stdin=json.dumps(definition(group, "Deployment")))
    established(bench, f"deployments.{group}")
    stranger = custom(group, "Deployment", "plain", where)
    stranger["metadata"]["annotations"] = {TRACKING: f"other:{group}/Deployment:{where}/plain"}
    set_by(bench, ARGO_CD, stranger)

    back = applied(charts, "files", "1.2.0")

    words = (f"deployments.{group}", "plain", "-n", where, "--show-managed-fields")
    theirs = bench.read(*words)
    bench.cluster.output("delete", f"crd/deployments.{group}")
    assert back.code == 0, back.out
    assert appliers(theirs) == {ARGO_CD}
    assert appliers(read(bench)) == {HELM}
