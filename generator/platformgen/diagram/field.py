"""What every cell outside of nodes is: a stroke with its arms, a head, a wall or text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from platformgen.diagram.frame import Frame
from platformgen.diagram.grid import BLANK, Cell, Grid
from platformgen.diagram.marks import Look, Stroke, repeated
from platformgen.diagram.nesting import Area
from platformgen.diagram.strokes import Arm

_PAIR: Final = 2
_WORD: Final = re.compile(r"\S+")
_OFF_MIDDLE: Final = 3
"""Half columns by which a line may miss the middle of a word that it ends at."""


class Run(Struct, frozen=True, kw_only=True):
    """Text on one row, with single blanks in it; the columns from start up to end."""

    row: int
    start: int
    end: int
    text: str


class Field(Struct, frozen=True, kw_only=True):
    """The drawing taken apart.

    `walls` names the areas that a wall cell belongs to; `inside` the node whose text a cell may
    be; every other inked cell is in `strokes` or in one of the `runs`. Where there are neither
    frames nor heads, `is_bare` holds: then texts in a line are what it connects, not its labels.
    """

    grid: Grid
    areas: tuple[Area, ...]
    walls: Mapping[Cell, tuple[int, ...]]
    inside: Mapping[Cell, int]
    strokes: Mapping[Cell, Stroke]
    runs: tuple[Run, ...]
    run_at: Mapping[Cell, int]
    is_bare: bool


def field(grid: Grid, areas: Sequence[Area]) -> Field:
    """Tell strokes, walls and text apart."""
    walls = _walls(grid, areas)
    inside = _inside(grid, areas, walls)
    strokes: dict[Cell, Stroke] = {}
    look = Look(grid, walls, repeated(grid))
    for row, line in enumerate(grid.plain):
        for column, character in enumerate(line):
            cell = (row, column)
            if character == BLANK or cell in walls or cell in inside:
                continue
            stroke = look.stroke(row, column)
            if stroke is not None:
                strokes[cell] = stroke
    whole = _runs(grid, walls, inside, strokes)
    runs = tuple(piece for run in whole for piece in _pieces(grid, strokes, run))
    run_at = {(run.row, c): at for at, run in enumerate(runs) for c in range(run.start, run.end)}
    return Field(
        grid=grid,
        areas=tuple(areas),
        walls=walls,
        inside=inside,
        strokes=strokes,
        runs=runs,
        run_at=run_at,
        is_bare=not areas and not any(stroke.tip for stroke in strokes.values()),
    )


def _walls(grid: Grid, areas: Sequence[Area]) -> dict[Cell, tuple[int, ...]]:
    """Return the owners of wall cells, without those over which a label is written."""
    walls: dict[Cell, tuple[int, ...]] = {}
    for index, area in enumerate(areas):
        frames = (area.outline, *area.headers) if area.is_group else area.frames
        for frame in frames:
            for cell in frame.wall():
                owners = walls.get(cell, ())
                overwritten = area.is_group and _is_overwritten(grid, frame, cell)
                if index not in owners and not overwritten:
                    walls[cell] = (*owners, index)
    return walls


def _is_overwritten(grid: Grid, frame: Frame, cell: Cell) -> bool:
    row, column = cell
    return frame.top < row < frame.bottom and grid.at(row, column).isalnum()


def _inside(
    grid: Grid, areas: Sequence[Area], walls: Mapping[Cell, tuple[int, ...]]
) -> dict[Cell, int]:
    inside: dict[Cell, int] = {}
    for index, area in enumerate(areas):
        for frame in area.headers if area.is_group else area.frames:
            for row in range(frame.top + 1, frame.bottom):
                for column in range(frame.start(row) + 1, frame.side(row)):
                    if grid.at(row, column) != BLANK and (row, column) not in walls:
                        inside[row, column] = index
    return inside


def _runs(
    grid: Grid,
    walls: Mapping[Cell, tuple[int, ...]],
    inside: Mapping[Cell, int],
    strokes: Mapping[Cell, Stroke],
) -> list[Run]:
    runs: list[Run] = []
    for row, line in enumerate(grid.plain):
        start = end = -1
        for column, character in enumerate((*line, BLANK, BLANK)):
            cell = (row, column)
            ends = cell in walls or cell in inside or cell in strokes
            if start >= 0 and (ends or (character == BLANK and column > end)):
                runs.append(Run(row=row, start=start, end=end, text=grid.text(row, start, end)))
                start = -1
            if character != BLANK and not ends:
                start = column if start < 0 else start
                end = column + 1
    return runs


def _pieces(grid: Grid, strokes: Mapping[Cell, Stroke], run: Run) -> list[Run]:
    """Split a row of words if a line from above ends at the middle of each of them."""
    words = [
        Run(row=run.row, start=run.start + at.start(), end=run.start + at.end(), text=at.group())
        for at in _WORD.finditer(grid.plain[run.row][run.start : run.end])
    ]
    hits = [
        column
        for column in range(run.start, run.end)
        if (stroke := strokes.get((run.row - 1, column))) and (stroke.arms | stroke.tip) & Arm.S
    ]
    aimed = len(words) == len(hits) > 1 and all(
        abs(word.start + word.end - 1 - 2 * column) <= _OFF_MIDDLE
        or (len(words) > _PAIR and word.start <= column + 1 <= word.end)
        for word, column in zip(words, hits, strict=True)
    )
    return [_read(grid, word) for word in words] if aimed else [run]


def _read(grid: Grid, word: Run) -> Run:
    """Return a word with what was typed in its cells."""
    text = grid.text(word.row, word.start, word.end)
    return Run(row=word.row, start=word.start, end=word.end, text=text)
