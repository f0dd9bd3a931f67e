"""The text of a drawing: its face, its size and its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

FACE = "Arial, Helvetica, Liberation Sans, sans-serif"
"""Faces of one width on every system, so that the text fits the boxes that were drawn for it."""

MEASURED = 16
"""Pixels: the size that the engine is told to leave room for."""

SHOWN = 14
"""Pixels: the size of text. The engine's idea of a letter is an eighth narrower than the face."""

_EM = re.compile(r"(-?[\d.]+)em")
_SIZE = re.compile(rf"\b{MEASURED}px")


def letter(root: Element) -> None:
    """Give text the size that fits, and make one text of each line set word by word."""
    for element in root.iter():
        for name in ("font-size", "style"):
            if name in element.attrib:
                element.set(name, shown(element.get(name, "")))
        if element.tag == "tspan":
            _join(element)
            # Lines keep the distance that there is room for.
            for name in ("y", "dy"):
                if "row" in element.get("class", "").split():
                    element.set(name, _EM.sub(_pixels, element.get(name, "")))


def shown(style: str) -> str:
    """Return a style with the size that was measured made the one that is shown."""
    return _SIZE.sub(f"{SHOWN}px", style)


def _pixels(found: re.Match[str]) -> str:
    return f"{float(found.group(1)) * MEASURED:.2f}".rstrip("0").rstrip(".")


def _join(line: Element) -> None:
    words = list(line)
    if words and all(_is_plain(word) for word in words):
        line.text = "".join(_texts(line))
        for word in words:
            line.remove(word)


def _is_plain(word: Element) -> bool:
    return (
        word.tag == "tspan"
        and len(word) == 0
        and set(word.keys()) <= {"class", "font-style", "font-weight"}
        and word.get("font-style", "normal") == word.get("font-weight", "normal") == "normal"
    )


def _texts(line: Element) -> Iterator[str]:
    yield line.text or ""
    for word in line:
        yield word.text or ""
        yield word.tail or ""
