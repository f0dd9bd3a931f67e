"""A disk that refuses is told in one message; nothing is lost, and running again repairs."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from moments import happening, missing, moments, sampled
from running import SHELF, TINY, built, copied, laid, run, tree

FULL = "error=ENOSPC"
# Root may write where it may not, unless it gives that up.
WITHOUT_PRIVILEGE = ("setpriv", "--bounding-set=-all", "--inh-caps=-all")


def as_anybody() -> tuple[str, ...]:
    return WITHOUT_PRIVILEGE if os.geteuid() == 0 else ()


@pytest.mark.real
def test_a_full_disk_is_told_and_the_next_build_repairs(tmp_path: Path, tiny_once: Path) -> None:
    assert not missing(), missing()

    def changed(folder: Path) -> Path:
        copied(tiny_once, folder)
        (folder / "specs/lamp.yaml").unlink()
        return laid(folder, {"specs/shelf.yaml": SHELF.replace("1.0.0", "2.0.0")})

    clean = changed(tmp_path / "clean" / "tiny")
    calls = moments(clean, clean, "build", "--no-site")
    expected = tree(clean)
    growing = [each for each in calls if each.call in {"openat", "write", "rename"}]
    for number, moment in enumerate(sampled(growing, 8)):
        folder = changed(tmp_path / str(number) / "tiny")
        full = happening(folder, moment, FULL, "build", "--no-site")
        left = tree(folder)
        again = run(folder, "build", "--no-site")

        assert (full.returncode, full.stdout) == (3, ""), (moment, full.stderr)
        assert full.stderr.splitlines()[-1].startswith("error: "), moment
        assert full.stderr.endswith(": No space left on device\n"), moment
        assert "Traceback" not in full.stderr, moment
        assert not [path for path in left if "/.tmp/" in path], moment
        assert (again.returncode, tree(folder)) == (0, expected), moment


@pytest.mark.real
def test_a_small_disk_that_fills_up_is_told(tmp_path: Path) -> None:
    folder = laid(tmp_path / "tiny", TINY)
    limit = ("prlimit", "--fsize=4096", "--")
    full = run(folder, "build", "--no-site", before=limit)
    clean = built(laid(tmp_path / "clean", TINY))

    assert full.returncode == 3
    assert full.stderr.endswith(": File too large\n")
    assert tree(built(folder)) == tree(clean)


@pytest.mark.parametrize("command", ["build", "publish"])
def test_a_disk_that_fills_up_under_the_site_is_told_and_repaired(
    tiny: Path, tmp_path: Path, command: str
) -> None:
    small = tmp_path / "small"
    small.mkdir()
    # The site takes more than that. The disk is seen in the namespace of this command alone, so
    # what is left there, and whether it is whole once there is room, are looked at inside.
    script = (
        'mount -t tmpfs -o size=2m none "$0"; cp -a "$1" "$0/tiny"; shift; '
        'code=0; "$@" || code=$?; find "$0" -name "*tmp*" -o -name ".platformgen*"; '
        'mount -o remount,size=99m "$0"; "$@"; exit $code'
    )
    rights = () if os.geteuid() == 0 else ("--map-root-user",)
    before = ("unshare", "--mount", *rights, "sh", "-ec", script, str(small), str(tiny))
    target = f"file://{small}/published"
    words = ("build",) if command == "build" else ("publish", "--to", target)
    done = run(small / "tiny", *words, before=before)

    first, _, rest = done.stderr.partition(": No space left on device\n")
    assert done.returncode == 3, done.stderr
    assert (first.splitlines()[-1].count("/"), "Traceback" in done.stderr) > (1, False)
    assert ("error" in rest, done.stdout.strip()) == (False, ""), done.stderr


@pytest.mark.parametrize("name", ["deploy/apps", "build", "catalog", "."])
def test_a_folder_that_may_not_be_written_is_told(tiny: Path, name: str) -> None:
    (tiny / "specs/lamp.yaml").unlink()
    laid(tiny, {"specs/shelf.yaml": SHELF.replace("1.0.0", "2.0.0") + "    title: Shelf\n"})
    before = tree(tiny)
    (tiny / name).chmod(0o500)
    refused = run(tiny, "build", "--no-site", before=as_anybody())
    (tiny / name).chmod(0o700)
    left = tree(tiny)
    built(tiny)

    assert refused.returncode == 3
    assert refused.stderr.endswith(": Permission denied\n")
    assert all("lamp" in path for path in before.keys() - left.keys())
    assert run(tiny, "build", "--check").returncode == 0


@pytest.mark.parametrize("path", ["specs/shelf.yaml", "docs/welcome.md", "specs", "docs"])
def test_a_source_that_may_not_be_read_is_told(tiny: Path, path: str) -> None:
    before = tree(tiny)
    (tiny / path).chmod(0)
    refused = run(tiny, "build", "--no-site", before=as_anybody())
    (tiny / path).chmod(0o700)

    assert refused.returncode in {2, 3}
    assert f"{path}" in refused.stderr
    assert "ermission denied" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert tree(tiny) == before


@pytest.mark.parametrize("path", ["build", "catalog", "deploy", "deploy/apps", "build/techdocs"])
def test_a_file_where_a_folder_belongs_is_in_the_way(tmp_path: Path, path: str) -> None:
    folder = laid(tmp_path, {**TINY, path: "years of work\n"})
    before = tree(folder)
    done = run(folder, "build")

    assert done.returncode == 2
    assert f"{path}:1:1: error[PG050]: {path} is not a folder" in done.stderr
    assert tree(folder) == before


@pytest.mark.parametrize("path", ["catalog/all.yaml", "mkdocs.yml"])
@pytest.mark.parametrize("command", [("build",), ("build", "--check"), ("diff",)])
def test_an_empty_folder_where_a_file_belongs_is_in_the_way(
    tmp_path: Path, path: str, command: tuple[str, ...]
) -> None:
    folder = laid(tmp_path, TINY)
    (folder / path).mkdir(parents=True)
    done = run(folder, *command)

    assert done.returncode == 2
    assert f"{path}:1:1: error[PG050]: {path} is a folder" in done.stderr


@pytest.mark.parametrize("path", ["catalog/all.yaml", "mkdocs.yml", "deploy/apps/shelf.yaml"])
def test_a_folder_where_a_file_belongs_is_in_the_way(tmp_path: Path, path: str) -> None:
    folder = laid(tmp_path, {**TINY, f"{path}/mine": "years of work\n"})
    before = tree(folder)
    done = run(folder, "build")

    assert done.returncode == 2
    assert f"{path}:1:1: error[PG050]: {path} is a folder" in done.stderr
    assert tree(folder) == before


@pytest.mark.parametrize(
    "path", ["build", "catalog", "deploy/apps", "mkdocs.yml", "build/techdocs"]
)
@pytest.mark.parametrize("was_built", [True, False], ids=["built before", "new"])
def test_an_output_that_is_a_link_is_not_followed(
    tmp_path: Path, tiny_once: Path, path: str, *, was_built: bool
) -> None:
    folder = tmp_path / "tiny"
    outside = tmp_path / "outside"
    if was_built:
        copied(tiny_once, folder)
        (folder / "specs/lamp.yaml").unlink()
        shutil.move(folder / path, outside)
    else:
        laid(folder, TINY)
        laid(outside.parent, {"outside/mine.yaml": "years of work\n"})
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).symlink_to(outside)
    before = outside.read_bytes() if outside.is_file() else tree(outside)
    done = run(folder, "build")

    assert done.returncode == 2
    assert f"error[PG050]: {path} is a link" in done.stderr
    assert (outside.read_bytes() if outside.is_file() else tree(outside)) == before


def test_stale_files_behind_a_link_stay(tiny: Path) -> None:
    outside = tiny.parent / "outside"
    shutil.move(tiny / "catalog/component", outside)
    (tiny / "catalog/component").symlink_to(outside)
    spec = tiny / "specs/lamp.yaml"
    spec.write_text(spec.read_text().replace("components:\n  lamp:", "components:\n  light:"))
    done = run(tiny, "build")

    assert done.returncode == 2
    assert (outside / "lamp.yaml").is_file()


def test_the_folder_of_the_site_is_not_followed_out_of_the_project(tiny: Path) -> None:
    outside = tiny.parent / "outside"
    laid(outside, {"mine.txt": "years of work\n"})
    (tiny / "build/site").symlink_to(outside)
    done = run(tiny, "build")

    assert done.returncode == 3
    assert done.stderr.endswith(
        "error: build/site is a link, and outputs are written to folders of the project alone\n"
    )
    assert tree(outside) == {"mine.txt": b"years of work\n"}


def test_a_folder_that_is_no_site_is_left_alone(tiny: Path) -> None:
    laid(tiny, {"build/site/mine.txt": "years of work\n"})
    done = run(tiny, "build")

    assert done.returncode == 3
    assert "build/site holds something else than a site" in done.stderr
    assert (tiny / "build/site/mine.txt").read_text() == "years of work\n"


@pytest.mark.parametrize("path", ["build/.tmp", "build/.record.json"])
def test_our_own_files_are_no_way_out_of_the_project(tiny: Path, path: str) -> None:
    outside = laid(tiny.parent / "outside", {"file": "years of work\n"})
    own = tiny / path
    own.unlink(missing_ok=True)
    own.symlink_to(outside if path.endswith("tmp") else outside / "file")
    laid(tiny, {"specs/shelf.yaml": SHELF.replace("1.0.0", "2.0.0")})
    run(tiny, "build", "--no-site")

    assert tree(outside) == {"file": b"years of work\n"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no FIFOs")
@pytest.mark.parametrize("path", ["catalog/all.yaml", "mkdocs.yml"])
def test_a_fifo_does_not_hold_us_up(tiny: Path, path: str) -> None:
    (tiny / path).unlink()
    os.mkfifo(tiny / path)
    done = run(tiny, "build", "--no-site")

    assert done.returncode == 2
    assert f"error[PG050]: {path} is not ours" in done.stderr


def test_a_record_that_is_no_file_is_as_good_as_none(tiny: Path) -> None:
    before = tree(tiny)
    (tiny / "build/.record.json").unlink()
    os.mkfifo(tiny / "build/.record.json")

    assert tree(built(tiny)) == before


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = run(tmp_path / "nowhere", "build")

    assert done.returncode == 2
    assert done.stderr.endswith(f"error: '-C': Directory '{tmp_path}/nowhere' does not exist\n")
