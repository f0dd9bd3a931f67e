"""Tables and lines at terminals of several widths, for names of any script."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import pytest
from wcwidth import wcswidth

from platformgen.cli import table, wrapping

ASCII = (("NAME", "AGE"), ("shop", "3"))
WIDE = (("NAME", "AGE"), ("商店商店商店", "3"), ("café", "12"))
YIELDING = ((0, 8), (1, 2), (0, 4))


@pytest.mark.parametrize(
    ("rows", "width", "expected"),
    [
        (ASCII, 80, ["NAME  AGE", "shop  3  "]),
        (WIDE, 80, ["NAME          AGE", "商店商店商店  3  ", "café          12 "]),
        (WIDE, 15, ["NAME        AGE", "商店商店…   3  ", "café        12 "]),
        (WIDE, 12, ["NAME      A…", "商店商…   3 ", "café      12"]),
        (WIDE, 7, ["NAME  A…", "商…   3 ", "café  12"]),
    ],
)
def test_columns_give_way_in_their_order(
    rows: Sequence[Sequence[str]], width: int, expected: list[str]
) -> None:
    lines = [table.GAP.join(cells) for cells in table.table(rows, YIELDING, width)]

    assert lines == expected
    assert len({wcswidth(line) for line in lines}) == 1


@pytest.mark.parametrize(
    ("shown", "is_terminal", "expected"),
    [("120", True, 80), ("60", True, 60), ("10", True, 40), ("60", False, 80)],
)
def test_a_line_takes_what_the_terminal_has_and_80_columns_at_most(
    monkeypatch: pytest.MonkeyPatch, shown: str, expected: int, *, is_terminal: bool
) -> None:
    monkeypatch.setitem(os.environ, "COLUMNS", shown)
    for stream in (sys.stdout, sys.stderr):
        monkeypatch.setattr(stream, "isatty", lambda: is_terminal)

    lines = wrapping.wrapped("word " * 40)

    assert wrapping.columns() == expected
    assert expected - 5 <= max(map(len, lines)) <= expected


def test_a_wide_character_takes_two_columns_of_a_line() -> None:
    text = "商店 `打开 商店` café " * 12

    lines = wrapping.wrapped(text, "  ")

    assert max(map(wcswidth, lines)) <= 80
    assert " ".join(line.strip() for line in lines) == text.strip()
