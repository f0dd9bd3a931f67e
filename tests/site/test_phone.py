"""Whole sites on a phone: nothing scrolls sideways, and every drawing can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from platformgen.emit import pages
from platformgen.language import phrases
from platformgen.model import Platform
from platformgen.pipeline import compiled
from platformgen.shell import site
from platformgen.shell.disk import DiskProject
from realparts import browser
from running import ROOT, SHOP, laid
from sample_platforms import guide

PHONE_WIDTH = 390
TEXT_MINIMUM = 11


def platform(folder: Path) -> Platform:
    compilation, found = compiled(DiskProject(folder))
    assert compilation is not None, found
    return compilation.platform


PLATFORMS = {"own": lambda: platform(ROOT), "shop": lambda: platform(SHOP), "guide": guide}


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A site by the name of its platform."""

    name: str
    language: str
    folder: Path


def addresses(folder: Path) -> Iterator[str]:
    for file in sorted(folder.rglob("index.html")):
        yield "" if file.parent == folder else f"{file.parent.relative_to(folder).as_posix()}/"


@pytest.fixture(scope="module", params=PLATFORMS)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site of each platform, made once."""
    name = str(request.param)
    shown = PLATFORMS[name]()
    root = tmp_path_factory.mktemp(name)
    files = {str(each.path): each.content.decode() for each in pages.emit(shown)}
    site.site(laid(root, files), "build", list(files), None)
    return Built(name=name, language=shown.language, folder=root / "build" / "site")


def test_a_page_that_there_is_not_says_so_and_leads_home(built: Built) -> None:
    (missing,) = browser.visits(built.folder, ["404.html"])

    assert phrases(built.language)["page.script.missing"] in missing.text
    assert phrases(built.language)["page.script.home"] in missing.text
    assert missing.barriers == []


def test_a_site_is_read_on_a_phone(built: Built) -> None:
    folder = built.folder
    seen = list(browser.measures(folder, list(addresses(folder)), width=PHONE_WIDTH))
    drawings = [drawing for each in seen for drawing in each["drawings"]]

    assert drawings
    assert [each["page"] for each in seen if each["tables"] or each["isTooWide"]] == []
    # Rounded to a tenth of a pixel, as layouts are.
    assert [each for each in drawings if round(each["enlarged"], 1) < TEXT_MINIMUM] == []
    small = [each["name"] for each in drawings if round(each["shown"], 1) < TEXT_MINIMUM]

    assert small == SMALL[built.name]


# Those that are read with one touch: an author's own, and a platform of five namespaces.
SMALL = {
    "own": ["docs/guia/hosts-1.svg"],
    "shop": ["architecture.svg"],
    "guide": [],
}


@pytest.mark.parametrize("name", PLATFORMS)
def test_elsewhere_a_drawing_keeps_a_size_that_is_read(name: str) -> None:
    files = {str(each.path): each.content.decode() for each in pages.emit(PLATFORMS[name]())}
    least = {
        path.rpartition("/")[2]: float(width) * TEXT_MINIMUM / 14
        for path, text in files.items()
        for width in re.findall(r'<svg [^>]*? width="([\d.]+)"', text)
    }
    shown = [
        (image, int(pixels or "0"))
        for text in files.values()
        for image, pixels in re.findall(
            r'^ *!\[.*\]\(.*?([^/]+\.svg)\)\{ width="\d+" height="\d+"'
            r'(?: style="min-width: (\d+)px")? \}$',
            text,
            re.MULTILINE,
        )
    ]

    assert shown
    assert [image for image, pixels in shown if max(pixels, 280) < least[image]] == []
