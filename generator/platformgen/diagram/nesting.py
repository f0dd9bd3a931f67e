"""What frames stand for: nodes, cells, headers with bodies, and groups that hold others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from platformgen.diagram.frame import Frame
from platformgen.diagram.grid import Grid
from platformgen.diagram.strokes import BOX_ARMS, TIPS, is_upright

_RAGGED: Final = 3
_ARROW: Final = re.compile(r"\w\s*[─━═╌┄-][─━═╌┄-]+[>▶►]\s*\w|\w\s*[<◀◄][─━═╌┄-][─━═╌┄-]+\s*\w")


class Area(Struct, frozen=True, kw_only=True):
    """A node or a group of the drawing: one frame, or several that share walls.

    `outline` surrounds all its frames; `headers` are those that hold only the title of a group;
    `parent` is the index of the group around it.
    """

    outline: Frame
    frames: tuple[Frame, ...]
    headers: tuple[Frame, ...] = ()
    is_group: bool = False
    parent: int | None = None


def areas(grid: Grid, found: Sequence[Frame]) -> tuple[Area, ...]:
    """Return the nodes and groups that frames stand for; parents come before children."""
    kept = _with_content(grid, found)
    around = _around(kept)
    holders = {index for index in around if index is not None}
    holders |= {index for index, frame in enumerate(kept) if _has_arrows(grid, frame)}
    plans: list[_Plan] = []
    for block in _blocks(kept):
        _lay_out(kept, block, holders, plans)
    return _numbered(kept, around, plans)


class _Plan(Struct, kw_only=True):
    frames: tuple[int, ...]
    headers: tuple[int, ...] = ()
    is_group: bool = False
    within: _Plan | None = None


def _with_content(grid: Grid, found: Sequence[Frame]) -> list[Frame]:
    walls = {(f.top, f.left) for f in found}
    holding = [
        frame
        for frame in found
        if _has_text(grid, frame)
        or any(frame.holds(*cell) for cell in walls)
        or is_named_above(grid, frame)
    ]
    shared = {(f.top, f.left) for f in holding} | {(f.bottom, f.left) for f in holding}
    shared |= {(f.top, f.sides[0]) for f in holding}
    return [
        f
        for f in found
        if f in holding or (f.top, f.left) in shared or (f.top, f.sides[0]) in shared
    ]


def is_named_above(grid: Grid, frame: Frame) -> bool:
    """Tell whether the words just above a frame stand over it and nothing else does."""
    if frame.top == 0:
        return False
    line = grid.plain[frame.top - 1]
    start, end = max(frame.left - 1, 0), frame.sides[0] + 2
    words = line[start:end]
    outside = line[start - 1 : start] if start else ""
    return (
        any(character.isalnum() for character in words)
        and not any(character in BOX_ARMS or character in "|+" for character in words)
        and (outside + line[end : end + 1]).strip() == ""
    )


def _has_text(grid: Grid, frame: Frame) -> bool:
    for row in range(frame.top + 1, frame.bottom):
        inside = grid.plain[row][frame.start(row) + 1 : frame.side(row)]
        if any(c not in " -=|+" and c not in BOX_ARMS and c not in TIPS for c in inside):
            return True
    return False


def _has_arrows(grid: Grid, frame: Frame) -> bool:
    """Tell whether arrows are drawn between texts in a frame."""
    for row in range(frame.top + 1, frame.bottom):
        start, end = frame.start(row) + 1, frame.side(row)
        if _ARROW.search(grid.plain[row][start:end]):
            return True
        if any(
            grid.at(row, column) in "▼vV↓"
            and is_upright(grid.at(row - 1, column))
            and grid.at(row - 1, column) not in "+*"
            and row - 1 > frame.top
            and grid.at(row, column - 1) + grid.at(row, column + 1) == "  "
            for column in range(start, end)
        ):
            return True
    return False


def _around(kept: Sequence[Frame]) -> list[int | None]:
    """Return for each frame the index of the smallest one that encloses it."""
    result: list[int | None] = []
    still_open: list[int] = []
    for frame in kept:
        still_open = [index for index in still_open if kept[index].bottom > frame.top]
        best: int | None = None
        for index in still_open:
            inner = best is None or kept[best].encloses(kept[index])
            if inner and kept[index].encloses(frame):
                best = index
        result.append(best)
        still_open.append(len(result) - 1)
    return result


def _blocks(kept: Sequence[Frame]) -> list[list[int]]:
    """Return the frames that share walls, together, in the order of their first."""
    beside: dict[int, list[int]] = defaultdict(list)
    for one, other in _sharing(kept):
        beside[one].append(other)
        beside[other].append(one)
    blocks: list[list[int]] = []
    seen: set[int] = set()
    for index in range(len(kept)):
        block = []
        waiting = [index]
        while waiting:
            here = waiting.pop()
            if here not in seen:
                seen.add(here)
                block.append(here)
                waiting.extend(beside[here])
        if block:
            blocks.append(sorted(block))
    return blocks


def _sharing(kept: Sequence[Frame]) -> Iterator[tuple[int, int]]:
    """Yield each pair of frames that have a piece of wall in common."""
    by_top: dict[int, list[int]] = defaultdict(list)
    by_left: dict[int, list[int]] = defaultdict(list)
    for index, frame in enumerate(kept):
        by_top[frame.top].append(index)
        by_left[frame.left].append(index)
    for index, frame in enumerate(kept):
        for other in by_top.get(frame.bottom, ()):
            below = kept[other]
            if below.left < frame.right and frame.left < below.right:
                yield index, other
        for other in (at for side in sorted(set(frame.sides)) for at in by_left.get(side, ())):
            beside = kept[other]
            if beside.top < frame.bottom and frame.top < beside.bottom:
                yield index, other


def _lay_out(
    kept: Sequence[Frame],
    block: list[int],
    holders: set[int],
    plans: list[_Plan],
    within: _Plan | None = None,
) -> None:
    """Decide what the frames of one block are, and what they stand in."""
    if len(block) == 1:
        is_group = block[0] in holders
        plans.append(_Plan(frames=tuple(block), is_group=is_group, within=within))
        return
    if _is_stack(kept, block):
        _lay_out_stack(block, holders, plans, within)
        return
    header = _header(kept, block, holders)
    if header is None:
        for index in block:
            _lay_out(kept, [index], holders, plans, within)
        return
    group = _Plan(frames=tuple(block), headers=(header,), is_group=True, within=within)
    plans.append(group)
    rest = [index for index in block if index != header]
    for part in _blocks([kept[index] for index in rest]):
        _lay_out(kept, [rest[index] for index in part], holders, plans, group)


def _is_stack(kept: Sequence[Frame], block: list[int]) -> bool:
    first = kept[block[0]]
    return all(
        kept[i].left == first.left and abs(kept[i].right - first.right) <= _RAGGED for i in block
    )


def _lay_out_stack(
    block: list[int], holders: set[int], plans: list[_Plan], within: _Plan | None
) -> None:
    holding = [index for index in block if index in holders]
    if not holding:
        plans.append(_Plan(frames=tuple(block), within=within))
        return
    before = tuple(index for index in block if index < holding[0])
    if len(holding) == 1 and block[-1] == holding[0]:
        plans.append(_Plan(frames=tuple(block), headers=before, is_group=True, within=within))
        return
    outer = within
    if before:
        outer = _Plan(frames=tuple(block), headers=before, is_group=True, within=within)
        plans.append(outer)
    plans.extend(
        _Plan(frames=(index,), is_group=index in holders, within=outer)
        for index in block
        if index not in before
    )


def _header(kept: Sequence[Frame], block: list[int], holders: set[int]) -> int | None:
    """Return the frame that spans the top of a block of several columns, if there is one."""
    outline = _outline([kept[index] for index in block])
    first = kept[block[0]]
    spans = first.left == outline.left and abs(first.right - outline.right) <= _RAGGED
    alone = all(kept[index].top > first.top for index in block[1:])
    return block[0] if spans and alone and block[0] not in holders else None


def _outline(frames: Sequence[Frame]) -> Frame:
    top = min(frame.top for frame in frames)
    bottom = max(frame.bottom for frame in frames)
    left = min(frame.left for frame in frames)
    starts = [max(frame.side(frame.top) for frame in frames)] * (bottom - top + 1)
    sides = [0] * (bottom - top + 1)
    for frame in frames:
        for row in range(frame.top, frame.bottom + 1):
            starts[row - top] = min(starts[row - top], frame.start(row))
            sides[row - top] = max(sides[row - top], frame.side(row))
    return Frame(top=top, left=left, bottom=bottom, starts=tuple(starts), sides=tuple(sides))


def _numbered(
    kept: Sequence[Frame], around: Sequence[int | None], plans: Sequence[_Plan]
) -> tuple[Area, ...]:
    holder = {
        index: plan
        for plan in plans
        if plan.is_group
        for index in plan.frames
        if index not in plan.headers
    }
    ranked = sorted(plans, key=lambda plan: _rank(kept, plan))
    number = {id(plan): at for at, plan in enumerate(ranked)}
    result = []
    for plan in ranked:
        outside = around[plan.frames[0]]
        parent = plan.within or (holder.get(outside) if outside is not None else None)
        result.append(
            Area(
                outline=_outline([kept[index] for index in plan.frames]),
                frames=tuple(kept[index] for index in plan.frames),
                headers=tuple(kept[index] for index in plan.headers),
                is_group=plan.is_group,
                parent=number[id(parent)] if parent else None,
            )
        )
    return tuple(result)


def _rank(kept: Sequence[Frame], plan: _Plan) -> tuple[int, int, int]:
    first = kept[plan.frames[0]]
    return first.top, first.left, -len(plan.frames)
