"""A guide becomes pages: cut at its sections, linked as before, its drawings as Mermaid."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platformgen.guide import imported
from platformgen.guide.filenames import file_name
from platformgen.references import escaped, resolved

BOXES = "+---+   +---+\n| a |-->| b |\n+---+   +---+\n"
GUIDE = f"""\
# 📊 Our platform

Written by us.

## Contents

- [Installing](#instalación)
- [By its emoji](#️-instalación)
- [Without the accent](#instalacion)
- [A part](#pasos)
- [The second part of that name](#pasos-1)
- [Up](#our-platform), `[code](#pasos)` and [nothing](#nowhere)

---

## 🏗️ Instalación

### Pasos

See [contents](GUIDE.md#contents), [steps](./GUIDE.md#pasos) and [a file](img/a.png "title").

```
{BOXES}```

```sh
## no heading
```

## Uso {{#using}}

### Pasos

[Again][use], [here](#pasos-1), [custom](#using), [web](https://example.org/#x).[^note]

[use]: #using
[^note]: A note
    that goes on.
[unused]: https://example.org
"""


def pages(text: str, *, single: bool = False, name: str = "GUIDE.md") -> dict[str, str]:
    return {each.name: each.content for each in imported(text, name, as_one_page=single).pages}


def test_each_section_is_a_page() -> None:
    assert list(pages(GUIDE)) == ["our-platform.md", "contents.md", "instalacion.md", "uso.md"]


def test_a_page_has_a_title_a_place_and_its_headings_one_level_up() -> None:
    assert pages(GUIDE)["uso.md"] == (
        "---\ntitle: Uso\norder: 40\n---\n\n# Uso {#using}\n\n## Pasos\n\n"
        "[Again][use], [here](#pasos), [custom](#using), [web](https://example.org/#x).[^note]\n"
        "\n[use]: #using\n[^note]: A note\n    that goes on.\n"
    )


def test_links_between_sections_lead_to_their_pages() -> None:
    contents = pages(GUIDE)["contents.md"].splitlines()

    assert contents[7:] == [
        "- [Installing](instalacion.md)",
        "- [By its emoji](instalacion.md)",
        "- [Without the accent](instalacion.md)",
        "- [A part](instalacion.md#pasos)",
        "- [The second part of that name](uso.md#pasos)",
        "- [Up](our-platform.md), `[code](#pasos)` and [nothing](#nowhere)",
    ]


def test_links_to_the_guide_itself_are_links_between_sections() -> None:
    assert "See [contents](contents.md), [steps](#pasos) and" in pages(GUIDE)["instalacion.md"]


def test_drawings_become_mermaid_and_code_stays() -> None:
    made = pages(GUIDE)["instalacion.md"]

    assert '```mermaid\nflowchart LR\n  n1["a"]' in made
    assert "```sh\n## no heading\n```" in made


def test_what_the_author_should_know_has_its_line_in_the_guide() -> None:
    made = imported(GUIDE + "\n[gone](#gone)\n", "GUIDE.md", as_one_page=False)

    assert [(each.line, each.reason) for each in made.notices] == [
        (12, "the link to '#nowhere' leads to no heading"),
        (20, "the link to 'img/a.png' led to a file beside the guide"),
        (GUIDE.count("\n") + 2, "the link to '#gone' leads to no heading"),
    ]


def test_one_page_keeps_its_headings_and_its_order() -> None:
    made = pages(GUIDE, single=True)
    (page,) = made.values()

    assert list(made) == ["our-platform.md"]
    assert "\n## 🏗️ Instalación\n\n### Pasos\n" in page
    assert "- [The second part of that name](#pasos_1)\n" in page
    assert page.rstrip().endswith("[unused]: https://example.org")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {"guide.md": "---\ntitle: guide\norder: 10\n---\n\n\n"}),
        ("text\n", {"guide.md": "---\ntitle: guide\norder: 10\n---\n\ntext\n"}),
        ("# T\n\ntext\n", {"t.md": "---\ntitle: T\norder: 10\n---\n\n# T\n\ntext\n"}),
        (
            "# T\n\n## A\n\n***\n\n## B\nb\n",
            {
                "a.md": "---\ntitle: A\norder: 10\n---\n\n# A\n",
                "b.md": "---\ntitle: B\norder: 20\n---\n\n# B\nb\n",
            },
        ),
        (
            "# One\n\n## Part\n\n# Two\n",
            {
                "one.md": "---\ntitle: One\norder: 10\n---\n\n# One\n\n## Part\n",
                "two.md": "---\ntitle: Two\norder: 20\n---\n\n# Two\n",
            },
        ),
        (
            "Title\n=====\n\nFirst\n-----\n\ntext\n\nSecond\n------\n\n- a\n- b\n---\n",
            {
                "first.md": "---\ntitle: First\norder: 10\n---\n\n# First\n\ntext\n",
                "second.md": "---\ntitle: Second\norder: 20\n---\n\n# Second\n\n- a\n- b\n",
            },
        ),
        (
            "## A {{ b.c }}\n\n`\\{{ x }}`\n",
            {"a-b-c.md": "---\norder: 10\n---\n\n# A \\{{ b.c }}\n\n`\\\\{{ x }}`\n"},
        ),
        (
            "## Same\n\n## Same\n",
            {
                "same.md": "---\ntitle: Same\norder: 10\n---\n\n# Same\n",
                "same-2.md": "---\ntitle: Same\norder: 20\n---\n\n# Same\n",
            },
        ),
        (
            "---\ntitle: Said\nlayout: x\n---\n\ntext\n",
            {"said.md": "---\ntitle: Said\norder: 10\n---\n\ntext\n"},
        ),
        (
            "---\ntitle: [1]\n---\ntext\n",
            {"guide.md": "---\ntitle: guide\norder: 10\n---\n\ntext\n"},
        ),
    ],
)
def test_small_guides(text: str, expected: dict[str, str]) -> None:
    assert pages(text, name="guide.md") == expected


def test_front_matter_that_is_left_out_is_told() -> None:
    made = imported("---\nlayout: x\n---\ntext\n", "g.md", as_one_page=False)

    assert [(each.line, each.reason) for each in made.notices] == [
        (1, "the front matter was left out, but for its title")
    ]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Guía de Implementación", "guia-de-implementacion.md"),
        ("1. **Grafana** 📊", "1-grafana.md"),
        ("Straße & Œuvre", "strasse-oeuvre.md"),
        ("安装", "section-7.md"),
        ("CON", "con-page.md"),
        ("index", "index-page.md"),
        ("../../etc/passwd", "etc-passwd.md"),
        ("a" * 80, f"{'a' * 60}.md"),
        ("\ufffd", "section-7.md"),
    ],
)
def test_a_file_is_named_for_its_heading(words: str, name: str) -> None:
    assert file_name(words, 7, set()) == name


@given(st.text(alphabet="{}\\$ ab.c"))
def test_what_is_escaped_comes_out_as_it_is(text: str) -> None:
    assert resolved(escaped(text), lambda _, __: "found")[0] == text


@given(
    st.lists(
        st.sampled_from(
            ["# A\n", "## B\n", "## B\n", "x\n---\n", "[b](#b)\n", "```\n", "\n", "é\n"]
        )
    ),
    st.booleans(),
)
def test_any_guide_gives_pages_by_other_names(parts: list[str], single: bool) -> None:  # noqa: FBT001
    made = imported("".join(parts), "g.md", as_one_page=single)
    names = [each.name for each in made.pages]

    assert names
    assert len(set(names)) == len(names)
