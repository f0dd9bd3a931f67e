"""Small drawings of one difficulty each, and the edges that a reader sees in them."""

from __future__ import annotations

import pytest

from diagram.samples import summary
from platformgen.diagram.frames import frames
from platformgen.diagram.grid import grid
from platformgen.diagram.reading import read_lines

A_TO_B = ["A  -->  B"]


def _edges(text: str) -> list[str]:
    cells = grid(text)
    return summary(read_lines(cells, frames(cells)).graph)["edges"]


def _beside(middle: str, above: str = "", below: str = "") -> str:
    """Return boxes A and B with something between them."""
    width = max(len(middle), len(above), len(below))
    rows = (("┌───┐", above, "┌───┐"), ("│ A │", middle, "│ B │"), ("└───┘", below, "└───┘"))
    return "\n".join(f"{left}{between:{width}}{right}" for left, between, right in rows)


def _above(*between: str) -> str:
    """Return boxes A and B with lines of text between them."""
    return "\n".join(("┌───┐", "│ A │", "└───┘", *between, "┌───┐", "│ B │", "└───┘"))


@pytest.mark.parametrize(
    ("text", "edges"),
    [
        pytest.param(_beside("──▶"), A_TO_B, id="right"),
        pytest.param(_beside("◀──"), ["B  -->  A"], id="left"),
        pytest.param(_beside("◀─▶"), ["A  <-->  B"], id="both"),
        pytest.param(_beside("───"), ["A  --  B"], id="no head"),
        pytest.param(_beside("╌╌▶"), ["A  ..>  B"], id="dashed"),
        pytest.param(_beside(" → "), A_TO_B, id="arrow sign"),
        pytest.param(_beside(" ⇄ "), ["A  <-->  B"], id="both in one sign"),
        pytest.param(_beside("  ──>  "), A_TO_B, id="gaps at the ends"),
        pytest.param(_beside("── ──▶"), A_TO_B, id="gap inside"),
        pytest.param(_beside("──x──▶"), ["A  -->  B  :  x"], id="label inside"),
        pytest.param(_beside("─ an x ─▶"), ["A  -->  B  :  an x"], id="label inside with blanks"),
        pytest.param(_beside("x──▶"), ["A  -->  B  :  x"], id="label at the box"),
        pytest.param(_beside("────▶", above=" x "), ["A  -->  B  :  x"], id="label above"),
        pytest.param(_beside("────▶", below=" x "), ["A  -->  B  :  x"], id="label below"),
        pytest.param(_beside("──▶──"), ["A  --  B"], id="head inside is no end"),
        pytest.param(_beside("   "), [], id="nothing"),
        pytest.param(_beside("── "), ["A  --  B"], id="short of the box"),
        pytest.param(_beside("─         "), [], id="a stub"),
        pytest.param(_above("  │", "  ▼"), A_TO_B, id="down"),
        pytest.param(_above("  ▲", "  │"), ["B  -->  A"], id="up"),
        pytest.param(
            _above("  │", "  x", "  │", "  ▼"), ["A  -->  B  :  x"], id="label in the way"
        ),
        pytest.param(
            _above("  │", " one", " two", "  ▼"),
            ["A  -->  B  :  one / two"],
            id="label of two rows in the way",
        ),
        pytest.param(_above("  │", "  x"), ["A  --  B  :  x"], id="label at the end"),
        pytest.param(_above("  │ x", "  ▼"), ["A  -->  B  :  x"], id="label beside"),
        pytest.param(_above("x │ y", "  ▼"), ["A  -->  B  :  x / y"], id="label on both sides"),
        pytest.param(_above("  │", "", "  ▼"), A_TO_B, id="gap down"),
        pytest.param(_above("  │", "   ▼"), A_TO_B, id="head a column off"),
        pytest.param(_above("  │", " │", "  ▼"), A_TO_B, id="line a column off"),
    ],
)
def test_lines_between_boxes_are_followed(text: str, edges: list[str]) -> None:
    assert _edges(text) == edges


CROSS = """
┌───┐ ┌───┐
│ A │ │ B │
└─┬─┘ └─┬─┘
  │     │
┌─┼─────┘
│ └───┐
▼     ▼
C     D
"""
JUMP = """
+---+   +---+
| A |   | B |
+---+   +---+
  |       |
--|-------+
  |
  v
+---+
| C |
+---+
"""
MERGE = """
+---+   +---+
| A |   | B |
+---+   +---+
  |       |
  +<------+
  |
  v
+---+
| C |
+---+
"""


@pytest.mark.parametrize(
    ("text", "edges"),
    [
        pytest.param(CROSS, ["B  -->  C", "A  -->  D"], id="crossing"),
        pytest.param(JUMP, ["A  -->  C"], id="jump over a bar"),
        pytest.param(MERGE, ["A  -->  C", "B  -->  C"], id="head into a line"),
        pytest.param(" A\n |\n B", ["A  --  B"], id="texts"),
        pytest.param("A\n \\\n  B", ["A  --  B"], id="texts askew"),
        pytest.param("A --> [B]", ["A  -->  B"], id="brackets for a box"),
    ],
)
def test_lines_that_meet_are_told_apart(text: str, edges: list[str]) -> None:
    assert sorted(_edges(text)) == sorted(edges)
