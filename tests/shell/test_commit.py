"""The commit that a folder is at: told by git, without running what a repository asks for."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from platformgen.shell.commit import commit


def git(folder: Path, *words: str) -> str:
    identity = ("-c", "user.name=jane", "-c", "user.email=jane@example.com")
    argv = ["git", "-C", str(folder), *identity, *words]
    return subprocess.run(argv, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project in a folder of a repository, with one commit."""
    folder = tmp_path / "repository" / "platform"
    folder.mkdir(parents=True)
    git(folder.parent, "init", "--quiet")
    (folder / "spec.yaml").write_text("a: 1\n")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "one")
    return folder


def test_a_folder_in_no_repository_has_none(tmp_path: Path) -> None:
    assert commit(tmp_path) == ("", False)


def test_a_repository_without_a_commit_has_none(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")

    assert commit(tmp_path) == ("", False)


def test_a_machine_without_git_tells_none(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(project))

    assert commit(project) == ("", False)


@pytest.mark.parametrize(
    ("file", "is_dirty"),
    [(None, False), ("spec.yaml", True), ("new.yaml", True), ("../elsewhere.txt", False)],
)
def test_files_of_the_folder_are_compared(project: Path, file: str | None, is_dirty: bool) -> None:  # noqa: FBT001
    if file is not None:
        (project / file).write_text("a: 2\n")

    assert commit(project) == (git(project, "rev-parse", "HEAD"), is_dirty)


def test_no_program_of_the_repository_runs(project: Path, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    monitor = tmp_path / "monitor"
    monitor.write_text(f"#!/bin/sh\ntouch {ran}\n")
    monitor.chmod(0o755)
    git(project, "config", "core.fsmonitor", str(monitor))
    git(project, "status")
    assert ran.exists()
    ran.unlink()

    commit(project)

    assert not ran.exists()


def test_the_repository_of_a_hook_that_calls_us_is_not_ours(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other"))

    assert commit(project)[0]
