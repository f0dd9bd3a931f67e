from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.dialects import CONFIGURATIONS, shown
from platformgen.pages.markdown import code, destination, fence, inset, link, text

DIALECTS = pytest.mark.parametrize("dialect", CONFIGURATIONS)

MARKUP = [
    "*a*",
    "_a_",
    "**a**",
    "`a`",
    "[a](b)",
    "![a](b)",
    "<b>a</b>",
    "<script>alert(1)</script>",
    "&amp;",
    "&#42;",
    "# a",
    "- a",
    "+ a",
    "1. a",
    "12) a",
    "> a",
    "    a",
    "a | b",
    "~~a~~",
    "H~2~O",
    "a^2^",
    "==a==",
    "{++a++}",
    "{: #a }",
    "{ .a }",
    "a { #b }",
    ":smile:",
    "a:b:c",
    "https://example.org/a_b",
    "www.example.org",
    "me@example.org",
    "(c) (tm) (R)",
    "1/2 and 3/4",
    "1st 22nd 3rd 4th",
    "c/o",
    "+/- --> <-- =/=",
    '--8<-- "x"',
    '!!! note "a"',
    "??? a",
    '=== "a"',
    "::uml::",
    "{% dot a.svg",
    "{{ x | y }}",
    "*[HTML]: a",
    "[^1]: a",
    "[a]: b",
    ":   a",
    "C #",
    "---",
    "***",
    "===",
    "\\*a\\*",
    "a\\",
    "key: value",
    "\"a\" 'b'",
    "[x] a",
    "```a```",
    "klzzwxh:0001",
    "https&#58;//a",
]


@DIALECTS
@pytest.mark.parametrize("written", MARKUP)
def test_text_comes_out_as_written(dialect: str, written: str) -> None:
    page = shown(dialect, text(written))

    assert page.text.strip() == " ".join(written.split())
    assert page.tags == ["p"]


FRAGMENTS = st.lists(
    st.one_of(
        st.sampled_from(
            [*MARKUP, *"*_`[](){}<>!#|~^=:/\\\"'&;-+.@ \n\t", "http://", "<a ", "1", "x"]
        ),
        st.text(max_size=4),
    ),
    max_size=8,
).map("".join)


@DIALECTS
@given(FRAGMENTS)
def test_no_text_becomes_markup(dialect: str, written: str) -> None:
    page = shown(dialect, text(written))

    assert set(page.tags) <= {"p"}
    assert comparable(page.text) == comparable(written)


@DIALECTS
@given(FRAGMENTS)
def test_no_text_leaves_its_cell(dialect: str, written: str) -> None:
    page = shown(dialect, f"| a | b |\n|---|---|\n| {text(written)} | {code(written)} |\n")

    assert page.tags.count("td") == 2
    assert set(page.tags) <= {"table", "thead", "tbody", "tr", "th", "td", "code", "div"}


@DIALECTS
@given(FRAGMENTS)
def test_code_comes_out_as_written(dialect: str, written: str) -> None:
    page = shown(dialect, f"x {code(written)} y")

    assert set(page.tags) <= {"p", "code"}
    assert comparable(page.text) == comparable(f"x {written} y")


@DIALECTS
@given(FRAGMENTS.filter(lambda written: written.strip()))
def test_a_fence_shows_its_lines(dialect: str, written: str) -> None:
    page = shown(dialect, fence("text", written))

    assert comparable(page.text) == comparable(written)
    assert not {"a", "em", "strong", "img", "script", "ins", "del", "mark"} & set(page.tags)


@DIALECTS
@given(FRAGMENTS, FRAGMENTS)
def test_a_link_leads_nowhere_but_to_pages_and_the_web(
    dialect: str, label: str, target: str
) -> None:
    page = shown(dialect, f"x {link(label, target)} y")
    targets = [attributes["href"] for tag, attributes in page.elements if tag == "a"]

    assert set(page.tags) <= {"p", "a"}
    assert not [each for each in targets if each.lower().startswith(("javascript:", "data:"))]


def comparable(written: str) -> str:
    """Return a text without what browsers and we do not tell apart: white space, unprintables."""
    kept = (each for each in written if each.isprintable() and not each.isspace())
    return "".join(each for each in kept if each != "\ufffd")


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("https://example.org/a?b=c&d=e#f", "https://example.org/a?b=c&amp;d=e#f"),
        ("components/shop.md#alerts", "components/shop.md#alerts"),
        ("../index.md", "../index.md"),
        ("#facts", "#facts"),
        ("mailto:me@example.org", "mailto:me@example.org"),
        ("https://example.org/a b)", "https://example.org/a%20b%29"),
        ("javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("\x01javascript:alert(1)", None),
        ("DATA:text/html,x", None),
        ("http://[", None),
    ],
)
def test_destinations_are_pages_and_web_addresses(target: str, expected: str | None) -> None:
    assert destination(target) == expected


def test_an_address_that_is_its_own_label_stays_short() -> None:
    assert link("https://example.org", "https://example.org") == "<https://example.org>"


def test_an_inset_keeps_empty_lines_empty() -> None:
    assert inset(fence("", "a\n\nb")) == "    ```\n    a\n\n    b\n    ```"
