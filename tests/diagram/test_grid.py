from __future__ import annotations

import pytest

from platformgen.diagram.grid import BLANK, grid


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        pytest.param("a|b", "a|b", id="ascii"),
        pytest.param("a\tb", "a       b", id="tab to the eighth column"),
        pytest.param("漢|", "漢W|", id="wide character takes two cells"),
        pytest.param("👤|", "👤W|", id="emoji takes two cells"),
        pytest.param("e\u0301|", "e|", id="combining mark takes none"),
        pytest.param("\u0301a", "a", id="mark without a base is dropped"),
        pytest.param("漢\u0301|", "漢W|", id="mark on a wide base"),
        pytest.param("⚙\ufe0f|", "⚙W|", id="emoji style widens a narrow sign"),
        pytest.param("👩\u200d💻|", "👩W|", id="joined emoji are one"),
        pytest.param("a\x07b", "a b", id="control is blank"),
        pytest.param("a\u00a0b", "a b", id="other blanks are blanks"),
        pytest.param("a\u3000b", "a  b", id="wide blank takes two cells"),
        pytest.param("ab   ", "ab", id="no trailing blanks"),
        pytest.param("", "", id="empty"),
    ],
)
def test_characters_stand_where_a_terminal_draws_them(text: str, plain: str) -> None:
    assert grid(text).plain == (plain,)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_every_way(end: str) -> None:
    assert grid(f"a{end}b").plain == ("a", "b")


def test_the_typed_text_comes_back_whole() -> None:
    cells = grid("│ Cafe\u0301 漢 👩\u200d💻 │")

    assert cells.text(0, 0, 99) == "│ Cafe\u0301 漢 👩\u200d💻 │"


@pytest.mark.parametrize("cell", [(-1, 0), (0, -1), (0, 9), (9, 0)])
def test_outside_of_the_drawing_is_blank(cell: tuple[int, int]) -> None:
    assert grid("ab").at(*cell) == BLANK


def test_ink_is_what_is_not_blank() -> None:
    assert grid("a b\n\n c").inked() == {(0, 0), (0, 2), (2, 1)}
