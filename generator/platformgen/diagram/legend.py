"""What was read as what in a drawing, said on the drawing itself, in characters alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby
from textwrap import wrap
from typing import Final

from msgspec import Struct

from platformgen.diagram import Drawing
from platformgen.diagram.graph import Edge, Graph, Line
from platformgen.diagram.grid import BLANK, Cell, Grid, grid
from platformgen.diagram.mermaid import printable

UNREAD: Final = "?"
"""Stands for a character that was not read."""

WIDTH: Final = 80
"""Columns that everything but the drawing fits in."""

_MARKS: Final[Mapping[str, tuple[str, str]]] = {
    "wall": ("w", "wall of a box"),
    "text": ("t", "text"),
    "node": ("n", "text that lines lead to"),
    "title": ("g", "title of a group"),
    "label": ("l", "label of a line"),
    "line": ("-", "line or its head"),
}
_LINKS: Final[Mapping[Line, tuple[str, str]]] = {
    Line.SOLID: ("--", "-"),
    Line.DASHED: ("-.-", "-.-"),
    Line.THICK: ("==", "="),
}


class Legend(Struct, frozen=True, kw_only=True):
    """An explanation in parts.

    `marks` has the rows of the drawing with a mark for each character, a column for a column;
    `meanings`, `things` and `unread` are lines of text.
    """

    rows: tuple[str, ...]
    marks: tuple[str, ...]
    meanings: tuple[str, ...]
    things: tuple[str, ...]
    unread: tuple[str, ...]


def legend(text: str, drawing: Drawing) -> Legend:
    """Return the explanation of a drawing that was read from this text."""
    cells = grid(text.rstrip())
    marks = _marks(cells, drawing)
    return Legend(
        rows=tuple(printable("".join(row)) for row in cells.graphemes),
        marks=marks,
        meanings=tuple(_meanings(Counter("".join(marks)))),
        things=tuple(_things(drawing.graph)),
        unread=tuple(_unread(cells, drawing.unread)),
    )


def _marks(cells: Grid, drawing: Drawing) -> tuple[str, ...]:
    marked = {cell: _mark(role)[0] for cell, role in drawing.roles.items()}
    marked |= dict.fromkeys(drawing.unread, UNREAD)
    return tuple(
        "".join(marked.get((row, column), BLANK) for column in range(len(line))).rstrip()
        for row, line in enumerate(cells.plain)
    )


def _mark(role: str) -> tuple[str, str]:
    return _MARKS.get(role, (role[0], role))


def _meanings(counts: Counter[str]) -> Iterator[str]:
    for mark, meaning in (*_MARKS.values(), (UNREAD, "not read")):
        if counts[mark]:
            yield f"{mark}  {meaning} ({counts[mark]})"


def _things(graph: Graph) -> Iterator[str]:
    for group in graph.groups:
        inside = [each.id for each in graph.nodes if each.group == group.id]
        inside += [each.id for each in graph.groups if each.parent == group.id]
        yield from _wrapped(
            f"{group.id}  group {_quoted(group.title)}: {', '.join(inside) or 'empty'}"
        )
    for node in graph.nodes:
        yield from _wrapped(f"{node.id}  {_quoted(node.label)}")
    for edge in graph.edges:
        label = f"  {_quoted(edge.label)}" if edge.label else ""
        yield from _wrapped(f"{edge.source} {_link(edge)} {edge.target}{label}")


def _link(edge: Edge) -> str:
    line, open_end = _LINKS[edge.line]
    start = "<" if edge.head_at_source else ""
    return f"{start}{line}{'>' if edge.head_at_target else open_end}"


def _quoted(label: str) -> str:
    return f'"{printable(" ".join(label.split()))}"'


def _wrapped(line: str) -> list[str]:
    return wrap(line, WIDTH - 2, subsequent_indent="    ")


def _unread(cells: Grid, unread: tuple[Cell, ...]) -> Iterator[str]:
    """Yield the runs of characters that were not read, with line and columns from 1."""
    # In a row of neighbours, column and number grow alike.
    numbered = enumerate(sorted(unread))
    for (row, _), run in groupby(numbered, key=lambda each: (each[1][0], each[1][1] - each[0])):
        columns = [column for _, (_, column) in run]
        first, last = columns[0], columns[-1]
        where = f"column {first + 1}" if first == last else f"columns {first + 1}-{last + 1}"
        yield f"line {row + 1}, {where}: {printable(cells.text(row, first, last + 1))}"
