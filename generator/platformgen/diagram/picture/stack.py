"""Groups and nodes that an engine put side by side, put one below the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from xml.etree.ElementTree import Element, fromstring

from msgspec import Struct

_CLUSTER = re.compile(r"merman-(\w+)")
_NODE = re.compile(r"merman-flowchart-(\w+)-\d+")
_TRANSLATE = re.compile(r"translate\(\s*(-?[\d.]+)[\s,]+(-?[\d.]+)\s*\)")
_LEVEL = 2.0  # Pixels within which two nodes stand on one level.


class _Box(Struct, frozen=True, kw_only=True):
    """A node or group by its id in the source, where its middle is, and half its size."""

    name: str
    x: float
    y: float
    half_width: float
    half_height: float


def stacked(source: str, drawing: str, *, across: int) -> str:
    """Return a flowchart's source with invisible links that make its drawing narrower.

    Groups side by side get below each other; of nodes side by side in one group, so many stay
    across. The drawing is the first engine's, of the same source.
    """
    # An engine's output, in which no document type can be.
    boxes = list(_boxes(fromstring(drawing), 0, 0))  # noqa: S314
    groups = [box for box in boxes if box.half_width]
    nodes = [box for box in boxes if not box.half_width]
    links: list[str] = []
    for parent in (None, *groups):
        inner = [group for group in groups if _parent(group, groups) == parent]
        own = [node for node in nodes if _parent(node, groups) == parent]
        links += _group_links(inner, nodes)
        links += _node_links(own, across)
    return "\n".join([source.rstrip("\n"), *(f"  {link}" for link in links)]) + "\n"


def _boxes(element: Element, left: float, top: float) -> Iterator[_Box]:
    moved = _TRANSLATE.match(element.get("transform", ""))
    if moved:
        left, top = left + float(moved.group(1)), top + float(moved.group(2))
    names = element.get("class", "").split()
    identifier = element.get("id", "")
    if "node" in names and (found := _NODE.fullmatch(identifier)):
        yield _Box(name=found.group(1), x=left, y=top, half_width=0, half_height=0)
    elif "cluster" in names and (found := _CLUSTER.fullmatch(identifier)):
        x, y, width, height = (float(element[0].get(key, "0")) for key in _SIDES)
        yield _Box(
            name=found.group(1),
            x=left + x + width / 2,
            y=top + y + height / 2,
            half_width=width / 2,
            half_height=height / 2,
        )
    else:
        for child in element:
            yield from _boxes(child, left, top)


_SIDES = ("x", "y", "width", "height")


def _parent(box: _Box, groups: Sequence[_Box]) -> _Box | None:
    around = [group for group in groups if _holds(group, box)]
    return min(around, key=lambda group: group.half_width, default=None)


def _holds(group: _Box, box: _Box) -> bool:
    return (
        group.half_width > box.half_width
        and abs(group.x - box.x) <= group.half_width
        and abs(group.y - box.y) <= group.half_height
    )


def _group_links(groups: Sequence[_Box], nodes: Sequence[_Box]) -> Iterator[str]:
    for row in _rows(groups):
        for upper, lower in pairwise(row):
            above = [node for node in nodes if _holds(upper, node)]
            below = [node for node in nodes if _holds(lower, node)]
            if above and below:
                last = max(above, key=lambda node: node.y)
                first = min(node.y for node in below)
                for node in below:
                    if node.y <= first + _LEVEL:
                        yield f"{last.name} ~~~ {node.name}"


def _node_links(nodes: Sequence[_Box], across: int) -> Iterator[str]:
    for row in _rows(nodes):
        for upper, lower in zip(row, row[across:], strict=False):
            yield f"{upper.name} ~~~ {lower.name}"


def _rows(boxes: Sequence[_Box]) -> list[list[_Box]]:
    """Return what stands side by side, row by row; in a row from above, then from the left."""
    rows: list[list[_Box]] = []
    bottom = float("-inf")
    for box in sorted(boxes, key=lambda box: box.y - box.half_height):
        if box.y - box.half_height >= bottom:
            rows.append([])
        bottom = max(bottom, box.y + box.half_height + _LEVEL)
        rows[-1].append(box)
    # What begins higher leads to the rest, and stays above it.
    return [sorted(row, key=lambda box: (box.y - box.half_height, box.x)) for row in rows]
