"""Mermaid source to one SVG for light and dark, which needs nothing but itself."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring

from platformgen.diagram.mermaid import printable
from platformgen.diagram.picture.allowed import Forbidden, objection
from platformgen.diagram.picture.bullets import align_lists
from platformgen.diagram.picture.capsule import simplify
from platformgen.diagram.picture.clean import clean, drop_unused, identified, rounded, strip
from platformgen.diagram.picture.engine import Undrawable, modes
from platformgen.diagram.picture.entities import reveal
from platformgen.diagram.picture.legible import ink
from platformgen.diagram.picture.lettering import FACE, SHOWN, letter, shown
from platformgen.diagram.picture.narrow import narrow
from platformgen.diagram.picture.palette import plain_colour
from platformgen.diagram.picture.stylesheet import pruned
from platformgen.diagram.picture.titles import raise_titles

__all__ = ["Forbidden", "Undrawable", "svg"]

# Ours, beside the engine's rules; each selector goes below the root's.
_LOOK = {
    ".node .basic": "rx:6px",
    ".cluster rect": "rx:8px",
    ".edgeLabel rect": "opacity:1",
    # Titles and messages are crossed by lines, which their halo covers.
    ".cluster-label": "stroke-width:6px;stroke-linejoin:round;paint-order:stroke",
    ".messageText": "stroke-width:4px;stroke-linejoin:round;paint-order:stroke;stroke:PAGE",
}


def svg(source: str, *, title: str, description: str) -> str:
    """Return the drawing of a Mermaid source, the same bytes for the same arguments.

    Title and description are for those who cannot see it. Raises Forbidden for a source that
    says what no picture should, and Undrawable for one that no engine can draw.
    """
    refusal = objection(source)
    if refusal is not None:
        raise Forbidden(refusal)
    drawing = narrow(source)
    prefix = "d" + hashlib.sha256(f"{title}\0{source}".encode(errors="replace")).hexdigest()[:8]
    light, dark = modes(source)
    # What is parsed is the engine's own output, and no document type has a way into it.
    drawn = fromstring(drawing.svg)  # noqa: S314
    colours = list(drawing.colours)
    page = _variable(colours, (light.page, dark.page))
    text = _variable(colours, (light.ink, dark.ink))
    frame = _variable(colours, (light.group, dark.group))
    rules = _painted(drawn, prefix, page=page, frame=frame)
    identified(drawn, prefix)
    view_box = drawn.get("viewBox", "")
    root = _root(prefix, view_box, title, description)
    style = SubElement(root, "style")
    style.text = f"#{prefix}{{font:{SHOWN}px {FACE};color:{text};fill:{text}}}{rules}"
    root.append(_backdrop(view_box, page))
    root.extend(drawn)
    style.text = _coloured(root, style.text, colours, prefix)
    return tostring(root, encoding="unicode") + "\n"


def _variable(colours: list[tuple[str, str]], pair: tuple[str, str]) -> str:
    colours.append(pair)
    return f"var(--c{len(colours) - 1})"


def _painted(drawn: Element, prefix: str, *, page: str, frame: str) -> str:
    """Make the tree what will be shown, and return the rules that paint it."""
    strip(drawn)
    # Before its hundreds of numbers are shortened.
    simplify(drawn)
    clean(drawn)
    sheets = drawn.findall("style")
    css = "".join(sheet.text or "" for sheet in sheets)
    for sheet in sheets:
        drawn.remove(sheet)
    # An engine's rules begin with the id of its root, which differs from kind to kind.
    name = drawn.get("id", "-")
    look = {selector: body.replace("PAGE", page) for selector, body in _LOOK.items()}
    css += "".join(f"#{name} {selector}{{{body}}}" for selector, body in look.items())
    ink(drawn)
    raise_titles(drawn, frame)
    letter(drawn)
    align_lists(drawn)
    reveal(drawn)
    rules = shown(pruned(css, drawn))
    drop_unused(drawn, rules)
    return re.sub(rf"#{re.escape(name)}(?![\w-])", f"#{prefix}", rules)


def _root(prefix: str, view_box: str, title: str, description: str) -> Element:
    _, _, width, height = view_box.split()
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "id": prefix, "role": "img"})
    root.set("aria-labelledby", f"{prefix}-title {prefix}-desc")
    root.set("viewBox", view_box)
    # A size of its own, for an image without one is as wide as its page.
    root.set("width", width)
    root.set("height", height)
    SubElement(root, "title", {"id": f"{prefix}-title"}).text = printable(title)
    SubElement(root, "desc", {"id": f"{prefix}-desc"}).text = printable(description)
    return root


def _backdrop(view_box: str, page: str) -> Element:
    # Opaque, so that the contrast does not depend on the page around the drawing.
    left, top, width, height = view_box.split()
    place = {"x": left, "y": top, "width": width, "height": height}
    return Element("rect", {**place, "rx": "8", "style": f"fill:{page}"})


def _coloured(root: Element, css: str, colours: Sequence[tuple[str, str]], prefix: str) -> str:
    """Make each pair of colours in the drawing a variable of its own; return its stylesheet."""
    used: set[int] = set()

    def named(found: re.Match[str]) -> str:
        number = int(found.group(1))
        if number >= len(colours):
            return "none"  # Not one of ours: a style of the user's said it.
        used.add(number)
        return f"var(--{prefix}-{number})"

    for element in root.iter():
        for name, value in element.items():
            element.set(name, _VARIABLE.sub(named, value))
    rules = _VARIABLE.sub(named, css)
    light, dark = (
        "".join(f"--{prefix}-{number}:{_short(colours[number][mode])};" for number in sorted(used))
        for mode in (0, 1)
    )
    modes_rules = f"#{prefix}{{{light}}}@media (prefers-color-scheme:dark){{#{prefix}{{{dark}}}}}"
    return modes_rules + rules


def _short(colour: str) -> str:
    return plain_colour(colour) or rounded(colour)


_VARIABLE = re.compile(r"var\(--c(\d{1,4})\)")
