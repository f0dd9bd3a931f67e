from __future__ import annotations

import pytest

from platformgen.diagram.frames import frames
from platformgen.diagram.grid import grid
from platformgen.diagram.nesting import areas

NESTED = "┌───────┐\n│ ┌───┐ │\n│ │ a │ │\n│ └───┘ │\n└───────┘"
INNER = "│┌───┐│\n││ a ││\n│└───┘│\n"
WALL = "├─────┤\n"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param("┌───┐\n│ a │\n└───┘", ["node"], id="box"),
        pytest.param(NESTED, ["group", "node in 0"], id="box in a box"),
        pytest.param("┌─┬─┐\n│a│b│\n└─┴─┘", ["node", "node"], id="cells"),
        pytest.param("┌───┐\n│ a │\n├───┤\n│ b │\n└───┘", ["node"], id="header and body"),
        pytest.param(
            f"┌─────┐\n│ top │\n{WALL}{INNER}└─────┘",
            ["group", "node in 0"],
            id="header over boxes",
        ),
        pytest.param(
            f"┌─────┐\n{INNER}{WALL}{INNER}└─────┘",
            ["group", "node in 0", "group", "node in 2"],
            id="sections that hold boxes",
        ),
        pytest.param(
            f"┌─────┐\n│ top │\n{WALL}{INNER}{WALL}{INNER}└─────┘",
            ["group", "group in 0", "node in 1", "group in 0", "node in 3"],
            id="header over sections",
        ),
        pytest.param(
            "┌─────┐\n│ top │\n├──┬──┤\n│a │b │\n└──┴──┘",
            ["group", "node in 0", "node in 0"],
            id="header over cells",
        ),
        pytest.param("┌───┐\n│   │\n└───┘", [], id="empty box"),
        pytest.param(" Name\n┌───┐\n│   │\n└───┘", ["node"], id="empty box with a name above"),
        pytest.param(
            "┌──────────┐\n│ a ──▶ b  │\n└──────────┘",
            ["group"],
            id="arrows between texts in a box",
        ),
        pytest.param(
            "┌───┐\n│ a │\n│ │ │\n│ ▼ │\n│ b │\n└───┘", ["group"], id="arrow down between texts"
        ),
    ],
)
def test_frames_are_nodes_and_groups(text: str, kinds: list[str]) -> None:
    cells = grid(text)
    found = areas(cells, frames(cells))

    assert [
        ("group" if area.is_group else "node")
        + ("" if area.parent is None else f" in {area.parent}")
        for area in found
    ] == kinds
