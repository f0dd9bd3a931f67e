"""A platform of its own for each test, in the cluster that they share."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from cluster.bench import Bench
from realparts.apiserver import Session

_numbers = itertools.count(1)


@pytest.fixture
def bench(apiserver: Session, tmp_path: Path) -> Bench:
    """A platform that nothing was written of yet."""
    return Bench(apiserver, tmp_path, f"bench{next(_numbers)}")
