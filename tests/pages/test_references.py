from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from pages.dialects import CONFIGURATIONS, shown
from platformgen.emit.pages import nothing_known, places
from platformgen.model import Platform, TextFile
from platformgen.pages.anchors import anchors, written_anchors
from platformgen.pages.contents import contents
from platformgen.pages.handwritten import handwritten
from platformgen.pages.references import Link, broken_links, links, written_at
from sample_platforms import component, guide, platform

SITE = frozenset({"index.md", "uso/page.md", "uso/other.md", "uso/a page.md", "llms.txt"})
SECTIONS = {"uso/page.md": {"page"}, "uso/other.md": {"same", "mine"}, "index.md": {"start"}}


def broken(content: str) -> list[tuple[int, int, str, str | None]]:
    page = TextFile(path="uso/page.md", content=content)
    found = broken_links(page, SITE, lambda path: SECTIONS[path])
    return [(each.link.line, each.link.column, each.path, each.anchor) for each in found]


@pytest.mark.parametrize(
    "target",
    [
        *(
            "other.md",
            "./other.md",
            "../uso/other.md",
            "../index.md",
            "a%20page.md",
            "other.md?x=1",
        ),
        *("other.md#same", "#page", "../index.md#start", "https://example.org/x.md#y"),
        *("mailto:a@b.c", "//example.org", "../llms.txt", "../llms.txt#L3"),
    ],
)
def test_a_link_that_leads_somewhere_is_not_broken(target: str) -> None:
    assert broken(f"# Page\n\n[a]({target}) ![b]({target})\n\n[c]: {target}\n") == []


@pytest.mark.parametrize(
    ("target", "path", "anchor"),
    [
        ("nowhere.md", "uso/nowhere.md", None),
        ("../../x.md", "../x.md", None),
        ("../../index.md", "../index.md", None),
        ("index.md", "uso/index.md", None),
        ("/index.md", "uso/index.md", None),
        ("other.md#no", "uso/other.md", "no"),
        ("#no", "uso/page.md", "no"),
    ],
)
def test_a_link_that_leads_nowhere_is_found_in_its_place(
    target: str, path: str, anchor: str | None
) -> None:
    content = f"---\ntitle: T\n---\n\n# Page\n\nText [a]({target}).\n"

    assert broken(content) == [(7, 10, path, anchor)]


LINKED = (
    "[a](b.md)",
    "![a](b.md 'with a title')",
    "[a](<b.md>)",
    "[![a](c.md)](b.md)",
    "[a\nlong](b.md)",
    "[a][b]\n\n[b]: b.md",
    '[a][b]\n\n[b]: <b.md> "with a title"',
    "- item\n\n    [a](b.md)",
    "1. item\n\n    more\n\n    [a](b.md)",
    '=== "Tab"\n\n    [a](b.md)',
    "!!! note\n    [a](b.md)",
    "| a |\n|---|\n| [a](b.md) |",
    "> [a](b.md)",
    "Text `code` [a](b.md) `code`",
    "- item\n\n    ```\n    [x](y.md)\n    ```\n\n    [a](b.md)",
)
DOUBTFUL = ("- item\n    - inner\n\n        [a](b.md)",)
"""Taken for links, though a reader may get code: better so than the other way round."""
UNLINKED = (
    "`[a](b.md)`",
    "`` [a](b.md) ` ``",
    "```\n[a](b.md)\n```",
    "Text\n\n    [a](b.md)",
    "- item\n\n        [a](b.md)",
    r"\[a](b.md)",
    "](b.md)",
    "[a](b.md",
    "<!-- [a](b.md)\n[b](b.md) -->",
    "[a]: b.md is what it is",
    "[^1]: b.md",
)


def targets(dialect: str, body: str) -> set[str]:
    """Return where the links of a hand-written page lead, as a reader of this dialect has it."""
    files = (TextFile(path="p.md", content=f"# P\n\n{body}\n"),)
    (made,) = handwritten(platform(pages=files), nothing_known)
    pages = (each for _, each in shown(dialect, made.body).elements)
    found = {each.get("href", each.get("src", "")) for each in pages}
    return {each for each in found if each and not each.startswith("#")}


@pytest.mark.parametrize("dialect", CONFIGURATIONS)
@pytest.mark.parametrize("body", LINKED + UNLINKED)
def test_links_are_those_that_readers_get(dialect: str, body: str) -> None:
    assert targets(dialect, body) == {each.target for each in links(f"# P\n\n{body}\n")}


@given(st.lists(st.sampled_from(LINKED + UNLINKED + DOUBTFUL), min_size=1, max_size=4, unique=True))
def test_links_that_readers_get_are_all_found(bodies: list[str]) -> None:
    body = "\n\n".join(bodies)

    assert targets("standalone", body) <= {each.target for each in links(f"# P\n\n{body}\n")}


@pytest.mark.parametrize(
    ("written", "resolved", "expected"),
    [
        ("{{ a.b }} [x](c.md)", "long text [x](c.md)", Link(1, 15, "c.md")),
        ("[x]({{ a.b }}) [x](c.md)", "[x](https://a.b/c) [x](c.md)", Link(1, 20, "c.md")),
        (
            "{{ a.b }} [x](c.md)",
            "[y](d.md) [x](c.md)",
            Link(1, 15, "c.md"),
        ),  # a fact that is a link itself
        (r"\{{ a.b }} [x](c.md)", "{{ a.b }} [x](c.md)", Link(1, 16, "c.md")),
    ],
)
def test_a_link_is_shown_where_it_is_written(written: str, resolved: str, expected: Link) -> None:
    link = next(each for each in links(resolved) if each.target == "c.md")

    assert written_at(link, resolved, written) == expected


@pytest.mark.parametrize("dialect", CONFIGURATIONS)
@pytest.mark.parametrize(
    "body",
    [
        "# A\n\n## B c\n\n### D-e_f\n\n## B c\n",
        "## ¿Qué es *esto* y `aquello`?\n\n## [A](b.md) link ##\n",
        "## A & B &amp; C\n\n## 1. Número\n\n## Own { #own-id .x }\n",
        "## _Cursiva_ aquí\n\n```bash\n# no heading\n```\n",
    ],
)
def test_sections_are_those_that_python_markdown_makes(dialect: str, body: str) -> None:
    made = {
        attributes["id"]
        for tag, attributes in shown(dialect, body).elements
        if tag in {"h1", "h2", "h3"}
    }

    assert made <= set(anchors(body))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("---\ntitle: My names\n---\nText\n\n## Part\n", {"my-names", "part"}),
        ("Text\n", {"page"}),
        ("# Head\n\n## <b>Part</b>\n", {"head", "part"}),
        ("# Head\n\n```\n## Code\n```\n", {"head"}),
        ('# Head\n\n<span id="here"></span>\n', {"head", "here"}),
        ("# Head\n\nText\n{ #there }\n", {"head", "there"}),
    ],
)
def test_a_written_page_has_the_sections_of_its_site(content: str, expected: set[str]) -> None:
    assert written_anchors(TextFile(path="page.md", content=content)) == expected


def site(whole: Platform, *pages: TextFile) -> dict[str, str]:
    made = replace(whole, pages=pages)
    return {each.path: each.body for each in contents(made, places(made), nothing_known).pages}


@pytest.mark.parametrize(
    ("section", "linked"),
    [("## Names { #hosts }", "(install.md#hosts)"), ("## Other", "(install.md)")],
)
def test_a_link_to_a_page_in_place_of_ours_leads_to_what_it_has(section: str, linked: str) -> None:
    written = TextFile(path="install.md", content=f"# Install\n\n{section}\n")
    found = site(guide(), written)["index.md"]

    assert [linked in found, "(install.md#hosts)" in found] == [True, "#hosts" in linked]


def test_a_link_to_a_page_of_ours_keeps_its_section() -> None:
    found = site(platform(component("shop", namespace="apps")))["components/shop.md"]

    assert "(../namespaces.md#namespace-apps)" in found
