"""Mermaid source to a raw SVG by one of two engines, each colour with its dark counterpart."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import mmdr

from platformgen.diagram.lettering import FACE, MEASURED
from platformgen.diagram.palette import DARK, LIGHT, Palette, theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """An engine's SVG; `var(--cN)` stands where the N-th pair of colours, light and dark, goes."""

    svg: str
    colours: tuple[tuple[str, str], ...]


class Undrawable(ValueError):  # noqa: N818  # As Forbidden: named for what the source is.
    """A source that no engine draws; `reasons` has what each of them said."""

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {reason}" for name, reason in reasons.items()))
        self.reasons = reasons


def raw(source: str, *, spacing: int) -> Raw:
    """Return the source drawn by the first engine that can; raise Undrawable where none can.

    Spacing is what an engine should leave between nodes, in pixels.
    """
    reasons: dict[str, str] = {}
    for name, engine in _ENGINES.items():
        try:
            return engine(source, spacing)
        except Exception as error:  # noqa: BLE001  # Engines raise what they like: the plugin door.
            reasons[name] = " ".join(str(error).split())
    raise Undrawable(reasons)


def _merman(source: str, spacing: int) -> Raw:
    light, dark = (_themed(source, spacing, palette) for palette in (LIGHT, DARK))
    return _merged(light, dark)


def _pele(source: str, spacing: int) -> Raw:
    # Imported here, for it is needed seldom and brings a JavaScript engine with it.
    from mermaid_render.renderer import (  # type: ignore[import-untyped] # noqa: PLC0415
        THEMES,
        render,
    )

    del spacing  # This engine has no such option.
    own = THEMES["neutral"]
    colours = {
        "bg": (LIGHT.page, DARK.page),
        "fg": (LIGHT.ink, DARK.ink),
        "muted": (LIGHT.quiet_ink, DARK.quiet_ink),
        "line": (LIGHT.line, DARK.line),
        "surface": (LIGHT.node, DARK.node),
        "surface-alt": (LIGHT.group, DARK.group),
        "border": (LIGHT.node_border, DARK.node_border),
        "accent": (LIGHT.node_border, DARK.node_border),
    }
    svg: str = render(source, "neutral")["result"]["svg"]
    for number, name in enumerate(colours):
        svg = svg.replace(own[name], f"var(--c{number})")
    return Raw(svg=svg, colours=tuple(colours.values()))


def _themed(source: str, spacing: int, palette: Palette) -> str:
    configuration = {
        "theme": "base",
        "look": "classic",
        "layout": "dagre",
        "htmlLabels": False,
        "themeVariables": {**theme(palette), "fontFamily": FACE, "fontSize": f"{MEASURED}px"},
        "flowchart": {
            "htmlLabels": False,
            "minNodeWidth": 40,
            "padding": 10,
            "nodeSpacing": spacing,
            # Half of it is the room for a group's title and the head of an edge below it.
            "rankSpacing": 56 if "subgraph" in source else 44,
            "wrappingWidth": 400,
        },
    }
    return mmdr.render(f"%%{{init: {json.dumps(configuration)}}}%%\n{source}").svg()


_ENGINES: Mapping[str, Callable[[str, int], Raw]] = {"mmdr": _merman, "mermaid-render": _pele}

_COLOUR = re.compile(
    r"#[0-9a-fA-F]{8}\b|#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3,4}\b|(?:rgba?|hsla?)\([^)]*\)"
    r'|(?<=[:"])(?:black|gr[ae]y|lightgr[ae]y|none|transparent|white)(?=[;"}])'
)


def _merged(light: str, dark: str) -> Raw:
    """Return two drawings that differ in colours only as one."""
    light_colours, dark_colours = _COLOUR.findall(light), _COLOUR.findall(dark)
    if _COLOUR.sub("", light) != _COLOUR.sub("", dark):
        message = "the light and the dark drawing differ in more than colours"
        raise ValueError(message)
    pairs = list(zip(light_colours, dark_colours, strict=True))
    colours = tuple(sorted({pair for pair in pairs if pair[0] != pair[1]}))
    places = {pair: f"var(--c{number})" for number, pair in enumerate(colours)}
    following = iter(pairs)

    def replace(found: re.Match[str]) -> str:
        return places.get(next(following), found.group())

    return Raw(svg=_COLOUR.sub(replace, light), colours=colours)
