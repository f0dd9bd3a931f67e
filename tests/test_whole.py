"""The whole way, as a user goes it: build, publish, and a real Backstage that reads both."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kubernetes_cases import CASES, ROOT
from realparts.backstage import Verdict

SOURCES = ("specs", "docs", "files", "apis", "dashboards")
FOLDERS = {"own": ROOT, "shop": CASES / "shop"}


@pytest.fixture(params=sorted(FOLDERS))
def copied(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    folder = tmp_path / "platform"
    folder.mkdir()
    for name in SOURCES:
        if (FOLDERS[request.param] / name).is_dir():
            shutil.copytree(FOLDERS[request.param] / name, folder / name)
    return folder


def run(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "platformgen", "-C", str(folder), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_a_real_backstage_reads_the_catalog_and_serves_every_page(
    copied: Path, backstage_verdict: Callable[..., Verdict], tmp_path: Path
) -> None:
    published = tmp_path / "published"
    run(copied, "build")
    run(copied, "publish", "--to", published.as_uri())

    verdict = backstage_verdict(copied / "catalog", published)

    assert verdict.errors == []
    assert verdict.dangling_relations == []
    assert verdict.techdocs_ok == 1
    assert verdict.techdocs_pages_ok > 1


def test_a_second_publication_writes_nothing(copied: Path, tmp_path: Path) -> None:
    published = tmp_path / "published"
    run(copied, "publish", "--to", published.as_uri())

    assert "nothing changed" in run(copied, "publish", "--to", published.as_uri())
