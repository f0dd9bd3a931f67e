"""What ARCHITECTURE.md names is there, and what is there it names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "generator/platformgen"
TEXT = (ROOT / "ARCHITECTURE.md").read_text()
NAMED = sorted(set(re.findall(r"`([a-z_/]+(?:/|\.py|\.toml|\.md)|tests/[a-z_/.]+)`", TEXT)))
"""Files and folders between backticks: from the project's root, or below the package."""

PARTS = sorted(
    path.stem
    for path in PACKAGE.iterdir()
    if path.suffix == ".py" or (path / "__init__.py").exists()
)


@pytest.mark.parametrize("name", NAMED)
def test_what_the_map_names_is_there(name: str) -> None:
    below = PACKAGE.rglob(name.rstrip("/"))

    assert (ROOT / name).exists() or any(below), name


@pytest.mark.parametrize("part", [part for part in PARTS if not part.startswith("__")])
def test_each_part_of_the_package_is_on_the_map(part: str) -> None:
    assert re.search(rf"\b{part}\b", TEXT), part


@pytest.mark.parametrize(
    "record", sorted((ROOT / "generator/adr").glob("*.md")), ids=lambda path: path.stem
)
def test_the_files_that_a_decision_names_are_there(record: Path) -> None:
    named = re.findall(
        r"`((?:tests|generator|requirements|scripts|tools)/[\w/.-]+)`", record.read_text()
    )

    assert [name for name in named if not (ROOT / name).exists()] == []
