"""A platform to start from is whole, wherever it is made."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from platformgen.shell.starting import platform_name
from running import PROGRAM, environment, laid, run, tree


@pytest.mark.parametrize(
    "name", ["shop", "x y/Ünïcode 1", "1", "-", "UPPER", "a" * 60, "漢字"], ids=ascii
)
def test_a_new_platform_builds_and_passes_its_own_check(tmp_path: Path, name: str) -> None:
    made = run(tmp_path, "init", "--", name)
    folder = tmp_path / name
    validated = run(folder, "validate", "--strict", "--format", "github")
    check = run(folder, "build", "--check")
    again = run(folder, "build", "--no-site")

    assert made.returncode == 0, made.stderr
    assert "specs/platform.yaml\n" in made.stdout
    # What only `lock` can bring is missing.
    assert {line.split("title=")[1][:5] for line in validated.stdout.splitlines()} <= {"PG038"}
    assert (check.returncode, check.stdout) == (0, ""), check.stderr
    assert again.stderr.endswith("nothing changed\n")


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("shop", "shop"),
        ("Almacén Ñandú", "almacen-nandu"),
        ("2026", "platform-2026"),
        ("漢字", "platform"),
        ("Тест", "platform"),
        ("--", "platform"),
    ],
    ids=ascii,
)
def test_a_platform_is_named_for_its_folder(folder: str, name: str) -> None:
    assert platform_name(folder) == name


def test_a_new_platform_in_the_folder_that_we_are_in(tmp_path: Path) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    done = subprocess.run(
        [*PROGRAM, "init"], cwd=folder, env=environment(), capture_output=True, check=False
    )

    assert done.returncode == 0
    assert run(folder, "build", "--check").returncode == 0


def test_what_is_said_to_do_next_works(tmp_path: Path) -> None:
    made = run(tmp_path, "init", "a b")
    steps = [line.split("  ")[1] for line in made.stderr.splitlines() if line.startswith("  platf")]

    assert len(steps) == 2
    for step in steps:
        done = subprocess.run(
            ["sh", "-c", f'platformgen() {{ {" ".join(PROGRAM)} "$@"; }}; {step}'],
            env=environment(),
            capture_output=True,
            check=False,
        )

        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "path", ["specs/mine.yaml", "docs/web.md", ".gitignore", "specs/platform.yaml/x"]
)
def test_a_folder_that_is_taken_is_left_alone(tmp_path: Path, path: str) -> None:
    folder = laid(tmp_path, {path: "years of work\n"})
    before = tree(folder)
    done = run(folder, "init")

    assert done.returncode == 2
    assert "choose an empty folder" in done.stderr
    assert tree(folder) == before


def test_files_of_other_names_do_not_matter(tmp_path: Path) -> None:
    folder = laid(tmp_path, {"README.md": "years of work\n", ".git/config": "[core]\n"})
    done = run(folder, "init")

    assert done.returncode == 0
    assert tree(folder)["README.md"] == b"years of work\n"


def test_a_link_in_the_folder_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    folder = laid(tmp_path / "folder", {})
    folder.mkdir()
    (folder / "docs").symlink_to(outside)
    (folder / ".gitignore").symlink_to(outside)
    done = run(folder, "init")

    assert done.returncode == 2
    assert not outside.exists()


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    laid(tmp_path, {"file": "x"})
    done = run(tmp_path, "init", "file")

    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr


def test_a_page_that_is_there_and_wrong_is_told(tmp_path: Path) -> None:
    folder = laid(tmp_path, {"docs/mine.md": "# Mine\n\n{{ nobody.name }}\n"})
    done = run(folder, "init")

    assert done.returncode == 2
    assert "docs/mine.md:3:1: error[PG036]" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="other rules")
def test_a_new_platform_is_ordinary_files(tmp_path: Path) -> None:
    run(tmp_path, "init", "shop")
    modes = {file.stat().st_mode & 0o111 for file in tmp_path.rglob("*") if file.is_file()}

    assert modes == {0}
