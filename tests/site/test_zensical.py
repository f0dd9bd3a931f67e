"""The site as Zensical makes it, of the same pages and the same configuration."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

import sample_platforms
from pages.dialects import seen
from platformgen.emit import pages
from platformgen.model import Platform, TextFile
from platformgen.shell import site
from platformgen.shell.engines import MKDOCS, ZENSICAL, Engine
from platformgen.shell.mkdocs import SiteError
from preview.serving import previewed, put
from realparts.browser import Visit
from running import SHELF, TINY, run
from running import laid as written


def laid(folder: Path, platform: Platform) -> list[str]:
    """Write the pages of a platform, and return their paths."""
    files = {str(each.path): each.content.decode() for each in pages.emit(platform)}
    written(folder, files)
    return list(files)


def made(folder: Path, platform: Platform, engine: Engine = ZENSICAL) -> Path:
    """Return the folder of the site of a platform."""
    site.site(folder, "build", laid(folder, platform), None, engine)
    return folder / "build" / "site"


def html(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): file.read_text("utf-8")
        for file in sorted(folder.rglob("*.html"))
    }


def broken(folder: Path, path: str, text: str) -> list[str]:
    """Return the links of a page that lead to no file of the site."""
    links = [
        value
        for _, attributes in seen(text).elements
        for name, value in attributes.items()
        if name in {"href", "src"} and value and not urlsplit(value).scheme and "//" not in value
    ]
    targets = [(folder / path).parent / unquote(urlsplit(each).path) for each in links]
    return [
        link
        for link, target in zip(links, targets, strict=True)
        if not (target / "index.html" if target.is_dir() else target).is_file()
    ]


def test_it_has_the_pages_of_mkdocs_and_all_their_links_lead_somewhere(tmp_path: Path) -> None:
    theirs = html(made(tmp_path / "mkdocs", sample_platforms.guide(), MKDOCS))
    folder = made(tmp_path / "zensical", sample_platforms.guide())
    ours = html(folder)

    assert ours.keys() == theirs.keys()
    assert len(ours) > 10
    # 404.html is sent for any address: its links begin at the top.
    assert not [
        (path, link)
        for path, text in ours.items()
        if path != "404.html"
        for link in broken(folder, path, text)
    ]


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_a_browser_finds_nothing_wrong_and_asks_no_other_site_for_anything(
    tmp_path: Path, visit: Callable[..., tuple[Visit, ...]], width: int, *, dark: bool
) -> None:
    folder = made(tmp_path, sample_platforms.guide())
    component = next(path for path in html(folder) if path.startswith("components/"))
    pages = ["", "architecture/", component.removesuffix("index.html")]
    found = visit(folder, pages, width=width, dark=dark)

    assert [each.elsewhere for each in found] == [[], [], []]
    assert [each.missing for each in found] == [[], [], []]
    assert [each.complaints for each in found] == [[], [], []]
    assert [each.barriers for each in found] == [[], [], []]
    assert [each.isTooWide for each in found] == [False, False, False]


def test_no_script_names_a_server_of_others_but_that_of_stars(tmp_path: Path) -> None:
    folder = made(tmp_path, sample_platforms.platform())
    scripts = [file.read_text("utf-8") for file in folder.rglob("*.js")]
    servers = {name for text in scripts for name in re.findall(r"https?://([\w.-]+)", text)}

    assert scripts
    # GitHub is asked for the stars of `repo_url`, which no configuration of ours has.
    assert servers <= {"www.w3.org", "api.github.com"}


def test_what_zensical_refuses_is_told(tmp_path: Path) -> None:
    page = TextFile(path="broken.md", content="# Broken\n\n[away](nowhere.md)\n")

    with pytest.raises(SiteError, match=r"page does not exist(.|\n)*broken\.md:5") as refused:
        made(tmp_path, sample_platforms.platform(pages=(page,)))

    assert "Traceback" not in str(refused.value)
    assert "\x1b" not in str(refused.value)


def test_where_it_is_missing_the_way_to_get_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "zensical", None)

    with pytest.raises(SiteError, match=r"pip install 'platformgen\[zensical\]'"):
        made(tmp_path, sample_platforms.platform())


def test_the_engine_can_be_changed_and_changed_back(tmp_path: Path) -> None:
    project = written(tmp_path, TINY)
    marks = (project / "build/site" / MKDOCS.mark, project / "build/site" / ZENSICAL.mark)
    found = []
    for arguments in ((), ("--engine", "zensical"), ("--engine", "zensical"), ()):
        done = run(project, "build", *arguments)
        found.append((done.returncode, *(mark.is_file() for mark in marks)))

    assert found == [
        (0, True, False),
        (0, False, True),
        (0, False, True),
        (0, True, False),
    ]


def test_its_site_is_shown_while_it_is_written(tmp_path: Path) -> None:
    project = written(tmp_path / "project", TINY)
    with previewed(project, "--engine", "zensical") as preview:
        state = preview.state()
        before = preview.ask("/components/shelf/")[1]
        text = SHELF.replace("  shelf:\n", "  shelf:\n    description: Holds the books\n")
        put(project / "specs" / "shelf.yaml", text, tmp_path)
        preview.state(state["name"])
        after = preview.ask("/components/shelf/")[1]
        code = preview.interrupt()

    assert "Holds the books" not in before
    assert "Holds the books" in after
    assert code == 0
