"""Projects that were built once, to copy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from running import SHOP, TINY, built, copied, laid


@pytest.fixture(scope="session")
def tiny_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(laid(tmp_path_factory.mktemp("tiny"), TINY))


@pytest.fixture(scope="session")
def shop_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shop") / "shop"
    shutil.copytree(SHOP, folder)
    return built(folder)


@pytest.fixture
def tiny(tiny_once: Path, tmp_path: Path) -> Path:
    """A small project, as built."""
    return copied(tiny_once, tmp_path / "tiny")


@pytest.fixture
def shop(shop_once: Path, tmp_path: Path) -> Path:
    """A project with all that there is, an environment among it, as built."""
    return copied(shop_once, tmp_path / "shop")
