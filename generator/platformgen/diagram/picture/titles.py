"""Titles of groups, in the corner of their frames and in front of the lines that cross them."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from platformgen.diagram.picture.stylesheet import declarations

_START = re.compile(r"translate\(([-\d.]+).*")

_MARGIN = 10
"""Pixels between the left side of a frame and its title."""


def raise_titles(root: Element, ground: str) -> None:
    """Move the titles of groups in front of the edges, each with a halo of its frame's colour.

    Ground is the colour of frames that have none of their own.
    """
    for layer in list(root.iter("g")):
        clusters, lines = (_child(layer, name) for name in ("clusters", "edgePaths"))
        if clusters is None:
            continue
        behind = clusters if lines is None else lines
        titles = Element("g")
        for cluster in clusters:
            _raise(cluster, titles, ground)
        layer.insert(list(layer).index(behind) + 1, titles)


def _child(layer: Element, name: str) -> Element | None:
    return next((child for child in layer if name in child.get("class", "").split()), None)


def _raise(cluster: Element, titles: Element, ground: str) -> None:
    frame, title = cluster.find("rect"), _child(cluster, "cluster-label")
    if frame is None or title is None:
        return
    cluster.remove(title)
    left, top = (float(frame.get(name, "0")) for name in ("x", "y"))
    start = float(_START.sub(r"\1", title.get("transform", "")) or left)
    # An engine centres a title, so that this is the space on each side of it.
    margin = min(_MARGIN, max(0, start - left))
    halo = declarations(frame.get("style", "")).get("fill", ground)
    raised = SubElement(titles, "g", {"class": "cluster-label", "style": f"stroke:{halo}"})
    raised.set("transform", f"translate({left + margin:g},{top + 2:g})")
    raised.extend(title)
