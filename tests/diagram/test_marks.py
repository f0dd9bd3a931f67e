from __future__ import annotations

import pytest

from platformgen.diagram.field import field
from platformgen.diagram.frames import frames
from platformgen.diagram.grid import grid
from platformgen.diagram.nesting import areas


def _texts(text: str) -> list[str]:
    cells = grid(text)
    return [run.text for run in field(cells, areas(cells, frames(cells))).runs]


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        pytest.param("a ──▶ b", ["a", "b"], id="arrow"),
        pytest.param("a --> b", ["a", "b"], id="ascii arrow"),
        pytest.param("a -> b", ["a", "b"], id="short arrow"),
        pytest.param("a <-- b", ["a", "b"], id="arrow back"),
        pytest.param("read-only", ["read-only"], id="hyphen"),
        pytest.param("--flag x", ["--flag x"], id="option"),
        pytest.param("a --x--> b", ["a", "x", "b"], id="label in an arrow"),
        pytest.param("- item", ["- item"], id="bullet"),
        pytest.param("a - - -> b", ["a", "b"], id="dashes apart"),
        pytest.param("http://x:80/y", ["http://x:80/y"], id="address"),
        pytest.param("and/or", ["and/or"], id="slash in a word"),
        pytest.param("a | b", ["a", "b"], id="bar alone"),
        pytest.param("cat|grep", ["cat|grep"], id="bar in a word"),
        pytest.param("a <host> b", ["a <host> b"], id="angle brackets"),
        pytest.param("five v six", ["five v six"], id="letter v"),
        pytest.param("a\n|\nv\nb", ["a", "b"], id="v below a bar"),
        pytest.param("b\n^\n|\na", ["b", "a"], id="caret above a bar"),
        pytest.param("a\n:\n:\nv\nb", ["a", "b"], id="dotted down"),
        pytest.param("a ..> b", ["a", "b"], id="dotted arrow"),
        pytest.param("wait ...", ["wait ..."], id="ellipsis"),
        pytest.param("a · b", ["a · b"], id="middle dot"),
        pytest.param("a ··> b", ["a", "b"], id="arrow of middle dots"),
        pytest.param("x + y", ["x + y"], id="plus"),
        pytest.param("a ↔ b", ["a", "b"], id="both ways"),
        pytest.param("a\n \\\n  \\\n   b", ["a", "b"], id="diagonal"),
        pytest.param("two  words", ["two", "words"], id="two blanks part texts"),
        pytest.param("it's 5.", ["it's 5."], id="punctuation"),
    ],
)
def test_strokes_are_told_from_text(text: str, texts: list[str]) -> None:
    assert _texts(text) == texts
