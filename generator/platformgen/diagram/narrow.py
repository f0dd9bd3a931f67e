"""The form of a drawing that is read best: on a phone, or else in a page."""

from __future__ import annotations

import re

from platformgen.diagram.engine import Raw, raw
from platformgen.diagram.lettering import SHOWN
from platformgen.diagram.wrap import wrapped

PHONE_WIDTH = 358
"""Pixels that a phone of 390 px leaves a drawing."""

TEXT_MINIMUM = 11
"""Pixels that text must have to be read."""

LEGIBLE_WIDTH = SHOWN * PHONE_WIDTH / TEXT_MINIMUM
"""Pixels: the text of a drawing that is no wider can be read on a phone."""

COLUMN_WIDTH = 720
"""Pixels: a drawing that is no wider is shown at its own size in a page."""

# Pixels between nodes and characters in a line of a label, from roomy to tight.
_FORMS = ((36, 22), (20, 16))
_SPACING = 36

_TURNED = {"TB": "LR", "TD": "LR", "BT": "RL", "LR": "TB", "RL": "BT"}
_HEADER = re.compile(r"(\s*(?:flowchart|graph)[ \t]+)(TB|TD|BT|LR|RL)\b")
_WIDTH = re.compile(r'viewBox="[-.\d]+ [-.\d]+ ([.\d]+)')


def narrow(source: str) -> Raw:
    """Return a source drawn; a flowchart in the first form that fits a phone, or else a page.

    Its labels are broken and its nodes moved together, and last it is turned, where that makes
    it fit. One that fits nowhere has the narrowest form.
    """
    head, direction, body = _parts(source)
    if not direction:
        return raw(source, spacing=_SPACING)
    forms: list[Raw] = []
    for way in (direction, _TURNED[direction]):
        for spacing, columns in _FORMS:
            form = raw(wrapped(head + way + body, columns), spacing=spacing)
            if _width(form) <= LEGIBLE_WIDTH:
                return form
            forms.append(form)
    return next((form for form in forms if _width(form) <= COLUMN_WIDTH), min(forms, key=_width))


def _parts(source: str) -> tuple[str, str, str]:
    """Return what stands before a flowchart's direction, the direction, and what follows it."""
    start = 0
    for line in source.splitlines(keepends=True):
        found = _HEADER.match(line)
        if found:
            return source[: start + found.end(1)], found.group(2), source[start + found.end() :]
        if line.strip() and not line.lstrip().startswith("%%"):
            break
        start += len(line)
    return source, "", ""


def _width(form: Raw) -> float:
    # Both engines say the width; a form without it would be the last to be chosen.
    found = _WIDTH.search(form.svg)
    return float(found.group(1)) if found else float("inf")
