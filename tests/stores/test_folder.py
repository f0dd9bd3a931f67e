from __future__ import annotations

from pathlib import Path

import pytest

from platformgen.shell.mirror import Transfer, mirror
from platformgen.shell.stores.folder import TEMPORARY, FolderStore

SITE = {
    "index.html": "home",
    "a/index.html": "a",
    "assets/x.svg": "x",
    "metadata.json": "{}",
    "search/search_index.json": "[]",
}
MARK = "metadata.json"


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


def mirrored(source: Path, target: Path) -> Transfer:
    return mirror(source, FolderStore(target), MARK)


def test_a_new_site_comes_assets_first_and_what_names_pages_last(tmp_path: Path) -> None:
    done = mirrored(laid(tmp_path / "new", SITE), tmp_path / "site")

    assert done.steps == (
        ("metadata.json",),
        ("assets/x.svg",),
        ("a/index.html", "index.html"),
        ("search/search_index.json",),
    )
    assert standing(tmp_path / "site") == SITE


def test_new_pages_come_before_those_that_link_to_them(tmp_path: Path) -> None:
    target = laid(tmp_path / "site", SITE)
    source = laid(tmp_path / "new", {**dict.fromkeys(SITE, "new"), "b/index.html": "b"})
    done = mirrored(source, target)

    assert done.steps == (
        ("assets/x.svg",),
        ("b/index.html",),
        ("a/index.html", "index.html"),
        ("metadata.json", "search/search_index.json"),
    )


def test_the_same_site_is_left_alone(tmp_path: Path) -> None:
    source, target = laid(tmp_path / "new", SITE), tmp_path / "site"
    mirrored(source, target)
    before = {file: file.stat().st_mtime_ns for file in target.rglob("*")}
    done = mirrored(source, target)

    assert done == Transfer((), ())
    assert {file: file.stat().st_mtime_ns for file in target.rglob("*")} == before


def test_what_changed_is_written_and_what_is_gone_removed(tmp_path: Path) -> None:
    target = laid(tmp_path / "site", {**SITE, "old/deep/b.html": "b"})
    source = laid(tmp_path / "new", {**SITE, "index.html": "new home"})
    done = mirrored(source, target)

    assert (done.written, done.removed) == (("index.html",), ("old/deep/b.html",))
    assert standing(target) == standing(source)
    assert not (target / "old").exists()


def test_a_file_of_the_same_length_is_not_the_same(tmp_path: Path) -> None:
    target = laid(tmp_path / "site", {**SITE, "index.html": "HOME"})
    done = mirrored(laid(tmp_path / "new", SITE), target)

    assert done.written == ("index.html",)


def test_what_a_killed_run_left_behind_is_removed(tmp_path: Path) -> None:
    target = laid(tmp_path / "site", {**SITE, TEMPORARY: "torn"})
    done = mirrored(laid(tmp_path / "new", SITE), target)

    assert done == Transfer((), (TEMPORARY,))
    assert standing(target) == SITE


@pytest.mark.parametrize(
    ("standing_now", "wanted"),
    [
        ({"a": "file"}, {"a/index.html": "page"}),
        ({"a/index.html": "page"}, {"a": "file"}),
        ({"a/b/c": "page", "a/d": "page"}, {"a": "file"}),
    ],
)
def test_files_and_folders_change_places(
    tmp_path: Path, standing_now: dict[str, str], wanted: dict[str, str]
) -> None:
    target = laid(tmp_path / "site", standing_now)
    mirrored(laid(tmp_path / "new", wanted), target)

    assert standing(target) == wanted


def test_links_are_removed_and_never_followed(tmp_path: Path) -> None:
    outside = laid(tmp_path / "outside", {"index.html": "kept", "x.svg": "kept"})
    target = laid(tmp_path / "site", {})
    target.mkdir()
    (target / "a").symlink_to(outside)
    (target / "index.html").symlink_to(outside / "index.html")
    (target / "gone").symlink_to(outside)
    mirrored(laid(tmp_path / "new", SITE), target)

    assert standing(outside) == {"index.html": "kept", "x.svg": "kept"}
    assert standing(target) == SITE
    assert not [file for file in target.rglob("*") if file.is_symlink()]
