"""Rounded ends: an outline that an engine draws in hundreds of strokes, as one rectangle again."""

from __future__ import annotations

import re
from math import hypot
from xml.etree.ElementTree import Element

_NUMBER = re.compile(r"-?[\d.]+(?:e-?\d+)?")
_NEAR = 1.0  # Pixels between a point and the outline that it is taken to be on.


def simplify(root: Element) -> None:
    """Replace each pair of paths, ground and outline, that are a capsule by a rectangle."""
    for group in root.iter("g"):
        if [child.tag for child in group] == ["path", "path"]:
            ground, outline = group
            capsule = _capsule(ground)
            if capsule is not None:
                for name in ("stroke", "stroke-width"):
                    capsule.set(name, outline.get(name, ""))
                group[:] = [capsule]


def _capsule(path: Element) -> Element | None:
    numbers = [float(number) for number in _NUMBER.findall(path.get("d", ""))]
    across, down = numbers[::2], numbers[1::2]
    if len(down) < len(across) or not down:
        return None
    left, top = min(across), min(down)
    width, height = max(across) - left, max(down) - top
    radius = height / 2
    straight = width / 2 - radius
    if radius <= _NEAR:
        return None  # A line, and not an outline: two edges side by side are a pair of paths too.
    for x, y in zip(across, down, strict=True):
        beyond = max(0.0, abs(x - left - width / 2) - straight)
        if abs(hypot(beyond, y - top - radius) - radius) > _NEAR:
            return None
    sides = {"x": left, "y": top, "width": width, "height": height, "rx": radius}
    capsule = Element("rect", {name: f"{size:.2f}" for name, size in sides.items()})
    for name in ("style", "fill"):
        if name in path.attrib:
            capsule.set(name, path.get(name, ""))
    return capsule
