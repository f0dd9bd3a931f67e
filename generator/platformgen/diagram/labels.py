"""Labels: which text belongs to which line, and at which cell of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from platformgen.diagram.field import Field, Run
from platformgen.diagram.grid import BLANK, Cell
from platformgen.diagram.strokes import ACROSS, ALONG, looks_like_ink

_BESIDE: Final = 4
"""Blank columns that may lie between a line and its label."""
_ROWS_OFF: Final = 2
"""Rows above or below a line across in which its label may stand."""


def label_cells(scene: Field, used: AbstractSet[int]) -> Mapping[int, Cell]:
    """Return for each text that labels a line a cell of that line, by the index of its run."""
    found: dict[int, Cell] = {}
    for at, run in enumerate(scene.runs):
        if at in used or all(looks_like_ink(character) for character in run.text):
            continue
        near = min(_near(scene, run), default=None)
        if near is not None:
            found[at] = near[1]
    for step in (1, -1):
        order = range(len(scene.runs)) if step > 0 else range(len(scene.runs) - 1, -1, -1)
        for at in order:
            if at not in found and at not in used:
                other = _neighbour(scene, at, -step)
                if other in found:
                    found[at] = found[other]
    return found


def _near(scene: Field, run: Run) -> Iterator[tuple[float, Cell]]:
    """Yield the lines near a text with their distance, the like of which a reader sees."""
    for first, step in ((run.end, 1), (run.start - 1, -1)):
        for gap in range(_BESIDE + 1):
            cell = (run.row, first + gap * step)
            stroke = scene.strokes.get(cell)
            if stroke is not None:
                if (stroke.arms | stroke.tip) & ALONG:
                    yield float(gap), cell
                break
            if scene.grid.at(*cell) != BLANK:
                break
    for step in (1, -1):
        for distance in range(1, _ROWS_OFF + 1):
            row = run.row + step * distance
            across = _across(scene, run, row)
            if across is not None:
                yield 1.2 * distance + (0.1 if step < 0 else 0.0), across
            if any(scene.grid.at(row, c) != BLANK for c in range(run.start, run.end)):
                break


def _across(scene: Field, run: Run, row: int) -> Cell | None:
    """Return the cell of a line across a row that is nearest to the middle of a text."""
    middle = (run.start + run.end - 1) // 2
    across = [
        column
        for column in range(run.start, run.end)
        if (stroke := scene.strokes.get((row, column))) is not None
        and (stroke.arms | stroke.tip) & ACROSS
    ]
    return (row, min(across, key=lambda c: abs(c - middle))) if across else None


def _neighbour(scene: Field, at: int, step: int) -> int | None:
    run = scene.runs[at]
    for column in range(run.start, run.end):
        other = scene.run_at.get((run.row + step, column))
        if other is not None:
            return other
    return None
