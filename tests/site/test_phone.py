"""Whole sites on a phone: nothing scrolls sideways, and every drawing can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from platformgen.emit import pages
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


def addresses(folder: Path) -> Iterator[str]:
    for file in sorted(folder.rglob("index.html")):
        yield "" if file.parent == folder else f"{file.parent.relative_to(folder).as_posix()}/"


@pytest.mark.parametrize("name", PLATFORMS)
def test_a_site_is_read_on_a_phone(tmp_path: Path, name: str) -> None:
    files = {str(each.path): each.content.decode() for each in pages.emit(PLATFORMS[name]())}
    laid(tmp_path, files)
    site.site(tmp_path, "build", list(files), None)
    folder = tmp_path / "build" / "site"
    seen = list(browser.measures(folder, list(addresses(folder)), width=PHONE_WIDTH))
    drawings = [drawing for each in seen for drawing in each["drawings"]]

    assert drawings
    assert [each["page"] for each in seen if each["tables"] or each["isTooWide"]] == []
    # Rounded to a tenth of a pixel, as layouts are.
    assert [each for each in drawings if round(each["enlarged"], 1) < TEXT_MINIMUM] == []
    assert [each["name"] for each in drawings if round(each["shown"], 1) < TEXT_MINIMUM] == SMALL[
        name
    ]


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
            r'^ *!\[.*\]\(.*?([^/]+\.svg)\)(?:\{ style="min-width: (\d+)px" \})?$',
            text,
            re.MULTILINE,
        )
    ]

    assert shown
    assert [image for image, pixels in shown if max(pixels, 280) < least[image]] == []
