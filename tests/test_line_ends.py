"""The ends of lines that an editor writes are no part of what a source says."""

from __future__ import annotations

from memory_project import MemoryProject
from platformgen.pipeline import build
from running import SHOP


def test_sources_of_windows_give_the_same_artifacts() -> None:
    project = MemoryProject.of(SHOP)
    windows = {
        path: content.replace(b"\n", b"\r\n")
        if path.startswith(("specs/", "docs/", "apis/"))
        else content
        for path, content in project.files.items()
    }

    assert build(MemoryProject(windows)).artifacts == build(project).artifacts
