"""Killed at any moment, a build leaves what the next one makes whole."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from moments import happening, missing, moments, sampled
from running import PROGRAM, SHELF, TINY, WELCOME, copied, environment, laid, run, tree

pytestmark = pytest.mark.real
AT_MOST = 16
KILL = f"signal={signal.SIGKILL.name}"


@pytest.fixture(scope="module", autouse=True)
def _strace() -> None:
    assert not missing(), missing()


def new(folder: Path, source: Path) -> Path:
    """A project that was never built."""
    del source
    return laid(folder, TINY)


def changed(folder: Path, source: Path) -> Path:
    """A project that was built, and of which a component, a page and an environment changed."""
    copied(source, folder)
    (folder / "specs/lamp.yaml").unlink()
    other = SHELF.replace("1.0.0", "2.0.0")
    return laid(folder, {"specs/shelf.yaml": other, "docs/welcome.md": WELCOME + "\nMore.\n"})


def whole(found: dict[str, bytes]) -> bool:
    """Tell whether no file is torn: each is empty, or ends as we end files."""
    return all(
        content.endswith((b"\n", b"\n\n"))
        for path, content in found.items()
        if "/.tmp/" not in path
    )


@pytest.mark.parametrize("state", [new, changed], ids=lambda each: each.__name__)
def test_a_killed_build_is_made_whole_by_the_next(
    tmp_path: Path, tiny_once: Path, state: Callable[[Path, Path], Path]
) -> None:
    clean = state(tmp_path / "clean" / "tiny", tiny_once)
    found = moments(clean, clean, "build", "--no-site")
    expected = tree(clean)
    for number, moment in enumerate(sampled(found, AT_MOST)):
        folder = state(tmp_path / str(number) / "tiny", tiny_once)
        killed = happening(folder, moment, KILL, "build", "--no-site")
        left = tree(folder)
        again = run(folder, "build", "--no-site")

        assert killed.returncode == -signal.SIGKILL, moment
        assert whole(left), moment
        assert (again.returncode, tree(folder)) == (0, expected), moment
        assert run(folder, "build", "--no-site").stderr == "nothing changed\n", moment

    assert len(found) > AT_MOST


def site_changed(folder: Path, source: Path) -> Path:
    """A project with its site, of which two pages changed."""
    copied(source, folder)
    (folder / "specs/lamp.yaml").unlink()
    return laid(folder, {"docs/welcome.md": WELCOME + "\nMore.\n"})


@pytest.fixture(scope="module")
def tiny_with_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = laid(tmp_path_factory.mktemp("site"), TINY)
    assert run(folder, "build").returncode == 0
    return folder


def test_a_killed_build_of_the_site_is_made_whole_by_the_next(
    tmp_path: Path, tiny_with_site: Path
) -> None:
    clean = site_changed(tmp_path / "clean" / "tiny", tiny_with_site)
    found = moments(clean, clean / "build" / "site", "build")
    expected = tree(clean)
    for number, moment in enumerate(sampled(found, 3)):
        folder = site_changed(tmp_path / str(number) / "tiny", tiny_with_site)
        killed = happening(folder, moment, KILL, "build")
        again = run(folder, "build")

        assert killed.returncode == -signal.SIGKILL, moment
        assert (again.returncode, tree(folder)) == (0, expected), moment


def test_mkdocs_ends_with_us_and_leaves_nothing(tmp_path: Path, tiny_with_site: Path) -> None:
    folder = site_changed(tmp_path / "tiny", tiny_with_site)
    building = subprocess.Popen([*PROGRAM, "-C", str(folder), "build"], env=environment())
    while not (folder / "build/.tmp/site").is_dir():
        assert building.poll() is None
        time.sleep(0.01)
    building.kill()
    building.wait()
    again = run(folder, "build", "--no-site")
    time.sleep(1)

    assert again.returncode == 0
    assert not (folder / "build/.tmp").exists()


def test_a_killed_publication_is_made_whole_by_the_next(
    tmp_path: Path, tiny_with_site: Path
) -> None:
    target = tmp_path / "clean" / "published"
    found = moments(tiny_with_site, target, "publish", "--to", f"file://{target}")
    expected = tree(target)
    for number, moment in enumerate(sampled(found, 4)):
        folder = copied(tiny_with_site, tmp_path / str(number) / "tiny")
        url = f"file://{folder.parent}/published"
        killed = happening(folder, moment, KILL, "publish", "--to", url)
        again = run(folder, "publish", "--to", url)

        assert killed.returncode == -signal.SIGKILL, moment
        assert again.returncode == 0, again.stderr
        assert tree(folder.parent / "published") == expected, moment
        assert not (folder / "build/.tmp").exists()
