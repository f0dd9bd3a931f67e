"""Lines put together: what one line, with all its branches, connects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, TypeAlias

from msgspec import Struct
from msgspec import field as filled

from platformgen.diagram.field import Field
from platformgen.diagram.goals import Hit, Link, Touch
from platformgen.diagram.grid import Cell
from platformgen.diagram.lines import goal, is_crossing
from platformgen.diagram.strokes import ACROSS, STEP, Arms

Joint: TypeAlias = tuple[int, int, int]
"""A cell of a line; the third is 1 across and 2 along where two lines cross, else 0."""


_PAIR: Final = 2


class End(Struct, frozen=True, kw_only=True):
    """Where a line meets an area or a text; `arm` is the way it leads out of the line."""

    joint: Joint
    arm: Arms
    headed: bool
    area: int | None = None
    run: int | None = None


class Net(Struct, frozen=True, kw_only=True):
    """A connected line: its cells with those beside each, its ends, and labels written in it."""

    links: Mapping[Joint, tuple[Joint, ...]]
    ends: tuple[End, ...]
    labels: tuple[tuple[Joint, int], ...]
    words: tuple[tuple[Joint, str], ...]


def nets(scene: Field) -> tuple[Net, ...]:
    """Trace all lines of a drawing, in the order of their first cells."""
    tracing = _Tracing(scene, {cell for cell in scene.strokes if is_crossing(scene, cell)})
    for cell in scene.strokes:
        tracing.trace(cell)
    return tuple(_parts(tracing))


class _Tracing(Struct):
    scene: Field
    crossings: AbstractSet[Cell]
    links: dict[Joint, list[Joint]] = filled(default_factory=lambda: defaultdict(list))
    ends: dict[Joint, list[End]] = filled(default_factory=lambda: defaultdict(list))
    labels: dict[Joint, list[int]] = filled(default_factory=lambda: defaultdict(list))
    words: dict[Joint, list[str]] = filled(default_factory=lambda: defaultdict(list))

    def trace(self, cell: Cell) -> None:
        """Follow every arm of one cell."""
        stroke = self.scene.strokes[cell]
        sides = stroke.arms | stroke.tip
        for arm in STEP:
            if sides & arm:
                self._follow(cell, arm, headed=bool(stroke.tip & arm))

    def joint(self, cell: Cell, arm: Arms) -> Joint:
        """Return the joint of a cell for a line that leads through it this way."""
        if cell not in self.crossings:
            return (*cell, 0)
        return (*cell, 1 if arm & ACROSS else 2)

    def _follow(self, cell: Cell, arm: Arms, *, headed: bool) -> None:
        here = self.joint(cell, arm)
        match goal(self.scene, cell, arm):
            case Link(cell=other, labels=labels, words=words):
                there = self.joint(other, arm)
                if there not in self.links[here]:
                    self.links[here].append(there)
                    self.links[there].append(here)
                    self._note(here, labels, words)
            case Hit() as hit:
                end = End(joint=here, arm=arm, headed=headed or hit.headed, area=hit.area)
                self.ends[here].append(end)
                self._note(here, hit.labels, hit.words)
            case Touch(run=run):
                self.ends[here].append(End(joint=here, arm=arm, headed=headed, run=run))
            case _:
                self.links.setdefault(here, [])

    def _note(self, joint: Joint, labels: Sequence[int], words: Sequence[str]) -> None:
        self.labels[joint].extend(labels)
        self.words[joint].extend(words)


def _parts(tracing: _Tracing) -> list[Net]:
    """Split what was traced into nets, and join at crossings those that make no sense alone."""
    joints = sorted({*tracing.links, *tracing.ends})
    parts = _Parts({joint: joint for joint in joints})
    for joint, others in tracing.links.items():
        for other in others:
            parts.join(joint, other)
    for joint, at in tracing.ends.items():
        parts.ends[parts.first(joint)].extend(at)
    for across in joints:
        along = (across[0], across[1], 2)
        if across[2] == 1 and along in parts.root and not parts.cross(across, along):
            tracing.links[across].append(along)
            tracing.links[along].append(across)
            parts.join(across, along)
    members: dict[Joint, list[Joint]] = defaultdict(list)
    for joint in joints:
        members[parts.first(joint)].append(joint)
    return [_net(tracing, members[first]) for first in sorted(members)]


class _Parts(Struct):
    """Which joints hang together; a part is known by its first joint, and knows its ends."""

    root: dict[Joint, Joint]
    ends: dict[Joint, list[End]] = filled(default_factory=lambda: defaultdict(list))

    def first(self, joint: Joint) -> Joint:
        while self.root[joint] != joint:
            self.root[joint] = self.root[self.root[joint]]
            joint = self.root[joint]
        return joint

    def join(self, one: Joint, other: Joint) -> None:
        first, second = sorted((self.first(one), self.first(other)))
        if first != second:
            self.root[second] = first
            self.ends[first].extend(self.ends.pop(second, ()))

    def cross(self, across: Joint, along: Joint) -> bool:
        """Tell whether the parts at a crossing are one already, or make sense apart."""
        one, other = self.first(across), self.first(along)
        return one == other or _cross(self.ends[one], self.ends[other])


def _cross(across: Sequence[End], along: Sequence[End]) -> bool:
    """Tell whether two lines make sense apart: each leads from something to something."""
    if not (_is_whole(across) and _is_whole(along)):
        return False
    plain = [ends for ends in (across, along) if not any(end.headed for end in ends)]
    return all(len({end.arm for end in ends}) > 1 for ends in plain)


def _is_whole(ends: Sequence[End]) -> bool:
    if len(ends) <= 1:
        return False
    headed = sum(end.headed for end in ends)
    return headed < len(ends) or (len(ends) == _PAIR and ends[0].arm != ends[1].arm)


def _net(tracing: _Tracing, joints: Sequence[Joint]) -> Net:
    return Net(
        links={joint: tuple(tracing.links.get(joint, ())) for joint in joints},
        ends=tuple(end for joint in joints for end in tracing.ends.get(joint, ())),
        labels=tuple((joint, run) for joint in joints for run in tracing.labels.get(joint, ())),
        words=tuple((joint, word) for joint in joints for word in tracing.words.get(joint, ())),
    )
