"""The own platform is locked on a machine without internet."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from lock.archives import carried
from lock.bench import ROOT, Run


@pytest.fixture
def own(tmp_path: Path, helm: Path) -> Callable[..., Run]:
    """The project's own platform on a machine without internet, and what was carried to it."""
    project = tmp_path / "own"
    for name in ("specs", "docs", "dashboards", "files", "apis"):
        shutil.copytree(ROOT / name, project / name)
    env = {
        "PATH": f"{helm.parent}:/usr/bin:/bin",
        "PYTHONPATH": str(ROOT / "generator"),
        "HOME": str(tmp_path),
        "https_proxy": "http://127.0.0.1:9",
    }

    def run(*words: str) -> Run:
        argv = [sys.executable, "-m", "platformgen", "-C", str(project), *words]
        return subprocess.run(argv, env=env, capture_output=True, text=True, check=False)

    return run


def test_a_machine_without_internet_locks_from_a_folder(
    own: Callable[..., Run], tmp_path: Path
) -> None:
    done = own("lock", "--from", str(carried(tmp_path / "carried")))

    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines() == [
        "docker.io/library/postgres:17.6 keeps its tag: no registry was asked",
        "ghcr.io/backstage/backstage:1.55.0 keeps its tag: no registry was asked",
        "platform.lock: 0 images, 1 release, 2 manifests; written",
    ]


def test_every_name_in_the_own_platform_is_one_that_its_installs_make(
    own: Callable[..., Run], tmp_path: Path
) -> None:
    own("lock", "--from", str(carried(tmp_path / "carried")))
    done = own("validate", "--format", "json")
    codes = {each["code"] for each in json.loads(done.stdout)["diagnostics"]}

    assert done.returncode == 0
    assert codes <= {"PG037", "PG073"}


def test_what_was_not_carried_is_told_at_its_line(own: Callable[..., Run], tmp_path: Path) -> None:
    folder = carried(tmp_path / "carried")
    (folder / "kube-prometheus-stack-88.5.3.tgz").unlink()
    done = own("lock", "--from", str(folder))

    assert done.returncode == 3
    assert done.stderr.startswith("error: specs/components/monitoring.yaml:")
    assert "kube-prometheus-stack-88.5.3.tgz is not there" in done.stderr


def test_without_internet_nothing_is_locked_and_one_line_says_why(own: Callable[..., Run]) -> None:
    done = own("lock")

    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1
    assert "cannot be reached" in done.stderr
