from __future__ import annotations

import pytest

from costs import cpu_seconds
from platformgen.fences import Fence, Prose, blocks


def cut(text: str) -> list[tuple[int, str, str]]:
    """Return the blocks as first line, what stands after the ticks, and content."""
    return [
        (each.line, each.info, each.code)
        if isinstance(each, Fence)
        else (each.line, "-", "\n".join(each.lines))
        for each in blocks(text.split("\n"))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\nb", [(1, "-", "a\nb")]),
        ("```\na\n```", [(1, "", "a\n")]),
        ("```\n```\nb", [(1, "", ""), (3, "-", "b")]),
        ("a\n```py x\nb\n\nc\n```\nd", [(1, "-", "a"), (2, "py x", "b\n\nc\n"), (7, "-", "d")]),
        ("~~~\n```\n~~~", [(1, "", "```\n")]),
        ("````\n```\n````", [(1, "", "```\n")]),
        ("```\na", [(1, "-", "```\na")]),
        ("```\na\n````", [(1, "-", "```\na\n````")]),
        ("    ```\n    a\n\n      b\n    ```", [(1, "", "a\n\n  b\n")]),
        ("    ```\na\n    ```", [(1, "-", "    ```\na\n    ```")]),
        ("> ```\n> a\n> ```", [(1, "", "a\n")]),
        ("``` a`b\nc\n```", [(1, "-", "``` a`b\nc\n```")]),
    ],
)
def test_fences_are_cut_out(text: str, expected: list[tuple[int, str, str]]) -> None:
    assert cut(text) == expected


def test_no_line_is_lost() -> None:
    text = "a\n```\nb\n```\nc\n~~~ x\nd\n~~~\n```\ne"
    kept = [
        line
        for each in blocks(text.split("\n"))
        for line in (each.lines if isinstance(each, Prose) else ("", *each.code.split("\n")))
    ]

    assert len(kept) == len(text.split("\n"))


@pytest.mark.parametrize("line", ["```x", "    ```", "```", "> ```a"])
def test_many_fences_that_nobody_closes_are_cut_in_no_time(line: str) -> None:
    text = "\n".join([line, "    a"] * 20_000)

    assert cpu_seconds(lambda: list(blocks(text.split("\n")))) < 5
