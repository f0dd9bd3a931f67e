"""What the tests of the lock share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lock.bench import Bench
from lock.played import Played, played


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Played]:
    """A played server; nobody on this machine has logged in anywhere."""
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path / "docker"))
    monkeypatch.setenv("HELM_REGISTRY_CONFIG", str(tmp_path / "helm.json"))
    with played() as play:
        yield play


@pytest.fixture
def bench(tmp_path: Path, helm: Path) -> Iterator[Bench]:
    with played() as server:
        yield Bench(tmp_path, server, helm)
