"""Whether the titles of groups have room above what stands in the groups."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, fromstring

TITLE_HEIGHT = 22
"""Pixels that a title of one line takes, from the top of its frame."""

_TRANSLATE = re.compile(r"translate\((-?[\d.]+)[, ]+(-?[\d.]+)\)")


def lacks_headroom(drawing: str) -> bool:
    """Tell whether a node stands on the title of its group, in a drawing of the first engine.

    The engine leaves room for one line of text where nodes stand beside each other.
    """
    if "cluster" not in drawing:
        return False
    # An engine's output, in which no document type can be.
    for layer in fromstring(drawing).iter("{http://www.w3.org/2000/svg}g"):  # noqa: S314
        tops = [place for node in _in(layer, "nodes") for place in _top(node)]
        if any(_is_crowded(cluster, tops) for cluster in _in(layer, "clusters")):
            return True
    return False


def _in(layer: Element, name: str) -> Iterator[Element]:
    for child in layer:
        if name in child.get("class", "").split():
            yield from child


def _top(node: Element) -> Iterator[tuple[float, float]]:
    place, shape = _TRANSLATE.match(node.get("transform", "")), node.find("{*}rect")
    if place is not None and shape is not None:
        yield float(place.group(1)), float(place.group(2)) + float(shape.get("y", "0"))


def _is_crowded(cluster: Element, tops: list[tuple[float, float]]) -> bool:
    frame = cluster.find("{*}rect")
    if frame is None:
        return False
    left, top, width = (float(frame.get(key, "0")) for key in ("x", "y", "width"))
    return any(left < x < left + width and top < y < top + TITLE_HEIGHT for x, y in tops)
