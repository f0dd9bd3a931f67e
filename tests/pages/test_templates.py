"""The pages say the same in every language, and escape what they show."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from jinja2 import nodes

from platformgen.language import LANGUAGES
from platformgen.pages.prose import PAGES, environment, prose, shown


def source(language: str, page: str) -> str:
    made = environment()
    assert made.loader is not None
    return made.loader.get_source(made, f"{language}/{page}.md")[0]


def structure(node: nodes.Node) -> object:
    """Return a template without its words: what is shown, asked and repeated, in order."""
    if isinstance(node, nodes.TemplateData):
        return None
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        return "words"
    children = [each for each in map(structure, node.iter_child_nodes()) if each is not None]
    named = [value for _, value in node.iter_fields() if isinstance(value, str)]
    return (type(node).__name__, named, children)


def anchors(text: str) -> list[str]:
    return [line.rpartition("{ #")[2] for line in text.splitlines() if "{ #" in line]


def headings(text: str) -> list[str]:
    return [line.split()[0] for line in text.splitlines() if line.startswith("#")]


def test_every_language_has_every_page() -> None:
    listed = environment().list_templates()

    assert sorted(listed) == sorted(f"{one}/{page}.md" for one in LANGUAGES for page in PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_the_same_facts_in_every_language(page: str) -> None:
    parsed = {structure_of(language, page) for language in LANGUAGES}

    assert len(parsed) == 1


def structure_of(language: str, page: str) -> str:
    return repr(structure(environment().parse(source(language, page))))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_the_same_sections_in_every_language(page: str) -> None:
    texts = [source(language, page) for language in LANGUAGES]

    assert len({tuple(anchors(text)) for text in texts}) == 1
    assert len({tuple(headings(text)) for text in texts}) == 1


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_said_in_its_own_language(page: str) -> None:
    spoken = {language: set(lines_of_words(source(language, page))) for language in LANGUAGES}

    assert not spoken["en"] & spoken["es"]


def lines_of_words(text: str) -> Iterator[str]:
    """Yield what is prose in a template, without commands and what is filled in."""
    without_commands = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    for line in re.sub(r"\{[{%].*?[}%]\}", "", without_commands).splitlines():
        words = [word for word in line.replace("|", " ").split() if word.isalpha()]
        if len(words) > 2:
            yield line


def test_what_a_template_shows_is_escaped() -> None:
    made = environment().from_string("{{ text }} {{ number }} {{ code(text) }}")

    assert made.render(text="<b>|", number=3) == "&lt;b&gt;&#124; 3 <code>&lt;b&gt;&#124;</code>"


@pytest.mark.parametrize("value", [None, True, 1.5, ["a"]])
def test_only_words_and_whole_numbers_are_shown(value: object) -> None:
    with pytest.raises(AssertionError):
        shown(value)


def test_a_fact_that_is_missing_is_an_error() -> None:
    with pytest.raises(Exception, match="is undefined"):
        prose("en", "home")
