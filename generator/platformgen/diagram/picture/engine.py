"""Mermaid source to a raw SVG by one of two engines, each colour with its dark counterpart."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from itertools import chain, zip_longest

from msgspec import Struct

from platformgen.diagram.picture.header import flowchart, is_themed
from platformgen.diagram.picture.headroom import lacks_headroom
from platformgen.diagram.picture.lettering import FACE, MEASURED
from platformgen.diagram.picture.palette import DARK, LIGHT, Palette, theme


class Room(Struct, frozen=True, kw_only=True):
    """Pixels that the first engine leaves between nodes, and in a node around its text."""

    between: int
    around: int


class Raw(Struct, frozen=True, kw_only=True):
    """An engine's SVG; `var(--cN)` stands where the N-th pair of colours, light and dark, goes."""

    svg: str
    colours: tuple[tuple[str, str], ...]


class Undrawable(ValueError):  # noqa: N818  # As Forbidden: named for what the source is.
    """A source that no engine draws; `reasons` has what each of them said."""

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {reason}" for name, reason in reasons.items()))
        self.reasons = reasons


def raw(source: str, room: Room, known: str | None = None) -> Raw:
    """Return the source drawn by the first engine that can; raise Undrawable where none can.

    `known` is what `sketch` gave for the same source and room, where it was asked.
    """
    reasons: dict[str, str] = {}
    for name, engine in _ENGINES.items():
        try:
            return engine(source, room, known)
        except Exception as error:  # noqa: BLE001  # Engines raise what they like: the plugin door.
            reasons[name] = " ".join(str(error).split())
    raise Undrawable(reasons)


def sketch(source: str, room: Room) -> str | None:
    """Return the first engine's SVG, to be measured; None where it cannot draw the source."""
    try:
        return _themed(source, room, LIGHT)
    except Exception:  # noqa: BLE001  # As above; `raw` will say the reason.
        return None


def modes(source: str) -> tuple[Palette, Palette]:
    """Return the palettes for light and dark; a kind that no theme reaches stays light."""
    return (LIGHT, DARK) if is_themed(source) else (LIGHT, LIGHT)


def _mmdr(source: str, room: Room, known: str | None) -> Raw:
    light, dark = modes(source)
    return merged(known or _themed(source, room, light), _themed(source, room, dark))


def _mermaid_render(source: str, _room: Room, _known: str | None) -> Raw:
    # Imported here, for it is needed seldom and brings a JavaScript engine with it.
    from mermaid_render.renderer import (  # type: ignore[import-untyped] # noqa: PLC0415
        THEMES,
        render,
    )

    own = THEMES["neutral"]
    pairs = zip(*(_mermaid_render_colours(palette) for palette in modes(source)), strict=True)
    svg: str = render(source, "neutral")["result"]["svg"]
    for number, colour in enumerate(own.values()):
        svg = svg.replace(colour, f"var(--c{number})")
    return Raw(svg=svg, colours=tuple(pairs))


def _mermaid_render_colours(palette: Palette) -> tuple[str, ...]:
    # In the order of the engine's own themes: ground, text, quiet text, lines, shapes, frames,
    # borders, accents.
    return (
        *(palette.page, palette.ink, palette.quiet_ink, palette.line),
        *(palette.node, palette.group, palette.node_border, palette.node_border),
    )


_ENGINES: Mapping[str, Callable[[str, Room, str | None], Raw]] = {
    "mmdr": _mmdr,
    "mermaid-render": _mermaid_render,
}


def _themed(source: str, room: Room, palette: Palette) -> str:
    drawing = _drawn(source, room, palette, below_titles=0)
    # Not always, for the engine lets edges to other groups end above the room that it adds.
    if lacks_headroom(drawing):
        return _drawn(source, room, palette, below_titles=_BELOW_TITLES)
    return drawing


_BELOW_TITLES = 12
"""Pixels more between the title of a group and what stands in it, where it needs them."""


def _drawn(source: str, room: Room, palette: Palette, *, below_titles: int) -> str:
    configuration = {
        "theme": "base",
        "look": "classic",
        "layout": "dagre",
        # In flowcharts as text in its place; in other kinds the engine places it badly so.
        "htmlLabels": flowchart(source) is None,
        "themeVariables": {**theme(palette), "fontFamily": FACE, "fontSize": f"{MEASURED}px"},
        "flowchart": {
            "htmlLabels": False,
            "minNodeWidth": 40,
            "padding": room.around,
            "nodeSpacing": room.between,
            # Half of it is the room for a group's title and the head of an edge below it.
            "rankSpacing": 56 if "subgraph" in source else 44,
            "subGraphTitleMargin": {"top": 0, "bottom": below_titles},
            "wrappingWidth": 400,
        },
        "sequence": {
            "actorMargin": room.between,
            "diagramMarginX": 8,
            "messageMargin": 32,
            "width": 90 + room.between,
            "wrap": True,
        },
    }
    # What it loads may speak up when the process ends: not of those that draw nothing.
    import mmdr  # noqa: PLC0415

    return mmdr.render(f"%%{{init: {json.dumps(configuration)}}}%%\n{source}").svg()


_COLOUR = re.compile(
    r"(#[0-9a-fA-F]{8}\b|#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3,4}\b|(?:rgba?|hsla?)\([^)]*\)"
    r'|(?<=[:"])(?:black|gr[ae]y|lightgr[ae]y|none|transparent|white)(?=[;"}]))'
)


def merged(light: str, dark: str) -> Raw:
    """Return two drawings that differ in colours only as one; a ValueError where in more."""
    values, dark_values = light.split('"'), dark.split('"')
    if len(values) != len(dark_values):
        raise ValueError(_DIFFERENT)
    # Nearly all of them are the same, and are not searched for colours.
    unlike = {
        place: _pairs(f'"{value}"', f'"{dark_value}"')
        for place, (value, dark_value) in enumerate(zip(values, dark_values, strict=True))
        if value != dark_value
    }
    colours = tuple(
        sorted({pair for _, pairs in unlike.values() for pair in pairs if pair[0] != pair[1]})
    )
    names = {pair: f"var(--c{number})" for number, pair in enumerate(colours)}
    for place, (texts, pairs) in unlike.items():
        named = [names.get(pair, pair[0]) for pair in pairs]
        values[place] = "".join(chain.from_iterable(zip_longest(texts, named, fillvalue="")))[1:-1]
    return Raw(svg='"'.join(values), colours=colours)


def _pairs(light: str, dark: str) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the texts between the colours of two, and their colours in pairs."""
    # Texts and colours take turns, and a text is first.
    parts, dark_parts = _COLOUR.split(light), _COLOUR.split(dark)
    if parts[::2] != dark_parts[::2]:
        raise ValueError(_DIFFERENT)
    return parts[::2], list(zip(parts[1::2], dark_parts[1::2], strict=True))


_DIFFERENT = "the light and the dark drawing differ in more than colours"
