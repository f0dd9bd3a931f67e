from __future__ import annotations

import pytest

from diagram.samples import summary
from platformgen.diagram.flows import read_flows


@pytest.mark.parametrize(
    ("text", "edges"),
    [
        pytest.param("A → B → C", ["A  -->  B", "B  -->  C"], id="chain"),
        pytest.param("A -> B -> C", ["A  -->  B", "B  -->  C"], id="ascii"),
        pytest.param("A ──▶ B ──▶ C", ["A  -->  B", "B  -->  C"], id="drawn"),
        pytest.param("A → B\nB → C", ["A  -->  B", "B  -->  C"], id="pairs that hang together"),
        pytest.param(
            "A → B → C\n  → D", ["A  -->  B", "B  -->  C", "A  -->  D"], id="branch below its arrow"
        ),
        pytest.param(
            "A → B → C\n           → D", ["A  -->  B", "B  -->  C", "C  -->  D"], id="goes on below"
        ),
        pytest.param("A --x--> B --> C", ["A  -->  B  :  x", "B  -->  C"], id="label"),
        pytest.param("A ← B ← C", ["B  -->  A", "C  -->  B"], id="backwards"),
        pytest.param("A\n↓\nB\n↓\nC", ["A  -->  B", "B  -->  C"], id="down"),
        pytest.param(
            "A\n│ x\n▼\nB\n│\n▼\nC", ["A  -->  B  :  x", "B  -->  C"], id="down with a label"
        ),
    ],
)
def test_flows_are_read(text: str, edges: list[str]) -> None:
    graph = read_flows(text)

    assert graph is not None
    assert summary(graph)["edges"] == edges


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("A → B", id="one pair"),
        pytest.param("A → B\nC → D", id="pairs apart"),
        pytest.param("A → B → C\nand so on", id="a line that is no flow"),
        pytest.param("→ B → C → D", id="from nowhere"),
        pytest.param("f :: a -> b -> c", id="a type"),
        pytest.param("A → B → " + "word " * 9, id="a sentence"),
        pytest.param("A → B     x → C", id="columns"),
        pytest.param("A → B → " + "c" * 600, id="endless"),
        pytest.param("┌ A → B → C", id="drawn"),
        pytest.param("A\n↓\nB", id="one pair down"),
        pytest.param("↓\nA\n↓\nB", id="down from nowhere"),
        pytest.param("A\n|\nB\n|\nC", id="down without heads"),
        pytest.param("A\n↓\nB\n↓\nC\nC\nC\nC", id="a paragraph below"),
        pytest.param("A\n|x\nB\n↓\nC", id="a word beside a bar"),
        pytest.param("A\n│ │\nB\n↓\nC\n↓\nD", id="two lines down"),
    ],
)
def test_what_is_no_flow_is_none(text: str) -> None:
    assert read_flows(text) is None
