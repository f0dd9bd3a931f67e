from __future__ import annotations

import pytest

from platformgen.diagram.frames import frames
from platformgen.diagram.grid import grid

BOX = "┌───┐\n│ a │\n└───┘"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(BOX, [(0, 0, 2, 4)], id="one box"),
        pytest.param("+---+\n| a |\n+---+", [(0, 0, 2, 4)], id="ascii"),
        pytest.param(".---.\n| a |\n'---'", [(0, 0, 2, 4)], id="dots and ticks"),
        pytest.param("/---\\\n| a |\n\\---/", [(0, 0, 2, 4)], id="slashes"),
        pytest.param(" ___ \n|   |\n| a |\n|___|", [(0, 0, 3, 4)], id="underscores"),
        pytest.param(" --- \n| a |\n --- ", [(0, 0, 2, 4)], id="no corners"),
        pytest.param("#####\n# a #\n#####", [(0, 0, 2, 4)], id="hashes"),
        pytest.param("*****\n* a *\n*****", [(0, 0, 2, 4)], id="stars"),
        pytest.param(".....\n: a :\n:...:", [(0, 0, 2, 4)], id="dotted"),
        pytest.param("|---|\n| a |\n|---|", [(0, 0, 2, 4)], id="bars for corners"),
        pytest.param("┌───\ufffd\n│ a │\n└───┘", [(0, 0, 2, 4)], id="lost corner"),
        pytest.param("┌─┬─┐\n│a│b│\n└─┴─┘", [(0, 0, 2, 2), (0, 2, 2, 4)], id="cells"),
        pytest.param("┌───┐\n│ a │\n├───┤\n│ b │\n└───┘", [(0, 0, 2, 4), (2, 0, 4, 4)], id="stack"),
        pytest.param(
            "+---+\n| a |\n+---+\n+---+\n| b |\n+---+", [(0, 0, 2, 4), (3, 0, 5, 4)], id="touching"
        ),
        pytest.param("┌ Title ─┐\n│        │\n└────────┘", [(0, 0, 2, 9)], id="title in the wall"),
        pytest.param("┌────┐\n│ long │\n└────┘", [(0, 0, 2, 7)], id="ragged"),
        pytest.param("┌──▼──┐\n│  a  │\n└─────┘", [(0, 0, 2, 6)], id="head in the wall"),
        pytest.param("+-----+\n|  a  <--\n+-----+", [(0, 0, 2, 6)], id="head in the side"),
        pytest.param("┌───┐\n│ a\n└───┘", [], id="open"),
        pytest.param("┌───┐\n└───┘", [], id="flat"),
        pytest.param(
            "┌──┐  ┌──┐\n│a │──│b │\n└──┘  └──┘", [(0, 0, 2, 3), (0, 6, 2, 9)], id="line between"
        ),
        pytest.param("", [], id="nothing"),
    ],
)
def test_closed_shapes_are_found(text: str, found: list[tuple[int, int, int, int]]) -> None:
    assert [(f.top, f.left, f.bottom, f.right) for f in frames(grid(text))] == found


def test_two_lines_between_boxes_close_no_frame() -> None:
    text = "┌─────┐\n│  a  │\n└─┬─┬─┘\n  │x│\n┌─┴─┴─┐\n│  b  │\n└─────┘"

    assert [f.top for f in frames(grid(text))] == [0, 4]
