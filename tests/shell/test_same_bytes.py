"""The same sources give the same bytes, wherever and however they are built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from realparts import cache, command
from running import PROGRAM, ROOT, SHOP, environment, run, tree

LOCK = ROOT / "requirements" / "runtime.txt"
OURS = ".".join(map(str, sys.version_info[:2]))


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return outputs(tmp_path_factory.mktemp("expected") / "shop")


def outputs(
    folder: Path, *site: str, env: dict[str, str] | None = None, python: str = sys.executable
) -> dict[str, bytes]:
    """Build the shop from nothing in a folder, for both environments, and return all files."""
    shutil.copytree(SHOP, folder)
    program = (python, *PROGRAM[1:])
    for arguments in (["build", *site], ["build", "--env", "prod", "--no-site"]):
        done = run(folder, *arguments, env=env, program=program)
        assert done.returncode == 0, done.stderr
    return tree(folder)


@pytest.mark.parametrize(
    "env",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Kathmandu", "LANG": "C", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Caracas", "LC_ALL": "tr_TR.ISO-8859-9"},
        {"PYTHONHASHSEED": "3", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "COLUMNS": "20"},
        {"PYTHONHASHSEED": "4", "SOURCE_DATE_EPOCH": "1", "NO_COLOR": "1", "CI": "true"},
    ],
    ids=" ".join,
)
def test_the_environment_changes_no_byte(
    tmp_path: Path, expected: dict[str, bytes], env: dict[str, str]
) -> None:
    assert outputs(tmp_path / "elsewhere", env=env) == expected


def test_the_umask_changes_no_byte(tmp_path: Path, expected: dict[str, bytes]) -> None:
    before = os.umask(0o077)
    try:
        found = outputs(tmp_path / "private")
    finally:
        os.umask(before)

    assert found == expected


def test_the_folder_that_we_are_in_changes_no_byte(
    tmp_path: Path, expected: dict[str, bytes]
) -> None:
    folder = tmp_path / "a b" / "Ünï"
    shutil.copytree(SHOP, folder)
    for arguments in (["build"], ["build", "--env", "prod", "--no-site"]):
        subprocess.run([*PROGRAM, *arguments], cwd=folder, env=environment(), check=True)

    assert tree(folder) == expected


def test_a_link_to_the_folder_changes_no_byte(tmp_path: Path, expected: dict[str, bytes]) -> None:
    shutil.copytree(SHOP, tmp_path / "shop")
    (tmp_path / "link").symlink_to("shop")
    run(tmp_path / "link", "build")
    run(tmp_path / "link", "build", "--env", "prod", "--no-site")

    assert tree(tmp_path / "shop") == expected


def pythons() -> dict[str, str]:
    """Return the other Pythons of this machine that we support, by version."""
    places = [*os.environ["PATH"].split(os.pathsep)]
    places += map(str, sorted(Path.home().glob(".pyenv/versions/3.*/bin")))
    found: dict[str, str] = {}
    for version in ("3.11", "3.12", "3.13", "3.14"):
        candidates = [f"{place}/python{version}" for place in places]
        works = [each for each in candidates if Path(each).is_file() and is_python(each, version)]
        if works and version != OURS:
            found[version] = works[0]
    return found


def is_python(program: str, version: str) -> bool:
    """Tell whether a program is that Python, and not a signpost to one that is not installed."""
    say = "import sys, ensurepip; print('%d.%d' % sys.version_info[:2])"
    done = subprocess.run([program, "-c", say], capture_output=True, text=True, check=False)
    return done.stdout.strip() == version


@pytest.mark.real
@pytest.mark.parametrize(("version", "program"), sorted(pythons().items()))
def test_the_version_of_python_changes_no_byte(
    tmp_path: Path, expected: dict[str, bytes], version: str, program: str
) -> None:
    def make(target: Path) -> None:
        command.passed(command.run(program, "-m", "venv", target))
        pip = (target / "bin/python", "-m", "pip", "install", "--quiet", "--no-deps")
        exactly = ("--disable-pip-version-check", "--require-hashes", "--requirement", LOCK)
        command.passed(command.run(*pip, *exactly, timeout_seconds=1800))

    part = cache.Part(
        name=f"python{version}", sources=(LOCK,), recipe=program, make=make, minutes=1
    )
    python = cache.get(part) / "bin" / "python"

    assert outputs(tmp_path / "shop", python=str(python)) == expected
