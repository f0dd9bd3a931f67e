"""Reading an SVG as a browser would: its parts, its texts, and the colours of the cascade."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, fromstring

import cssselect2
import tinycss2

from platformgen.diagram.picture.palette import plain_colour

SHAPES = ("rect", "circle", "ellipse", "polygon", "path")


def tree(svg: str) -> Element:
    """Return the drawing's root, its tags without their namespace."""
    root = fromstring(svg)  # noqa: S314  # Our own output.
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


@dataclass(frozen=True)
class Text:
    """A text with its colour and the colour of what it stands on."""

    words: str
    ink: str
    ground: str


def texts(svg: str, *, dark: bool) -> Iterator[Text]:
    """Yield each text of a flowchart's drawing as it is seen in one of the modes."""
    fills = Fills(svg, dark=dark)
    owners = {child: parent for parent in fills.root.iter() for child in parent}
    for text in fills.root.iter("text"):
        words = "".join(text.itertext()).strip()
        if words:
            ground = next(
                (colour for owner in _owners(text, owners) if (colour := fills.ground(owner))),
                fills.of(fills.root.find("rect")),
            )
            leaf = next(text.iter("tspan"), text)
            yield Text(words=words, ink=fills.of(leaf), ground=ground)


def _owners(text: Element, owners: dict[Element, Element]) -> Iterator[Element]:
    element = text
    while element in owners:
        element = owners[element]
        if element.get("class"):
            yield element


class Fills:
    """The fill of each element of a drawing in one mode, by the rules of CSS."""

    def __init__(self, svg: str, *, dark: bool) -> None:
        self.root = tree(svg)
        sheet = self.root.findtext("style", "")
        self._variables: dict[str, str] = {}
        self._matcher = cssselect2.Matcher()
        for rule in tinycss2.parse_stylesheet(sheet):
            if rule.type == "at-rule":
                if dark:
                    self._declare(tinycss2.parse_rule_list(rule.content))
            else:
                self._declare([rule])
        self._computed: dict[Element, str] = {}
        self._compute(cssselect2.ElementWrapper.from_xml_root(self.root), "#000000")

    def of(self, element: Element | None) -> str:
        """Return the colour that an element is painted with."""
        assert element is not None
        return self._computed[element]

    def ground(self, owner: Element) -> str | None:
        """Return the colour of the shape that a node, frame or label of an edge has."""
        halo = re.search(r"stroke:([^;]+)", owner.get("style", ""))
        if "cluster-label" in owner.get("class", "") and halo:
            return self._colour(halo.group(1))
        if {"node", "edgeLabel"}.isdisjoint(owner.get("class", "").split()):
            return None
        shapes = [self.of(element) for element in owner.iter() if element.tag in SHAPES]
        return next((fill for fill in reversed(shapes) if fill != "none"), None)

    def _declare(self, rules: list[tinycss2.ast.Node]) -> None:
        for rule in rules:
            for item in tinycss2.parse_blocks_contents(rule.content, skip_whitespace=True):
                value = tinycss2.serialize(item.value).strip()
                if item.name.startswith("--"):
                    self._variables[item.name] = value
                elif item.name == "fill":
                    for selector in cssselect2.compile_selector_list(rule.prelude):
                        self._matcher.add_selector(selector, (item.important, value))

    def _compute(self, wrapper: cssselect2.ElementWrapper, inherited: str) -> None:
        element = wrapper.etree_element
        fill = element.get("fill") or inherited
        matched = self._matcher.match(wrapper)
        for _, _, _, (important, value) in matched:
            fill = value if not important else fill
        own = re.search(r"(?:^|;)fill:([^;]+)", element.get("style", ""))
        fill = own.group(1) if own else fill
        for _, _, _, (important, value) in matched:
            fill = value if important else fill
        self._computed[element] = self._colour(fill)
        for child in wrapper.iter_children():
            self._compute(child, fill)

    def _colour(self, value: str) -> str:
        found = re.fullmatch(r"var\((--[\w-]+)\)", value)
        value = self._variables[found.group(1)] if found else value
        return plain_colour(value) or "none"
