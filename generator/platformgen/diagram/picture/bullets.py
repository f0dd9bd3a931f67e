"""Lists in the labels of nodes: their lines begin below each other."""

from __future__ import annotations

from xml.etree.ElementTree import Element

BULLET = "• "
"""What a line of a list begins with."""

_LETTER = 7.4
"""Pixels that a letter takes on average, at the size that is shown."""

_EDGE = 4.0
"""Pixels between the side of a node and its text, at the least."""


def align_lists(root: Element) -> None:
    """Let the lines of a list begin at one place; what goes on from a line begins further in.

    Lines before the list stay in the middle.
    """
    for node in root.iter("g"):
        shape = node.find("rect")
        if shape is not None and "node" in node.get("class", "").split():
            for label in node.iter("text"):
                _align(label.findall("tspan"), float(shape.get("width", "0")))


def _align(lines: list[Element], width: float) -> None:
    starts = [at for at, line in enumerate(lines) if (line.text or "").startswith(BULLET)]
    if not starts:
        return
    listed = lines[starts[0] :]
    longest = max(len(_said(line)) for line in listed)
    left = -min(width / 2 - _EDGE, longest * _LETTER / 2)
    for line in listed:
        is_start = (line.text or "").startswith(BULLET)
        line.set("x", f"{left if is_start else left + _LETTER:g}")
        line.set("text-anchor", "start")


def _said(line: Element) -> str:
    text = line.text or ""
    return text if text.startswith(BULLET) else f" {text}"
