"""The colours that a source gives its own shapes, completed by a text colour that is legible."""

from __future__ import annotations

import re

from platformgen.diagram.picture.palette import ink_on, plain_colour

_STYLE = re.compile(r"(?m)^([ \t]*(?:style|classDef)[ \t]+\S+[ \t]+)([^;\n]+)")
_COMMA = re.compile(r",(?![^(]*\))")


def completed(source: str) -> str:
    """Return the source with a legible text colour in each style that has a ground.

    A text colour without a ground is left out: no one colour suits light and dark.
    """
    return _STYLE.sub(lambda found: found.group(1) + _completed(found.group(2)), source)


def _completed(style: str) -> str:
    pairs = [part.strip().partition(":") for part in _COMMA.split(style)]
    values = {name.strip(): value.strip() for name, _, value in pairs}
    wanted = plain_colour(values.pop("color", ""))
    ground = plain_colour(values.get("fill", ""))
    if ground is not None:
        values["color"] = ink_on(ground, wanted)
    # An empty style is an error to Mermaid.
    return ",".join(f"{name}:{value}" for name, value in values.items()) or "stroke-width:1px"
