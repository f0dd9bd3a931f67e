"""Several builds at once, builds that follow every change, and builds that a person ends."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from running import PROGRAM, SHELF, TINY, WELCOME, built, environment, laid, run, tree

PATIENCE_SECONDS = 60


def started(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start the program in a folder, in a process group of its own, as a shell does."""
    return subprocess.Popen(
        [*PROGRAM, "-C", str(folder), *arguments],
        env=environment({"PYTHONUNBUFFERED": "1"}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )


@contextmanager
def watching(folder: Path) -> Iterator[subprocess.Popen[str]]:
    process = started(folder, "build", "--watch", "--no-site")
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def heard(process: subprocess.Popen[str], text: str) -> list[str]:
    """Return the lines that a process says on stderr, up to one that holds a text."""
    assert process.stderr is not None
    lines: list[str] = []
    for line in process.stderr:
        lines.append(line)
        if text in line:
            return lines
    raise AssertionError(f"{text!r} was not said: {lines}")


def test_ten_builds_at_once_make_one_tree(tmp_path: Path) -> None:
    folder = laid(tmp_path / "tiny", TINY)
    builds = [started(folder, "build", "--no-site") for _ in range(10)]
    said = [build.communicate(timeout=PATIENCE_SECONDS)[1] for build in builds]

    assert [build.returncode for build in builds] == [0] * 10
    assert sum("files written" in each for each in said) == 1
    assert said.count("nothing changed\n") == 9
    assert tree(folder) == tree(built(laid(tmp_path / "clean", TINY)))


def test_sites_and_publications_at_once_make_one_tree(tmp_path: Path) -> None:
    folder = laid(tmp_path / "tiny", TINY)
    to = f"file://{tmp_path}/published"
    commands = [["build"], ["build"], ["publish", "--to", to], ["build", "--no-site"]]
    builds = [started(folder, *arguments) for arguments in commands]
    for build in builds:
        assert build.wait(PATIENCE_SECONDS) == 0
        build.communicate()
    clean = laid(tmp_path / "clean", TINY)
    run(clean, "build")
    run(clean, "publish", "--to", f"file://{tmp_path}/expected")

    assert tree(folder) == tree(clean)
    assert tree(tmp_path / "published") == tree(tmp_path / "expected")


def test_environments_are_built_beside_each_other(shop: Path) -> None:
    expected = tree(built(shop, "--env", "prod"))
    os.utime(shop / "specs/platform.yaml")
    for record in shop.rglob(".record.json"):
        record.unlink()
    builds = [started(shop, "build", "--no-site", *each) for each in ([], ["--env", "prod"])]

    assert [build.wait(PATIENCE_SECONDS) for build in builds] == [0, 0]
    assert tree(shop) == expected
    for build in builds:
        build.communicate()


def test_a_build_waits_for_the_one_at_work(tiny: Path) -> None:
    import fcntl  # noqa: PLC0415  # not on Windows

    laid(tiny, {"docs/welcome.md": WELCOME + "\nMore.\n"})
    lock = os.open(tiny, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    waiting = started(tiny, "build", "--no-site")
    with pytest.raises(subprocess.TimeoutExpired):
        waiting.wait(1.5)
    os.close(lock)

    assert waiting.wait(PATIENCE_SECONDS) == 0
    waiting.communicate()


def test_a_watch_builds_what_changes(tiny: Path) -> None:
    with watching(tiny) as process:
        heard(process, "watching")
        laid(tiny, {"specs/shelf.yaml": SHELF.replace("1.0.0", "2.0.0")})
        heard(process, "files written")

        assert "shelf:2.0.0" in (tiny / "deploy/apps/shelf.yaml").read_text()


def test_a_watch_tells_an_error_and_goes_on(tiny: Path) -> None:
    with watching(tiny) as process:
        heard(process, "watching")
        laid(tiny, {"specs/shelf.yaml": SHELF + "    colour: red\n"})
        told = heard(process, "watching")
        laid(tiny, {"specs/shelf.yaml": SHELF.replace("1.0.0", "2.0.0")})
        mended = heard(process, "watching")

    assert any("error[PG011]" in line for line in told)
    assert any("nothing was written" in line for line in told)
    assert any("files written" in line for line in mended)


def test_a_watch_sees_a_file_come_that_was_missed(tiny: Path) -> None:
    laid(tiny, {"specs/shelf.yaml": SHELF + "      files: {/etc/shelf.yaml: files/shelf.yaml}\n"})
    with watching(tiny) as process:
        missed = heard(process, "watching")
        laid(tiny, {"files/shelf.yaml": "size: 3\n"})
        come = heard(process, "watching")

    assert any("files/shelf.yaml is not there" in line for line in missed)
    assert any("files written" in line for line in come)


def test_a_watch_outlives_a_disk_that_refuses(tiny: Path) -> None:
    with watching(tiny) as process:
        heard(process, "watching")
        (tiny / "build/site.yml").unlink()
        (tiny / "build/site.yml").mkdir()
        laid(tiny, {"build/site.yml/mine": "", "docs/welcome.md": WELCOME + "\nMore.\n"})
        told = heard(process, "watching")

        assert any("PG050" in line for line in told)
        assert process.poll() is None


def test_the_end_of_a_watch_is_no_accident(tiny: Path) -> None:
    with watching(tiny) as process:
        heard(process, "watching")
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=PATIENCE_SECONDS)

    assert process.returncode == 130
    assert said.split() == ["interrupted"]


@pytest.mark.parametrize("after", ["build/.tmp", "build/.tmp/site"])
def test_an_interrupted_build_ends_with_130_and_leaves_no_scraps(
    tmp_path: Path, after: str
) -> None:
    folder = laid(tmp_path / "tiny", TINY)
    process = started(folder, "build")
    while not (folder / after).is_dir():
        assert process.poll() is None
        time.sleep(0.001)
    os.killpg(process.pid, signal.SIGINT)
    out, said = process.communicate(timeout=PATIENCE_SECONDS)

    assert (process.returncode, out, said.split()) == (130, "", ["interrupted"])
    assert not (folder / "build/.tmp").exists()
    assert run(folder, "build").returncode == 0
    assert run(folder, "build", "--check").returncode == 0
