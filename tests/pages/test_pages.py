"""Every page of a platform with one of everything, word by word, in every language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from pages.full import full
from platformgen.emit.pages import nothing_known, places
from platformgen.language import LANGUAGES
from platformgen.model import Quota
from platformgen.pages.contents import contents
from platformgen.pages.paths import CODES, FIELDS, of_spec
from sample_platforms import namespace, platform

EXPECTED = Path(__file__).parent / "expected"
# Their words stand in `schema` and in `explanations`; one of each kind shows how they are laid out.
UNEXPECTED = {of_spec(name) for name in (*FIELDS, *CODES)} - {of_spec("flows"), of_spec("site")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_as_expected(language: str, *, update_golden: bool) -> None:
    whole = full(language)
    made = contents(whole, places(whole), nothing_known)
    pages = {
        page.path: f"{page.body.strip()}\n" for page in made.pages if page.path not in UNEXPECTED
    }
    folder = EXPECTED / language
    if update_golden:
        for path, body in pages.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(body, encoding="utf-8")
    expected = {
        file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8")
        for file in sorted(folder.rglob("*.*"))
    }

    assert pages == expected
    assert made.findings == ()


def test_a_platform_without_router_and_quota_says_nothing_of_them() -> None:
    bare = replace(full("en"), cluster=replace(full("en").cluster, routing=None))
    made = contents(bare, places(bare), nothing_known)
    pages = {page.path: page.body for page in made.pages}

    assert "**Entrance**" not in pages["architecture.md"]
    assert "Gateway" not in pages["glossary.md"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_platform_that_tells_no_day_shows_no_empty_place_for_it(language: str) -> None:
    dayless = replace(full(language), updated="")
    made = contents(dayless, places(dayless), nothing_known)
    pages = {page.path: page.body for page in made.pages}

    assert not re.search(r"Updated|Actualizada", pages["index.md"])
    assert re.search(r"(?m)^Versi[oó]n [^ ]+[0-9]\. ", pages["llms.txt"])


def test_a_quota_shows_the_bounds_that_it_has() -> None:
    only = Quota(requests={"cpu": "1"}, limits={}, pods=None, storage=None)
    whole = platform(namespaces=(namespace("shop", quota=only),))
    pages = {page.path: page.body for page in contents(whole, places(whole), nothing_known).pages}

    assert "| `requests.cpu` | 1 | 0 | 0% |" in pages["namespaces.md"]
    assert "`pods`" not in pages["namespaces.md"]
