from __future__ import annotations

from pathlib import Path

import pytest

from platformgen.shell.mirror import TEMPORARY, Mirrored, mirror

SITE = {
    "index.html": "home",
    "a/index.html": "a",
    "assets/x.svg": "x",
    "metadata.json": "{}",
    "search/index.json": "[]",
}


def laid(folder: Path, files: dict[str, str]) -> Path:
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
    return folder


def standing(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): file.read_text()
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_a_new_site_comes_assets_first_and_pages_last(tmp_path: Path) -> None:
    done = mirror(laid(tmp_path / "new", SITE), tmp_path / "site", first="metadata.json")

    assert done.written == (
        *("metadata.json", "assets/x.svg", "search/index.json"),
        *("a/index.html", "index.html"),
    )
    assert standing(tmp_path / "site") == SITE


def test_the_same_site_is_left_alone(tmp_path: Path) -> None:
    source, target = laid(tmp_path / "new", SITE), tmp_path / "site"
    mirror(source, target)
    before = {file: file.stat().st_mtime_ns for file in target.rglob("*")}
    done = mirror(source, target)

    assert done == Mirrored((), ())
    assert {file: file.stat().st_mtime_ns for file in target.rglob("*")} == before


def test_what_changed_is_written_and_what_is_gone_removed(tmp_path: Path) -> None:
    target = laid(tmp_path / "site", {**SITE, "old/b.html": "b"})
    source = laid(tmp_path / "new", {**SITE, "index.html": "new home"})
    done = mirror(source, target)

    assert done == Mirrored(("index.html",), ("old/b.html",))
    assert standing(target) == standing(source)
    assert not (target / "old").exists()


def test_what_a_killed_run_left_behind_is_removed(tmp_path: Path) -> None:
    target = laid(tmp_path / "site", {**SITE, TEMPORARY: "torn"})
    done = mirror(laid(tmp_path / "new", SITE), target)

    assert done == Mirrored((), (TEMPORARY,))


@pytest.mark.parametrize(
    ("standing_now", "wanted"),
    [({"a": "file"}, {"a/index.html": "page"}), ({"a/index.html": "page"}, {"a": "file"})],
)
def test_files_and_folders_change_places(
    tmp_path: Path, standing_now: dict[str, str], wanted: dict[str, str]
) -> None:
    target = laid(tmp_path / "site", standing_now)
    mirror(laid(tmp_path / "new", wanted), target)

    assert standing(target) == wanted


def test_links_are_removed_and_never_followed(tmp_path: Path) -> None:
    outside = laid(tmp_path / "outside", {"index.html": "kept", "x.svg": "kept"})
    target = laid(tmp_path / "site", {})
    target.mkdir()
    (target / "a").symlink_to(outside)
    (target / "index.html").symlink_to(outside / "index.html")
    (target / "gone").symlink_to(outside)
    mirror(laid(tmp_path / "new", SITE), target)

    assert standing(outside) == {"index.html": "kept", "x.svg": "kept"}
    assert standing(target) == SITE
    assert not [file for file in target.rglob("*") if file.is_symlink()]
