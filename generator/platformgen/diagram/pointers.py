"""Arrows that only point something out: at pieces of a text, at rows or corners of a box."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from platformgen.diagram.field import Field
from platformgen.diagram.nets import End
from platformgen.diagram.reading import Reading
from platformgen.diagram.strokes import ACROSS, ALONG

_PIECES: Final = 3
"""Lines from one text, each on its own, by which it is explained piece by piece."""
_MARKS: Final = 2
"""Arrows at the corners of boxes by which these are stretches of memory."""


def only_points_out(reading: Reading) -> bool:
    """Tell whether the arrows of a reading are remarks on one text or on boxes of memory."""
    if not reading.scene.areas:
        return _explains_a_text(reading)
    return _explains_a_box(reading) or _marks_corners(reading)


def _explains_a_text(reading: Reading) -> bool:
    """Tell whether at least three lines lead up or down from one text, and none elsewhere."""
    found = [[end for end in net.ends if end.run is not None] for net in reading.nets]
    lines = [ends for ends in found if len(ends) > 1]
    sentence = _sentences(reading.scene)
    pieces = Counter(
        text
        for ends in lines
        for text in {sentence[end.run] for end in ends if end.run is not None and end.arm & ALONG}
    )
    return any(count >= _PIECES and count == len(lines) for count in pieces.values())


def _sentences(scene: Field) -> Mapping[int, int]:
    """Return for each text the first of those that it stands in one row of words with."""
    first: dict[int, int] = {}
    for at, run in enumerate(scene.runs):
        before = scene.run_at.get((run.row, run.start - 2))
        first[at] = at if before is None else first[before]
    return first


def _explains_a_box(reading: Reading) -> bool:
    """Tell whether there is one box, and all that is drawn are arrows from texts to it."""
    ends = list(_text_ends(reading))
    return (
        len(reading.scene.areas) == 1
        and bool(ends)
        and len(ends) == len(reading.graph.edges)
        and all(end.headed and end.arm & ACROSS for end in ends)
        and len(reading.scene.areas[0].outline.sides) > _PIECES
    )


def _marks_corners(reading: Reading) -> bool:
    """Tell whether several texts point at corners: those are addresses."""
    areas = reading.scene.areas
    marks = 0
    for end in _text_ends(reading):
        row = end.joint[0]
        outline = areas[end.area].outline if end.area is not None else None
        if outline and end.headed and end.arm & ACROSS:
            marks += row in (outline.top, outline.bottom)
    return marks >= _MARKS


def _text_ends(reading: Reading) -> Iterator[End]:
    """Yield the ends at boxes of the lines that lead from one text to one box."""
    for net in reading.nets:
        texts = [end for end in net.ends if end.run is not None]
        boxes = [end for end in net.ends if end.area is not None]
        if len(texts) == 1 and len(boxes) == 1:
            yield boxes[0]
