"""Where text stands in a picture: titles of groups free of nodes, lists below each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, fromstring

import pytest

from platformgen.diagram.picture.bullets import align_lists
from platformgen.diagram.picture.headroom import TITLE_HEIGHT, lacks_headroom
from platformgen.diagram.svg import svg
from render.drawing import tree

LIST = """<svg><g class="node"><rect width="{width}" /><text><tspan x="0">Pods</tspan>
<tspan x="0">• one</tspan><tspan x="0">• two-</tspan><tspan x="0">three</tspan></text></g></svg>"""


@pytest.mark.parametrize(("width", "left"), [(200, -22.2), (30, -11.0)])
def test_a_list_begins_at_one_place_inside_its_node(width: int, left: float) -> None:
    root = fromstring(LIST.format(width=width))  # noqa: S314  # Ours.
    align_lists(root)

    title, *lines, further = root.iter("tspan")
    assert (title.get("x"), title.get("text-anchor")) == ("0", None)
    assert [float(line.get("x", "")) for line in lines] == [left, left]
    assert float(further.get("x", "")) > left
    assert {line.get("text-anchor") for line in (*lines, further)} == {"start"}


@pytest.mark.parametrize(
    "drawing",
    [
        '<svg><g class="node"><rect width="9" /><text><tspan x="0">a • b</tspan></text></g></svg>',
        '<svg><g class="node"><path /><text><tspan x="0">• a</tspan></text></g></svg>',
        '<svg><g class="label"><rect width="9" /><text><tspan x="0">• a</tspan></text></g></svg>',
    ],
    ids=["no list", "no box", "no node"],
)
def test_what_is_no_list_in_a_box_stays_in_the_middle(drawing: str) -> None:
    root = fromstring(drawing)  # noqa: S314  # Ours.
    align_lists(root)

    assert [line.get("x") for line in root.iter("tspan")] == ["0"]


@pytest.mark.parametrize("inner", ["direction TB", "direction LR", "direction RL", "%%"])
@pytest.mark.parametrize("head", ["TB", "LR", "RL"])
def test_no_node_stands_on_the_title_of_its_group(head: str, inner: str) -> None:
    source = f"""flowchart {head}
  a["Browser"] --> k
  subgraph k["Where it runs"]
    {inner}
    n["one<br/>two<br/>three<br/>four"] --> s["Services"]
  end
"""
    root = tree(svg(source, title="", description=""))

    frame, node = frame_and_node(root, "four")
    assert node - frame >= TITLE_HEIGHT


def frame_and_node(root: Element, words: str) -> tuple[float, float]:
    """Return the tops of the only frame and of the node with these words, in the drawing."""
    tops: dict[str, float] = {}
    for part, top in placed(root, 0):
        box, said = part.find("rect"), "".join(part.itertext())
        if part.get("class") == "node" and box is not None and words in said:
            tops["node"] = top + float(box.get("y", "0"))
        if part.get("class") == "cluster" and box is not None:
            tops["frame"] = top + float(box.get("y", "0"))
    return tops["frame"], tops["node"]


def placed(part: Element, top: float) -> Iterator[tuple[Element, float]]:
    """Yield each part of a drawing, with how far below its top its own place begins."""
    moved = re.match(r"translate\([-\d.]+[, ]+([-\d.]+)\)", part.get("transform", ""))
    top += float(moved.group(1)) if moved else 0
    yield part, top
    for child in part:
        yield from placed(child, top)


GROUP = """<svg xmlns="http://www.w3.org/2000/svg"><g><g class="clusters"><g>{frame}</g></g>
<g class="nodes">{node}</g></g></svg>"""
FRAME = '<rect x="0" y="8" width="100" height="60" />'
NODE = '<g transform="translate({x},{y})"><rect y="-10" /></g>'


@pytest.mark.parametrize(
    ("frame", "node", "is_crowded"),
    [
        pytest.param(FRAME, NODE.format(x=50, y=28), True, id="on the title"),
        pytest.param(FRAME, NODE.format(x=50, y=50), False, id="below the title"),
        pytest.param(FRAME, NODE.format(x=150, y=28), False, id="beside the group"),
        pytest.param(FRAME, NODE.format(x=50, y=0), False, id="above the group"),
        pytest.param(FRAME, '<g transform="translate(5,28)" />', False, id="a node without a box"),
        pytest.param("<path />", NODE.format(x=50, y=28), False, id="a group without a frame"),
    ],
)
def test_a_title_has_room_or_not(frame: str, node: str, *, is_crowded: bool) -> None:
    assert lacks_headroom(GROUP.format(frame=frame, node=node)) == is_crowded


def test_a_drawing_without_groups_has_no_title() -> None:
    assert not lacks_headroom("<svg />")
