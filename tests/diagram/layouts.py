"""Drawings that Hypothesis makes: boxes in rows and columns, with arrows between neighbours."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

NAMES = ("Portal", "Catalog", "Queue", "Mail", "Search", "Vault", "Cache", "Proxy", "Ledger")
WIDTH = 9
GAP = 6
HEIGHT = 3
DROP = 3


@dataclass(frozen=True)
class Layout:
    """A grid of boxes; an arrow is (from, to) by index of box, and has neighbours at its ends."""

    columns: int
    names: tuple[str, ...]
    arrows: tuple[tuple[int, int], ...]

    def text(self, margin: int = 0) -> str:
        rows = (len(self.names) + self.columns - 1) // self.columns
        width = margin + self.columns * (WIDTH + GAP)
        canvas = [[" "] * width for _ in range(rows * (HEIGHT + DROP))]
        for index, name in enumerate(self.names):
            _box(canvas, self._place(index, margin), name)
        for source, target in self.arrows:
            _arrow(canvas, self._place(source, margin), self._place(target, margin))
        return "\n".join("".join(row).rstrip() for row in canvas) + "\n"

    def _place(self, index: int, margin: int) -> tuple[int, int]:
        row, column = divmod(index, self.columns)
        return row * (HEIGHT + DROP), margin + column * (WIDTH + GAP)


def _box(canvas: list[list[str]], place: tuple[int, int], name: str) -> None:
    top, left = place
    inner = name.center(WIDTH - 2)
    for at, line in enumerate((f"┌{'─' * (WIDTH - 2)}┐", f"│{inner}│", f"└{'─' * (WIDTH - 2)}┘")):
        canvas[top + at][left : left + WIDTH] = line


def _arrow(canvas: list[list[str]], source: tuple[int, int], target: tuple[int, int]) -> None:
    (top, left), (below, beside) = min(source, target), max(source, target)
    backwards = source > target
    if top == below:
        line = f"◀{'─' * (GAP - 1)}" if backwards else f"{'─' * (GAP - 1)}▶"
        canvas[top + 1][left + WIDTH : left + WIDTH + GAP] = line
    else:
        middle = left + WIDTH // 2
        for at in range(DROP):
            canvas[top + HEIGHT + at][middle] = "│"
        canvas[top + HEIGHT if backwards else below - 1][middle] = "▲" if backwards else "▼"
    assert beside >= left or below > top


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    """Layouts with at least one arrow."""
    columns = draw(st.integers(1, 3))
    names = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=9, unique=True))
    pairs = [(i, i + 1) for i in range(len(names) - 1) if (i + 1) % columns]
    pairs += [(i, i + columns) for i in range(len(names) - columns)]
    if not pairs:
        return Layout(1, tuple(names), ((0, 1),))
    chosen = draw(st.lists(st.sampled_from(pairs), min_size=1, unique=True))
    arrows = tuple((b, a) if draw(st.booleans()) else (a, b) for a, b in chosen)
    return Layout(columns, tuple(names), arrows)
