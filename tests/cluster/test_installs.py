"""The project's own platform from an empty cluster: its chart, its manifests and its objects."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from cluster.bench import Bench
from cluster.charting import Charts
from cluster.stand_ins import FAKE_OPERATOR, carry, operated
from realparts import apiserver as servers
from realparts.apiserver import Session

ROOT = Path(__file__).resolve().parents[2]
_MADE_BY_THE_OPERATOR = {
    "alertmanager-prometheus-alertmanager",
    "prometheus-prometheus-prometheus",
}
_WORKLOADS = "deployments,statefulsets,daemonsets"


@pytest.fixture
def empty() -> Iterator[Session]:
    """A cluster of this test's own: there is nothing in it."""
    with servers.session() as session:
        yield session


@pytest.fixture
def own(empty: Session, helm: Path, tmp_path: Path) -> Charts:
    """The project's platform, locked to its stand-ins."""
    project = tmp_path / "project"
    for name in ("specs", "docs", "dashboards", "files", "apis"):
        shutil.copytree(ROOT / name, project / name)
    charts = Charts(Bench(empty, project, "observability-platform"), helm, tmp_path / "world")
    carry(charts.folder / "charts")
    charts.lock()
    return charts


@pytest.fixture
def operator(empty: Session) -> Iterator[None]:
    """The fake of the Prometheus operator, at work until the test ends."""
    fake = subprocess.Popen(
        [*empty.enter, "bash", "-c", FAKE_OPERATOR],
        env={**os.environ, "KUBECONFIG": str(empty.kubeconfig)},
        stdin=subprocess.PIPE,
        text=True,
    )
    assert fake.stdin is not None
    fake.stdin.write(operated())
    fake.stdin.close()
    yield
    fake.kill()
    fake.wait()


@pytest.mark.usefixtures("operator")
def test_one_command_installs_all_of_it_in_one_pass_and_the_next_one_writes_nothing(
    own: Charts,
) -> None:
    first = own.apply()
    second = own.apply()

    assert (first.code, first.events("failed"), first.events("unready")) == (0, [], []), first.err
    assert own.helms() == ["upgrade"]
    assert (second.code, second.changes(), second.writes) == (0, {}, [])
    kinds = {each["object"].partition("/")[0] for each in second.events("change")}
    assert len(second.seen) <= len(kinds) + 8, [path for _, path, _ in second.seen]
    assert set(ready(own.bench)) >= _MADE_BY_THE_OPERATOR
    assert not [name for name, is_ready in ready(own.bench).items() if not is_ready]


def ready(bench: Bench) -> dict[str, bool]:
    """Return all workloads of the cluster, and whether any pod of each is ready."""
    return {
        each["metadata"]["name"]: bool(
            each["status"].get("readyReplicas") or each["status"].get("numberReady")
        )
        for each in bench.read(_WORKLOADS, "--all-namespaces")["items"]
    }
