"""The form of a drawing that is read best: on a phone, or else in a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from platformgen.diagram.picture.engine import Raw, Room, raw, sketch
from platformgen.diagram.picture.header import flowchart, kind
from platformgen.diagram.picture.lettering import SHOWN
from platformgen.diagram.picture.stack import stacked
from platformgen.diagram.picture.userstyle import completed
from platformgen.diagram.picture.wrap import wrapped

PHONE_WIDTH = 358
"""Pixels that a phone of 390 px leaves a drawing."""

TEXT_MINIMUM = 11
"""Pixels that text must have to be read."""

LEGIBLE_WIDTH = SHOWN * PHONE_WIDTH / TEXT_MINIMUM
"""Pixels: the text of a drawing that is no wider can be read on a phone."""

COLUMN_WIDTH = 720
"""Pixels: a drawing that is no wider is shown at its own size in a page."""

LARGE = 8_000
"""Characters: a longer source is drawn tightly at once, for it fits no page in any form."""

_ROOMY = Room(between=36, around=10)
# With the characters in a line of a label, from roomy to tight.
_ROOMS = ((_ROOMY, 22), (Room(between=20, around=10), 16), (Room(between=9, around=5), 12))

_TURNED = {"TB": "LR", "TD": "LR", "BT": "RL", "LR": "TB", "RL": "BT"}
_DOWN = frozenset({"TB", "TD", "BT"})
_WIDTH = re.compile(r'viewBox="[-.\d]+ [-.\d]+ ([.\d]+)')


class _Form(Struct, frozen=True, kw_only=True):
    source: str
    room: Room
    drawing: str


def narrow(source: str) -> Raw:
    """Return a source drawn in the first of its forms that fits a phone, or else a page.

    What is in it moves together; a flowchart has its labels broken, too, then is turned, then
    has below each other what stood side by side. What fits nowhere is nearly as narrow as it can.
    """
    if flowchart(source) is None:
        # In a flowchart text stands in its shape, and is coloured there.
        source = completed(source)
    tried: list[_Form] = []
    for form in _forms(source):
        if _width(form) <= LEGIBLE_WIDTH:
            return raw(form.source, form.room, form.drawing)
        tried.append(form)
    if not tried:
        return raw(source, _ROOMY)
    best = _best(tried)
    return raw(best.source, best.room, best.drawing)


def _best(tried: Sequence[_Form]) -> _Form:
    # None can be read on a phone. The earlier a form, the more it is as its author wrote it:
    # only one that is much narrower is better.
    limit = _MUCH * min(_width(form) for form in tried)
    near = [form for form in tried if _width(form) <= limit]
    return next((form for form in near if _width(form) <= COLUMN_WIDTH), near[0])


_MUCH = 1.15


def _forms(source: str) -> Iterator[_Form]:
    """Yield the forms of a source, best first; nothing for what has one form or is not drawn."""
    chart = flowchart(source)
    if chart is None:
        for room, _ in _ROOMS if kind(source) == "sequenceDiagram" else ():
            yield from _form(source, room)
        return
    if len(source) > LARGE:
        room, columns = _ROOMS[-1]
        yield from _form(wrapped(source, columns), room)
        return
    for way in (chart.direction, _TURNED[chart.direction]):
        for room, columns in _ROOMS:
            yield from _form(wrapped(chart.head + way + chart.body, columns), room)
    down = chart.direction if chart.direction in _DOWN else _TURNED[chart.direction]
    for across in (3, 2, 1):
        for room, columns in _ROOMS[1:]:
            for form in _form(wrapped(chart.head + down + chart.body, columns), room):
                yield from _form(stacked(form.source, form.drawing, across=across), room)


def _form(source: str, room: Room) -> Iterator[_Form]:
    drawing = sketch(source, room)
    if drawing is not None:
        yield _Form(source=source, room=room, drawing=drawing)


def _width(form: _Form) -> float:
    # Engines say the width; a form without it would be the last to be chosen.
    found = _WIDTH.search(form.drawing)
    return float(found.group(1)) if found else float("inf")
