"""Mermaid source to one SVG for light and dark, which needs nothing but itself."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring

from platformgen.diagram.allowed import Forbidden, objection
from platformgen.diagram.clean import clean, drop_unused, identified, rounded
from platformgen.diagram.engine import Undrawable, modes
from platformgen.diagram.legible import ink
from platformgen.diagram.lettering import FACE, SHOWN, letter, shown
from platformgen.diagram.mermaid import printable
from platformgen.diagram.narrow import narrow
from platformgen.diagram.palette import plain_colour
from platformgen.diagram.stylesheet import pruned
from platformgen.diagram.titles import raise_titles

__all__ = ["Forbidden", "Undrawable", "svg"]

# Ours, beside the engine's rules; each selector goes below the root's.
_LOOK = {
    ".node rect": "rx:6px",
    ".cluster rect": "rx:8px",
    ".edgeLabel rect": "opacity:1",
    ".cluster-label": "stroke-width:6px;stroke-linejoin:round;paint-order:stroke",
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
    colours = [*drawing.colours, (light.page, dark.page), (light.group, dark.group)]
    page, group = (f"var(--c{len(colours) - place})" for place in (2, 1))
    # What is parsed is the engine's own output, and no document type has a way into it.
    drawn = fromstring(drawing.svg)  # noqa: S314
    rules = _painted(drawn, group, prefix)
    identified(drawn, prefix)
    root = _root(prefix, drawn.get("viewBox", ""), title, description)
    SubElement(root, "style").text = f"#{prefix}{{font:{SHOWN}px {FACE}}}{rules}"
    root.append(_backdrop(drawn.get("viewBox", ""), page))
    root.extend(drawn)
    return _coloured(tostring(root, encoding="unicode"), colours, prefix) + "\n"


def _painted(drawn: Element, halo: str, prefix: str) -> str:
    """Make the tree what will be shown, and return the rules that paint it."""
    clean(drawn)
    sheets = drawn.findall("style")
    css = "".join(sheet.text or "" for sheet in sheets)
    for sheet in sheets:
        drawn.remove(sheet)
    # An engine's rules begin with the id of its root, which differs from kind to kind.
    css = re.sub(rf"#{drawn.get('id', '-')}(?![\w-])", f"#{prefix}", css)
    css += "".join(f"#{prefix} {selector}{{{body}}}" for selector, body in _LOOK.items())
    drawn.set("id", prefix)
    raise_titles(drawn, halo)
    ink(drawn)
    letter(drawn)
    rules = shown(pruned(css, drawn))
    drop_unused(drawn, rules)
    return rules


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


def _coloured(svg_text: str, colours: Sequence[tuple[str, str]], prefix: str) -> str:
    """Return the drawing with each pair of colours that it uses as a variable of its own."""
    used = sorted({int(number) for number in _VARIABLE.findall(svg_text)})
    modes = [
        "".join(f"--{prefix}-{number}:{_short(colours[number][mode])};" for number in used)
        for mode in (0, 1)
    ]
    variables = (
        f"#{prefix}{{{modes[0]}}}@media (prefers-color-scheme:dark){{#{prefix}{{{modes[1]}}}}}"
    )
    named = _VARIABLE.sub(rf"var(--{prefix}-\1)", svg_text)
    return named.replace("<style>", f"<style>{variables}", 1)


def _short(colour: str) -> str:
    return plain_colour(colour) or rounded(colour)


_VARIABLE = re.compile(r"var\(--c(\d+)\)")
