"""An engine's SVG tree, cut down to elements and attributes that paint, and to short numbers."""

from __future__ import annotations

import re
from functools import lru_cache
from xml.etree.ElementTree import Element

from platformgen.diagram.picture.stylesheet import attribute, declarations

ELEMENTS = frozenset(
    {
        *("circle", "clipPath", "defs", "desc", "ellipse", "g", "line", "linearGradient", "marker"),
        *("path", "polygon", "polyline", "radialGradient", "rect", "stop", "style", "svg", "text"),
        *("title", "tspan"),
    }
)
"""What a drawing may hold: nothing that loads, runs, moves or embeds."""

_ATTRIBUTES = frozenset(
    {
        *("class", "clip-path", "clip-rule", "clipPathUnits", "cx", "cy", "d", "dominant-baseline"),
        *("dx", "dy", "fill", "fill-opacity", "fill-rule", "font-size"),
        *("font-style", "font-weight", "gradientTransform", "gradientUnits", "height", "id"),
        *("letter-spacing", "marker-end", "marker-mid", "marker-start", "markerHeight"),
        *("markerUnits", "markerWidth", "offset", "opacity", "orient", "paint-order", "points"),
        *("preserveAspectRatio", "r", "refX", "refY", "rx", "ry", "stop-color", "stop-opacity"),
        *("stroke", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap", "stroke-linejoin"),
        *(
            "stroke-opacity",
            "stroke-width",
            "style",
            "text-anchor",
            "transform",
            "viewBox",
            "width",
        ),
        *("x", "x1", "x2", "y", "y1", "y2"),
    }
)

# Links that only move nodes, and the line at today's date, which is another one tomorrow.
_UNSEEN = frozenset({"edge-thickness-invisible", "today"})
_TOOLS = frozenset({"clipPath", "linearGradient", "marker", "radialGradient"})
_NUMBER = re.compile(r"-?\d*\.\d+(?:e-?\d+)?|-?\d+e-?\d+")
_REFERENCE = re.compile(r"""url\(\s*["']?#([\w-]+)["']?\s*\)""")
_PROSE = frozenset({"id", "class"})


def strip(root: Element) -> None:
    """Drop elements that do not paint, and the name space of the others."""
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    _drop(root)


def clean(root: Element) -> None:
    """Drop attributes and text that do not paint, and shorten numbers."""
    for element in root.iter():
        _clean(element)


def drop_unused(root: Element, css: str) -> None:
    """Drop markers and gradients that nothing points at, ids too, and classes of no rule."""
    values = [value for element in root.iter() for value in element.attrib.values()]
    used = set(_REFERENCE.findall(css + " ".join(values)))
    for parent in root.iter():
        for child in list(parent):
            if child.tag in _TOOLS and child.get("id") not in used:
                parent.remove(child)
    styled = set(re.findall(r"\.([\w-]+)", css))
    for element in root.iter():
        if element.get("id") not in used:
            element.attrib.pop("id", None)
        names = [name for name in element.get("class", "").split() if name in styled]
        element.attrib.pop("class", None)
        if names:
            element.set("class", " ".join(dict.fromkeys(names)))


def identified(root: Element, prefix: str) -> None:
    """Give every id, and all that points at one, a prefix."""
    for element in root.iter():
        for name, value in element.items():
            if name == "id":
                element.set(name, f"{prefix}-{value}")
            elif "url(" in value:
                element.set(name, _REFERENCE.sub(rf"url(#{prefix}-\1)", value))


def rounded(text: str) -> str:
    """Return a text with each number at two decimals at most."""
    return _NUMBER.sub(_short, text)


def _short(found: re.Match[str]) -> str:
    # Paths may run numbers together, as in 1.5.5; what ended one of them is gone now.
    before = found.string[found.start() - 1 : found.start()]
    return (" " if before.isdigit() else "") + _two_decimals(found.group())


# Outlines have the same few numbers again and again.
@lru_cache(maxsize=4096)
def _two_decimals(text: str) -> str:
    number = f"{float(text):.2f}".rstrip("0").rstrip(".")
    return "0" if number == "-0" else number


def _drop(parent: Element) -> None:
    for child in list(parent):
        names = child.get("class", "").split()
        if child.tag not in ELEMENTS or not _UNSEEN.isdisjoint(names):
            parent.remove(child)
        else:
            _drop(child)
            if child.tag in {"g", "defs"} and len(child) == 0:
                parent.remove(child)


def _clean(element: Element) -> None:
    for name, value in list(element.items()):
        if name not in _ATTRIBUTES:
            del element.attrib[name]
        elif name == "style":
            element.set(name, rounded(attribute(declarations(value))))
        elif name not in _PROSE:
            element.set(name, rounded(value))
    if not element.get("style", "x"):
        del element.attrib["style"]
    if element.tag not in {"text", "tspan", "style", "title", "desc"}:
        element.text = element.tail = None
