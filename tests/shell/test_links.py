"""A link that leads nowhere stops every command before it writes; MkDocs never sees one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from case_folders import ROOT as CASES
from running import TINY, laid, run, tree

BROKEN = {**TINY, "docs/start.md": "# Start\n\nSee [the names](instal.md#hosts).\n"}


@pytest.mark.parametrize("command", [("validate",), ("build",), ("build", "--check")])
def test_a_broken_link_is_an_error_at_its_place_and_nothing_is_written(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    folder = laid(tmp_path, BROKEN)
    before = tree(folder)
    done = run(folder, *command)

    assert done.returncode == 2
    assert done.stderr.startswith("docs/start.md:3:17: error[PG063]: the link to instal.md#hosts ")
    assert tree(folder) == before


def test_mkdocs_finds_nothing_where_we_find_nothing(tmp_path: Path) -> None:
    folder = shutil.copytree(CASES / "PG063_near_miss" / "project", tmp_path / "project")
    done = run(folder, "build")

    assert (done.returncode, "PG063" in done.stderr) == (0, False)
    assert (folder / "build/site/install/index.html").exists()
