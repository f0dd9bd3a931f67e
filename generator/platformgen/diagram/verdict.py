"""How sure a reading is: whether a drawing hangs together, and how much of its ink it explains."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from platformgen.diagram.answer import TABLE
from platformgen.diagram.field import Field
from platformgen.diagram.grid import BLANK, Cell
from platformgen.diagram.nets import Net
from platformgen.diagram.pointers import only_points_out
from platformgen.diagram.reading import Reading
from platformgen.diagram.strokes import ALONG, STEP, Arm
from platformgen.diagram.touching import blocks

SURE: Final = 0.5
"""The least confidence with which a drawing is read."""

_TALKATIVE: Final = 0.6
_TREE_WORDS: Final = 4
_GAP: Final = 2
_LABEL_ROWS: Final = 12
_TEXT_ROWS: Final = 5
_TEXT_WORDS: Final = 20
_STRAY_HEADS: Final = frozenset("v^")
"""Words of a text that are heads of no line, or there are lines that were not understood."""
_SIGNS: Final = 4
_NAMES: Final = 3
"""Texts that arrows must join where there are no frames."""


def doubt(reading: Reading) -> str | None:
    """Return what a reading is instead of a diagram, to go after "this is"; None if nothing."""
    graph, scene = reading.graph, reading.scene
    doubts = (
        (TABLE, _is_table(scene)),
        ("a layout of cells", not _has_heads(reading) and _is_one_block(scene)),
        ("a sequence over time", _messages(scene) > 1),
        ("a text or a memory explained", only_points_out(reading)),
        ("text without connected boxes", not _joins(reading) and not _is_nested(reading)),
        ("a single box", len(graph.nodes) + len(graph.groups) <= 1),
        ("a drawing without names", _lacks_names(reading)),
        ("text with too few arrows to be sure", not scene.areas and _is_short(reading)),
        ("a mapping", not scene.areas and _is_in_pairs(reading)),
        ("text with lines and no arrows", not scene.areas and _lacks_heads(reading)),
        ("mostly text", _mostly_prose(reading) or _is_verbose(reading)),
    )
    return next((reason for reason, holds in doubts if holds), None)


def confidence(reading: Reading) -> float:
    """Return from 0 to 1 how much of the strokes, heads and words a reading explains."""
    inked = reading.scene.grid.inked()
    lost = [cell for cell in inked if cell not in reading.roles]
    strokes = sum(cell in reading.scene.strokes for cell in lost)
    words = len(lost) - strokes
    framed = 0.05 if reading.scene.areas else 0.2
    share = (2 * strokes + 0.5 * words) / len(inked)
    return round(max(0.0, 1.0 - framed - share), 3)


def _is_verbose(reading: Reading) -> bool:
    """Tell whether lines are labelled, or texts joined, that are paragraphs."""
    labels = [edge.label for edge in reading.graph.edges]
    texts = [] if reading.scene.areas else [node.label for node in reading.graph.nodes]
    return any(label.count("\n") > _LABEL_ROWS for label in labels) or any(
        text.count("\n") > _TEXT_ROWS or len(text.split()) > _TEXT_WORDS for text in texts
    )


def _joins(reading: Reading) -> bool:
    """Tell whether lines lead to boxes, if there are any."""
    at_boxes = any(end.area is not None for net in reading.nets for end in net.ends)
    return bool(reading.graph.edges) and (at_boxes or not reading.scene.areas)


def _has_heads(reading: Reading) -> bool:
    return any(edge.head_at_source or edge.head_at_target for edge in reading.graph.edges)


def _is_nested(reading: Reading) -> bool:
    """Tell whether a drawing without lines says something by what is in what."""
    titled: set[str] = set()
    for group in reading.graph.groups:
        if group.title or group.parent in titled:
            titled.add(group.id)
    return sum(node.group in titled for node in reading.graph.nodes) > 1


def _is_one_block(scene: Field) -> bool:
    """Tell whether all boxes hang together by their walls."""
    return len(scene.areas) > 1 and len(set(blocks(scene).values())) == 1


def _is_table(scene: Field) -> bool:
    """Tell whether all there is is one block of cells, in rows and columns."""
    cells = [area for area in scene.areas if not area.is_group]
    groups = [area for area in scene.areas if area.is_group]
    if scene.strokes or any(not group.headers for group in groups):
        return False
    rows = {area.outline.top for area in cells}
    columns = {area.outline.left for area in cells}
    touching = sum(1 for owners in scene.walls.values() if len(owners) > 1)
    return (
        len(columns) > 1
        and touching >= 2 * len(cells) - 2
        and (len(rows) > 1 or len(groups) + 1 >= len(scene.areas) or not groups)
    )


def _is_short(reading: Reading) -> bool:
    return len(reading.graph.edges) <= 1 or len(reading.graph.nodes) < _NAMES


def _is_in_pairs(reading: Reading) -> bool:
    """Tell whether texts are joined on their own rows alone, and never more than two."""
    ends = Counter(end.run for net in reading.nets if len(net.ends) > 1 for end in net.ends)
    rows = all(len({joint[0] for joint in net.links}) == 1 for net in reading.nets if net.ends)
    return rows and max(ends.values(), default=0) <= 1


def _lacks_heads(reading: Reading) -> bool:
    headed = any(edge.head_at_target for edge in reading.graph.edges)
    return not headed and not _is_tree(reading)


def _lacks_names(reading: Reading) -> bool:
    """Tell whether things have no names; one in four may be an ellipsis or a sign."""
    labels = [node.label for node in reading.graph.nodes]
    nameless = sum(not _has_words(label) for label in labels)
    if not reading.scene.areas:
        nameless += sum(bool(_STRAY_HEADS & set(label.split())) for label in labels)
    return nameless * _SIGNS > len(labels)


def _has_words(label: str) -> bool:
    return any(character.isalnum() or not character.isascii() for character in label)


def _is_tree(reading: Reading) -> bool:
    """Tell whether short names hang together by lines from above to below alone."""
    graph = reading.graph
    arms = {end.arm for net in reading.nets for end in net.ends if len(net.ends) > 1}
    short = all(len(node.label.split()) <= _TREE_WORDS for node in graph.nodes)
    targets = [edge.target for edge in graph.edges]
    return (
        not arms & {Arm.E, Arm.W}
        and short
        and len(targets) == len(set(targets)) == len(graph.nodes) - 1
    )


def _messages(scene: Field) -> int:
    """Count arrows from one line that runs up and down to another, as between lifelines."""
    count = 0
    for (row, column), stroke in scene.strokes.items():
        if stroke.tip not in (Arm.E, Arm.W):
            continue
        step = STEP[stroke.tip][1]
        front = scene.strokes.get((row, column + step))
        if front is not None and front.arms & ALONG == ALONG and not front.tip:
            count += _starts_at_line(scene, row, column, -step)
    return count


def _starts_at_line(scene: Field, row: int, column: int, step: int) -> bool:
    """Tell whether an arrow comes from a line that runs up and down, past its label if any."""
    blanks = 0
    while blanks <= _GAP:
        column += step
        if (row, column) in scene.walls:
            return False
        stroke = scene.strokes.get((row, column))
        if stroke is not None and stroke.arms & ALONG == ALONG:
            return True
        blanks = blanks + 1 if scene.grid.at(row, column) == BLANK else 0
    return False


def _mostly_prose(reading: Reading) -> bool:
    """Tell whether most rows with ink have nothing that was read."""
    return _prose_share(reading.scene, reading.roles, reading.nets) > _TALKATIVE


def _prose_share(scene: Field, roles: Mapping[Cell, str], nets: tuple[Net, ...]) -> float:
    rows = {row for row, line in enumerate(scene.grid.plain) if line.strip()}
    read = {row for (row, _), role in roles.items() if role != "label"} if nets else set()
    read |= {row for (row, _) in scene.walls}
    return len(rows - read) / len(rows) if rows else 1.0
