from __future__ import annotations

import pytest

from pages.dialects import CONFIGURATIONS, shown
from platformgen.emit.pages import nothing_known, places
from platformgen.model import TextFile
from platformgen.pages.contents import contents
from platformgen.pages.references import anchors, links
from sample_platforms import component, platform

OTHER = "# Other\n\n## Übung macht `den` Meister\n\n## Same\n\n## Same\n\n## Own { #mine }\n"


def found(content: str, path: str = "uso/page.md") -> list[tuple[str, int, str]]:
    """Return what is told of the links of a page beside OTHER."""
    files = (TextFile(path=path, content=content), TextFile(path="uso/other.md", content=OTHER))
    made = platform(component("shop"), pages=files)
    told = contents(made, places(made), nothing_known).findings
    return [(each.page, each.line, each.reason) for each in told]


@pytest.mark.parametrize(
    "target",
    [
        *("other.md", "./other.md", "../uso/other.md", "../index.md", "../components/shop.md"),
        *("other.md#same", "other.md#same_1", "other.md#ubung-macht-den-meister", "other.md#mine"),
        *("#page", "#part", "../components/shop.md#facts", "https://example.org/x.md#y"),
        *("mailto:a@b.c", "//example.org", "/catalog/default", "../llms.txt"),
        "../assets/diagrams/architecture.svg",
    ],
)
def test_a_link_that_leads_somewhere_is_no_finding(target: str) -> None:
    assert found(f"# Page\n\n## Part\n\n[a]({target}) ![b]({target})\n\n[c]: {target}\n") == []


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("nowhere.md", "the link to nowhere.md leads to no page of the site"),
        ("../../x.md", "the link to ../../x.md leads to no page of the site"),
        ("index.md", "the link to index.md leads to no page of the site"),
        ("other.md#no", "the link to other.md#no leads to no section of that page"),
        ("#no", "the link to #no leads to no section of that page"),
    ],
)
def test_a_link_that_leads_nowhere_is_told_with_its_line(target: str, reason: str) -> None:
    content = f"---\ntitle: T\n---\n\n# Page\n\nText [a]({target}).\n"

    assert found(content) == [("uso/page.md", 7, reason)]


def test_links_in_code_are_no_links() -> None:
    assert list(links("`[a](b.md)`\n\n```\n[a](b.md)\n```\n")) == []


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
