"""Text outside of boxes: what lines end at, and what names a group."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from platformgen.diagram.crossing import wall_text
from platformgen.diagram.field import Field, Run
from platformgen.diagram.frame import Frame
from platformgen.diagram.grid import BLANK
from platformgen.diagram.inner import inner_text
from platformgen.diagram.nesting import Area
from platformgen.diagram.strokes import ACROSS, ALONG, ASCII_TIPS, BOX_ARMS, Arm, Arms

_BULLETS: Final = frozenset("-*•·◦▪‣")
_TITLE_ROWS: Final = 4
_MIDDLES_OFF: Final = 2
"""Half columns by which the middles of two lines of one text may differ."""


def label(scene: Field, area: Area) -> tuple[str, ...]:
    """Return the lines of text of a node."""
    lines = (line for frame in area.frames for line in inner_text(scene, frame))
    named = _wall_title(scene, area.outline)
    return (named, *lines) if named else tuple(lines)


def around(scene: Field, row: int, column: int) -> int | None:
    """Return the innermost group that a cell lies in."""
    best: int | None = None
    for index, area in enumerate(scene.areas):
        inside = area.is_group and area.outline.holds(row, column)
        if inside and (best is None or scene.areas[best].outline.encloses(area.outline)):
            best = index
    return best


def node_runs(scene: Field, run: int, arms: Iterable[Arms], used: AbstractSet[int]) -> list[int]:
    """Return the runs, from the top, that make up the text that a line ends at."""
    ways = set(arms)
    block = [run]
    for step in (1, -1):
        against = Arm.N if step > 0 else Arm.S
        if against in ways:
            continue
        at = run
        while (more := _continued(scene, at, step)) is not None and more not in used:
            if Arm.E in ways or Arm.W in ways:
                aligned = _is_aligned(scene.runs[run], scene.runs[more])
                if not aligned:
                    break
            block.append(more)
            at = more
    return sorted(block)


def _continued(scene: Field, at: int, step: int) -> int | None:
    """Return the one run above or below that belongs to the same text."""
    run = scene.runs[at]
    row = run.row + step
    found = {scene.run_at.get((row, column)) for column in range(run.start, run.end)} - {None}
    strokes = any((row, column) in scene.strokes for column in range(run.start - 1, run.end + 1))
    if len(found) != 1 or strokes:
        return None
    (more,) = found
    return more


def _is_aligned(one: Run, other: Run) -> bool:
    same_middle = abs((one.start + one.end) - (other.start + other.end)) <= _MIDDLES_OFF
    return one.start == other.start or one.end == other.end or same_middle


def touches_line(scene: Field, run: Run) -> bool:
    """Tell whether a text stands right beside a line that runs up or down."""
    for columns in ((run.start - 1, run.start - 2), (run.end, run.end + 1)):
        for column in columns:
            stroke = scene.strokes.get((run.row, column))
            if stroke is not None:
                return bool(stroke.arms & ALONG or stroke.tip & ALONG)
            if scene.grid.at(run.row, column) != BLANK:
                break
    return False


def title(scene: Field, index: int, used: AbstractSet[int]) -> tuple[list[int], tuple[str, ...]]:
    """Return the runs and the lines that name a group: its headers, its wall or its own text."""
    area = scene.areas[index]
    headers = tuple(line for frame in area.headers for line in inner_text(scene, frame))
    if headers:
        return [], headers
    in_wall = _wall_title(scene, area.outline)
    if in_wall:
        return [], (in_wall,)
    own = [
        at
        for at, run in enumerate(scene.runs)
        if at not in used
        and area.outline.holds(run.row, run.start)
        and around(scene, run.row, run.start) == index
    ]
    children = [a.outline for a in scene.areas if a.parent == index]
    first = min((child.top for child in children), default=area.outline.bottom)
    last = max((child.bottom for child in children), default=area.outline.top)
    over = [at for at in own if scene.runs[at].row < first]
    below = [at for at in own if scene.runs[at].row > last]
    block = _first_block(scene, over) or _first_block(scene, below) or above(scene, area, used)
    return block, tuple(_line(scene, block))


def _line(scene: Field, block: Sequence[int]) -> list[str]:
    rows = sorted({scene.runs[at].row for at in block})
    return [" ".join(scene.runs[at].text for at in block if scene.runs[at].row == r) for r in rows]


def _first_block(scene: Field, own: Sequence[int]) -> list[int]:
    """Return the runs of the first rows of text that follow each other and label no line."""
    block: list[int] = []
    for at in own:
        run = scene.runs[at]
        if touches_line(scene, run) or _lies_on_line(scene, run):
            continue
        if block:
            last = scene.runs[block[-1]]
            far = run.row - last.row > 1 or run.row - scene.runs[block[0]].row >= _TITLE_ROWS
            if far or run.text[0] in _BULLETS or not (run.row == last.row or _overlap(last, run)):
                break
        block.append(at)
    return block


def _lies_on_line(scene: Field, run: Run) -> bool:
    return any(
        (stroke := scene.strokes.get((run.row + step, column))) is not None and stroke.arms & ACROSS
        for step in (-1, 1)
        for column in range(run.start, run.end)
    )


def _overlap(one: Run, other: Run) -> bool:
    return one.start < other.end and other.start < one.end


def above(scene: Field, area: Area, used: AbstractSet[int]) -> list[int]:
    """Return the run just above a frame, if it names it and no line comes near."""
    outline = area.outline
    found = [
        at
        for at, run in enumerate(scene.runs)
        if run.row == outline.top - 1
        and at not in used
        and run.start >= outline.left - 1
        and run.end <= outline.sides[0] + 2
        and not touches_line(scene, run)
    ]
    return found if len(found) == 1 else []


def _wall_title(scene: Field, frame: Frame) -> str:
    """Return the text written into the top wall, unless it is the label of a line across it."""
    row = frame.top
    letters = [
        column
        for column in range(frame.left + 1, frame.sides[0])
        if scene.grid.at(row, column).isalnum()
    ]
    if not letters:
        return ""
    start, end = wall_text(scene.grid, row, letters[0])
    if _is_crossed(scene, row, start - 1) or _is_crossed(scene, row, end):
        return ""
    crossed = any(
        (row + step, column) in scene.strokes for step in (-1, 1) for column in range(start, end)
    )
    text = scene.grid.text(row, start, end).strip(" []")
    return "" if crossed or text in ASCII_TIPS else text


def _is_crossed(scene: Field, row: int, column: int) -> bool:
    """Tell whether a line goes up and down through a cell of a wall."""
    character = scene.grid.at(row, column)
    drawn = all((row + step, column) in scene.strokes for step in (-1, 1))
    return BOX_ARMS.get(character, Arm.NONE) & ALONG == ALONG or (character == "+" and drawn)
