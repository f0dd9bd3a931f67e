from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from pages.dialects import CONFIGURATIONS, html, seen
from platformgen.emit.pages import nothing_known, places
from platformgen.model import Platform, System, TextFile
from platformgen.pages.contents import Contents, contents
from platformgen.pages.navigation import SIBLINGS
from platformgen.pages.paths import LLMS, made_paths
from sample_platforms import component, guide, platform, shop


def made(whole: Platform) -> Contents:
    return contents(whole, places(whole), nothing_known)


def paths(entries: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for entry in entries:
        for value in entry.values():
            if isinstance(value, str):
                yield value
            else:
                yield from paths(value)


def groups(entries: Sequence[Mapping[str, Any]]) -> Iterator[Sequence[object]]:
    yield entries
    for entry in entries:
        for value in entry.values():
            if not isinstance(value, str):
                yield from groups(value)


def written(*files: str) -> tuple[TextFile, ...]:
    return tuple(TextFile(path=path, content=f"# Title of {path}\n") for path in files)


@pytest.mark.parametrize(
    "whole",
    [
        platform(),
        guide(),
        shop(),
        platform(component("a"), pages=written("x.md", "a/b.md", "a/c/d.md", "index.md")),
        platform(pages=written("flows.md", "glossary.md", "install.md")),
    ],
)
def test_every_page_is_in_the_navigation_once(whole: Platform) -> None:
    site = made(whole)
    pages = [page.path for page in site.pages if page.path.endswith(".md")]

    assert sorted(paths(site.navigation)) == sorted(pages)


@pytest.mark.parametrize("whole", [platform(), guide(), shop()])
def test_the_pages_that_are_made_are_known_before_they_are(whole: Platform) -> None:
    bare = replace(whole, pages=())
    pages = {page.path for page in made(bare).pages}

    assert made_paths(bare) == pages - {LLMS}


def test_no_list_is_longer_than_people_read() -> None:
    many = platform(*(component(f"c{at:03}") for at in range(120)))

    assert max(len(each) for each in groups(made(many).navigation)) <= SIBLINGS


def test_a_folder_is_named_by_its_index_page() -> None:
    whole = platform(pages=written("uso/index.md", "uso/a.md", "on-call/b.md"))
    (listed,) = [each["Guides"] for each in made(whole).navigation if "Guides" in each]

    assert [next(iter(each)) for each in listed] == ["On call", "Title of uso/index.md"]


@pytest.mark.parametrize("path", ["changelog.md", "CHANGELOG.md"])
def test_what_changed_stands_last_and_on_the_home_page(path: str) -> None:
    site = made(platform(pages=written(path, "a.md")))
    (home,) = [page for page in site.pages if page.path == "index.md"]
    (listed,) = [each["Guides"] for each in site.navigation if "Guides" in each]

    assert site.navigation[-1] == {f"Title of {path}": path}
    assert f"[What changed]({path})" in home.body
    assert listed == [{"Title of a.md": "a.md"}]


def test_a_system_stands_with_its_components() -> None:
    system = System(name="s", title="<Sys>", description="", owner="platform-engineering")
    whole = platform(component("a", system="s"), component("b"), systems=(system,))
    (listed,) = [each["Components"] for each in made(whole).navigation if "Components" in each]

    assert listed == [
        {
            "\u2039Sys\u203a": [
                {"The \u2039Sys\u203a system": "systems/s.md"},
                {"A": "components/a.md"},
            ]
        },
        {"Without a system": [{"B": "components/b.md"}]},
    ]


def test_a_hand_written_page_stands_for_a_made_one() -> None:
    site = made(platform(pages=written("troubleshooting.md")))
    (page,) = [each for each in site.pages if each.path == "troubleshooting.md"]

    assert page.body.startswith("# Title of troubleshooting.md")


@pytest.mark.parametrize("dialect", CONFIGURATIONS)
def test_the_home_page_lists_guides_by_folder(dialect: str) -> None:
    site = made(platform(pages=written("uso/index.md", "uso/a.md", "on-call/b.md", "c.md")))
    (home,) = [page for page in site.pages if page.path == "index.md"]
    _, _, guides = home.body.partition("{ #guides }")
    shown = seen(html(dialect, guides.partition("\n##")[0]))
    folders = ["Title of c.md", "On call", "Title of on-call/b.md"]
    titles = [*folders, "Title of uso/index.md", "Title of uso/a.md"]

    assert shown.tags.count("ul") == 3
    assert " ".join(shown.text.split()) == " ".join(titles)
