"""The drawings of a Markdown text become Mermaid, and not a byte of the rest changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platformgen.redraw import Left, Replaced, redrawn

BOXES = "+---+   +---+\n| a |-->| b |\n+---+   +---+\n"
MERMAID = 'flowchart LR\n  n1["a"]\n  n2["b"]\n  n1 --> n2\n'
TORN = "+---+   +---+\n| a |-->| b |  ~~\n+---+   +---+\n"
APART = "+---+   +---+\n| a |   | b |\n+---+   +---+\n"
TABLE = "NAME   READY   STATUS\none    1/1     Running\n"


def indented(text: str, indent: str) -> str:
    return "".join(f"{indent}{line}" for line in text.splitlines(keepends=True))


@pytest.mark.parametrize(
    ("head", "made"),
    [
        ("```", "```mermaid"),
        ("```text", "```mermaid"),
        ("``` ASCII", "```mermaid"),
        ("~~~~txt", "~~~~mermaid"),
        ('```text title="x"', '```mermaid title="x"'),
        ('``` title="x"', '```mermaid title="x"'),
        ("```{.text #id}", "```{.mermaid #id}"),
        ("```{ #id }", "```{ .mermaid #id }"),
    ],
)
def test_a_drawing_becomes_mermaid(head: str, made: str) -> None:
    ticks = head[: len(head) - len(head.lstrip("`~"))]
    end = f"{ticks}\n\nrest\n"

    assert redrawn(f"# A\n\n{head}\n{BOXES}{end}").text == f"# A\n\n{made}\n{MERMAID}{end}"


@pytest.mark.parametrize(
    "info", ["text no-diagram", "no-diagram", "yaml", "mermaid", "{.text .no-diagram}"]
)
def test_a_block_in_a_language_or_marked_stays_without_a_word(info: str) -> None:
    text = f"```{info}\n{BOXES}```\n"
    made = redrawn(text)

    assert (made.text, made.told) == (text, ())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_the_byte_order_mark_stay(end: str) -> None:
    text = f"\ufeff```\n{BOXES}```\nodd \x0b\x0c\x85\u2028 rest".replace("\n", end)
    made = f"\ufeff```mermaid\n{MERMAID}```\nodd \x0b\x0c\x85\u2028 rest".replace("\n", end)

    assert redrawn(text).text == made


def test_mixed_line_ends_stay_as_they_are() -> None:
    text = f"a\r\nb\rc\n```\r\n{BOXES}```\r\nd\re\n"
    mermaid = MERMAID.replace("\n", "\r\n")

    assert redrawn(text).text == f"a\r\nb\rc\n```mermaid\r\n{mermaid}```\r\nd\re\n"


def test_what_became_of_each_block_is_told_by_its_line() -> None:
    text = f"```\n{BOXES}```\n\n```\n{APART}```\n\n```\n{TORN}```\n\n```text\n{TABLE}```\n"

    assert redrawn(text).told == (
        Replaced(line=1, growth=1, nodes=2, edges=1),
        Left(line=7, reason="this is text without connected boxes"),
        Left(
            line=15,
            reason="2 characters of the drawing were not read, the first in column 16 of its line",
        ),
        Left(line=19, reason="this is a table"),
    )


@pytest.mark.parametrize("head", ["graph TD", "flowchart LR", "stateDiagram-v2", "sequenceDiagram"])
def test_mermaid_without_its_language_is_told_and_stays(head: str) -> None:
    text = f"```\n{head}\n  a --> b\n  b --> c\n```\n"
    made = redrawn(text)

    assert made.text == text
    assert made.told == (
        Left(line=1, reason="this is a source of Mermaid that does not name its language"),
    )


def test_one_character_is_one() -> None:
    (told,) = redrawn(f"```\n{TORN.replace('~~', ' ~')}```\n").told

    assert told == Left(
        line=3, reason="1 character of the drawing was not read, in column 17 of its line"
    )


@pytest.mark.parametrize(
    ("before", "indent"),
    [
        ("- item\n\n", "  "),
        ("1. item\n\n", "     "),
        ("- item\n\n  more\n\n    - deep\n\n", "      "),
        ("- item\n\n  - deep\n    more\n\n", "      "),
        ("!!! note\n\n", "    "),
        ("> quoted\n", "> "),
        ("", "   "),
        ("\n- item\n\n", "\t"),
    ],
)
def test_a_drawing_in_a_list_or_a_quotation_stays_there(before: str, indent: str) -> None:
    text = before + indented(f"```\n{BOXES}```\n", indent)

    assert redrawn(text).text == before + indented(f"```mermaid\n{MERMAID}```\n", indent)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"prose\n\n{indented(f'```{chr(10)}{BOXES}```{chr(10)}', '    ')}", 3),
        (f"- item\n\nprose\n\n{indented(f'```{chr(10)}{BOXES}```{chr(10)}', '    ')}", 5),
        (indented(f"```\n{BOXES}```\n", "    "), 1),
        (f"```\n{BOXES}   ````\n```\n", 1),
        (f"~~~~\nnever closed\n\n```\n{BOXES}```\n", 4),
    ],
)
def test_where_readers_of_markdown_differ_nothing_changes(text: str, told: int) -> None:
    made = redrawn(text)

    assert made.text == text
    assert [each.line for each in made.told] == [told]


def test_a_block_that_may_end_early_stays() -> None:
    text = "````\n" + BOXES + "`````\n" + BOXES + "````\n"
    made = redrawn(text)

    assert made.text == text


def test_of_code_that_may_be_no_code_nothing_is_said() -> None:
    text = "~~~~\nnever closed\n\n```sh\nls\n```\n"
    made = redrawn(text)

    assert (made.text, made.told) == (text, ())


def test_comments_stay() -> None:
    text = f"<!-- old\n```\n{BOXES}```\n-->\n\n<!-- one line -->\n\n<!--\n```\n-->\n{BOXES}```\n"

    assert redrawn(text).text == text


def test_after_a_comment_drawings_are_drawn_again() -> None:
    before = f"<!-- old\n```\n{BOXES}-->\n```\n\n"

    assert redrawn(f"{before}```\n{BOXES}```\n").text == f"{before}```mermaid\n{MERMAID}```\n"


BLOCKS = st.sampled_from(
    [
        f"```\n{BOXES}```\n",
        f"~~~text\r\n{BOXES}~~~\r\n",
        f"- x\n\n  ```\n{indented(BOXES, '  ')}  ```\n",
        f"```\n{TORN}```\n",
        "```\n",
        "~~~~\n",
        "<!--\n",
        "-->\n",
        "# Title\n\n",
        "    code\n",
    ]
)


@given(st.lists(st.one_of(BLOCKS, st.text(max_size=20)), max_size=8))
def test_twice_is_once(parts: list[str]) -> None:
    once = redrawn("".join(parts)).text

    assert redrawn(once).text == once


@given(st.lists(st.one_of(BLOCKS, st.text(max_size=20)), max_size=8))
def test_a_text_without_replacements_is_the_same(parts: list[str]) -> None:
    text = "".join(parts)
    made = redrawn(text)

    assert (made.text == text) == (not any(isinstance(each, Replaced) for each in made.told))
