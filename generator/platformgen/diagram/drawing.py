"""Text in, a graph out, or the reason why the text is left as it is."""

from __future__ import annotations

from typing import Final

from platformgen.diagram.answer import Drawing, Refusal
from platformgen.diagram.flows import read_flows
from platformgen.diagram.frames import MOST, frames
from platformgen.diagram.graph import Graph
from platformgen.diagram.grid import Grid, grid
from platformgen.diagram.reading import Reading, read_lines
from platformgen.diagram.refusal import refused_at_sight, refused_without_frames
from platformgen.diagram.trees import read_tree
from platformgen.diagram.verdict import SURE, confidence, doubt

_WRITTEN: Final = 0.9
"""The confidence in a flow or a tree: those are read whole or not at all."""

_PLAIN: Final = 0.9
"""The confidence in a refusal of what the text itself gives away."""
_LIKELY: Final = 0.7
"""The confidence in a refusal of what was read and hangs together badly."""

_LONGEST: Final = 65_536


def read(text: str) -> Drawing | Refusal:
    """Read a drawing; what is not surely a diagram is refused."""
    reason = "too long for a drawing" if len(text) > _LONGEST else refused_at_sight(text)
    if reason is not None:
        return Refusal(reason=reason, confidence=_PLAIN)
    cells = grid(text)
    found = frames(cells)
    if len(found) > MOST:
        return Refusal(reason="a picture with too many boxes", confidence=_PLAIN)
    reading = read_lines(cells, found) if found else None
    if reading is not None and reading.scene.areas:
        return _drawn(reading)
    return _without_frames(text, cells)


def _without_frames(text: str, cells: Grid) -> Drawing | Refusal:
    """Read texts with arrows between them, and trees."""
    reason = refused_without_frames(text)
    if reason is not None:
        return Refusal(reason=reason, confidence=_PLAIN)
    written = read_tree(text) or read_flows(text)
    return _written(written, cells) if written else _drawn(read_lines(cells, ()))


def _drawn(reading: Reading) -> Drawing | Refusal:
    """Judge what was read of a drawing."""
    reason = doubt(reading)
    if reason is not None:
        return Refusal(reason=reason, confidence=_LIKELY)
    sure = confidence(reading)
    if sure < SURE:
        reason = "a drawing of which too much is unclear"
        return Refusal(reason=reason, confidence=round(1.0 - sure, 3))
    inked = sorted(reading.scene.grid.inked())
    roles = {cell: reading.roles[cell] for cell in inked if cell in reading.roles}
    unread = tuple(cell for cell in inked if cell not in roles)
    return Drawing(graph=reading.graph, confidence=sure, unread=unread, roles=roles)


def _written(graph: Graph, cells: Grid) -> Drawing:
    roles = dict.fromkeys(sorted(cells.inked()), "text")
    return Drawing(graph=graph, confidence=_WRITTEN, unread=(), roles=roles)
