"""Text on grounds that the user coloured, made legible in light and in dark."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from platformgen.diagram.picture.palette import ink_on, plain_colour
from platformgen.diagram.picture.stylesheet import attribute, declarations

_SHAPES = frozenset({"rect", "circle", "ellipse", "polygon", "path"})
_TEXTS = frozenset({"text", "tspan"})


def ink(root: Element) -> None:
    """Set the colours of text: the user's own where it is legible, else one that is.

    A ground that the user coloured keeps its colour in light and dark, and its text has one
    colour with it; text that was coloured without its ground has the theme's again, for no one
    colour is legible on a light and on a dark ground.
    """
    for owner in root.iter("g"):
        if not _OWNERS.isdisjoint(owner.get("class", "").split()):
            _ink(owner)


_OWNERS = frozenset(
    {"node", "cluster", "edgeLabel", "pele-node", "pele-cluster", "pele-edge-label"}
)


def _ink(owner: Element) -> None:
    ground = next((colour for shape in _shapes(owner) if (colour := _fill(shape))), None)
    wanted = _wanted(owner)
    for element in _inside(owner):
        declared = dict(declarations(element.get("style", "")))
        declared.pop("color", None)
        if element.tag in _TEXTS:
            declared.pop("fill", None)
            if element.tag == "text" and ground is not None:
                declared["fill"] = ink_on(ground, wanted)
        _restyle(element, attribute(declared))


def _wanted(owner: Element) -> str | None:
    for element in _inside(owner):
        declared = declarations(element.get("style", ""))
        name = "fill" if element.tag in _TEXTS else "color"
        colour = plain_colour(declared.get(name, ""))
        if colour is not None:
            return colour
    return None


def _shapes(owner: Element) -> Iterator[Element]:
    # The last shape is nearest to the text: a cylinder's lid, a double frame's inner one.
    return (element for element in reversed(_inside(owner)) if element.tag in _SHAPES)


def _fill(shape: Element) -> str | None:
    return plain_colour(declarations(shape.get("style", "")).get("fill", shape.get("fill", "")))


def _inside(owner: Element) -> list[Element]:
    return [element for element in owner.iter() if element is not owner]


def _restyle(element: Element, style: str) -> None:
    if style:
        element.set("style", style)
    else:
        element.attrib.pop("style", None)
