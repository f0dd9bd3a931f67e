"""`docs serve` as people run it."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from preview.serving import previewed, put
from running import LAMP, SHELF, TINY, laid, run, tree

PAGE = "/components/shelf/"


def described(text: str) -> str:
    return SHELF.replace("  shelf:\n", f"  shelf:\n    description: {text}\n")


def test_a_change_is_shown_and_a_mistake_is_told_over_the_last_good_site(tmp_path: Path) -> None:
    project, stage = laid(tmp_path / "project", TINY), tmp_path / "stage"
    spec = project / "specs" / "shelf.yaml"
    stage.mkdir()
    with previewed(project, env={"TMPDIR": str(stage)}) as preview:
        site = tree(project / "build" / "site")
        first = preview.state()
        put(spec, described("Holds the books"), tmp_path)
        changed = preview.state(first["name"])
        page = preview.ask(PAGE)
        preview.told()
        put(spec, SHELF.replace("namespace", "namespac"), tmp_path)
        broken = preview.state(changed["name"])
        kept = preview.ask(PAGE)
        said = preview.told()
        put(spec, described("Holds the lamps"), tmp_path)
        mended = preview.state(broken["name"])
        again = preview.ask(PAGE)
        code = preview.interrupt()

    assert "Holds the books" in page[1]
    assert f'data-site="{changed["site"]}"' in page[1]
    assert first["site"] != changed["site"] == broken["site"] != mended["site"]
    assert "specs/shelf.yaml:3:5: error[PG011]" in broken["findings"][0]
    assert "specs/shelf.yaml:3:5: error[PG011]" in said
    assert kept == page
    assert mended["findings"] == []
    assert "Holds the lamps" in again[1]
    assert code == 0
    assert tree(project / "build" / "site") == site
    assert not [path for path, content in site.items() if b".platformgen/" in content]
    assert not list(stage.iterdir())


def test_a_browser_that_nobody_touches_shows_each_change_and_each_mistake(
    tmp_path: Path, follow: Callable[[str], AbstractContextManager[Callable[[str], str]]]
) -> None:
    project = laid(tmp_path / "project", TINY)
    spec = project / "specs" / "shelf.yaml"
    with previewed(project) as preview, follow(f"{preview.url}components/shelf/") as shown:
        put(spec, described("Holds the books"), tmp_path)
        changed = shown("Holds the books")
        put(spec, SHELF.replace("namespace", "namespac"), tmp_path)
        broken = shown("error[PG011]")
        put(spec, described("Holds the lamps"), tmp_path)
        mended = shown("Holds the lamps")

    assert "PG011" not in changed
    assert "Holds the books" in broken
    assert "PG011" not in mended


def test_what_comes_and_goes_is_in_the_navigation_of_every_page(tmp_path: Path) -> None:
    project = laid(tmp_path, TINY)
    with previewed(project) as preview:
        state = preview.state()
        written = preview.ask("/welcome/")[1]
        put(project / "docs" / "welcome.md", "# Welcome\n\nAnother word.\n", tmp_path)
        state = preview.state(state["name"])
        rewritten = preview.ask("/welcome/")[1]
        put(project / "specs" / "clock.yaml", LAMP.replace("lamp", "clock"), tmp_path)
        state = preview.state(state["name"])
        more = preview.ask("/")[1]
        new = preview.ask("/components/clock/")[0]
        (project / "specs" / "clock.yaml").unlink()
        preview.state(state["name"])
        fewer = preview.ask("/")[1]
        gone = preview.ask("/components/clock/")[0]

    assert "Another word." not in written
    assert "Another word." in rewritten
    assert "components/clock/" in more
    assert new == 200
    assert "components/clock/" not in fewer
    assert gone == 404


def test_a_project_that_is_broken_at_first_is_shown_when_it_is_mended(tmp_path: Path) -> None:
    project = laid(tmp_path, {**TINY, "specs/shelf.yaml": "components: 3\n"})
    with previewed(project) as preview:
        nothing = preview.ask("/")
        broken = preview.state()
        put(project / "specs" / "shelf.yaml", SHELF, tmp_path)
        preview.state(broken["name"])
        home = preview.ask("/")

    assert nothing[0] == 503
    assert "preview.js" in nothing[1]
    assert broken["findings"]
    assert home[0] == 200


def test_the_server_reads_this_site_only_and_answers_this_machine_only(tmp_path: Path) -> None:
    project = laid(tmp_path, TINY)
    with previewed(project) as preview:
        (project / "build" / "site" / "leak.txt").symlink_to(project / "specs" / "shelf.yaml")
        head = preview.response(PAGE, "HEAD")
        page = preview.response(PAGE)
        statuses = {
            "another way to the files": preview.ask("/..%2f..%2fspecs/shelf.yaml")[0],
            "a link out of the site": preview.ask("/leak.txt")[0],
            "a page that is not there": preview.ask("/nothing/")[0],
            "another host": preview.ask("/", host="evil.example")[0],
            "writing": preview.ask("/", "POST")[0],
            "taking away": preview.ask("/", "DELETE")[0],
            "a folder": preview.ask("/components/shelf")[0],
        }

    assert preview.url.startswith("http://127.0.0.1:")
    assert head[1] == ""
    assert head[0].headers["Content-Length"] == str(len(page[1].encode()))
    assert page[0].headers["Content-Type"] == "text/html; charset=utf-8"
    assert page[0].headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert statuses == {
        "another way to the files": 404,
        "a link out of the site": 404,
        "a page that is not there": 404,
        "another host": 421,
        "writing": 501,
        "taking away": 501,
        "a folder": 301,
    }


def test_a_port_that_is_in_use_is_named(tmp_path: Path) -> None:
    project = laid(tmp_path, TINY)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run(project, "docs", "serve", "--port", str(port))

    assert done.returncode == 3
    assert done.stderr == f"error: port {port} is in use: choose another one with --port\n"
    assert not (project / "build").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="BROWSER is not asked there")
def test_the_browser_is_opened_if_asked(tmp_path: Path) -> None:
    project, opened = laid(tmp_path / "project", TINY), tmp_path / "opened"
    browser = laid(tmp_path, {"browser": f'#!/bin/sh\necho "$1" > {opened}\n'}) / "browser"
    browser.chmod(0o755)
    with previewed(project, "--open", env={"BROWSER": str(browser)}) as preview:
        url = opened.read_text("utf-8").strip()

    assert url == preview.url
