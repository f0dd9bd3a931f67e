"""Where each line goes: from stroke to stroke, over gaps, crossings, walls and labels in it."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from platformgen.diagram.crossing import Through, cross, entered, is_pierced
from platformgen.diagram.field import Field
from platformgen.diagram.goals import Goal, Hit, Link, Touch
from platformgen.diagram.grid import BLANK, Cell
from platformgen.diagram.marks import Stroke
from platformgen.diagram.strokes import (
    ACROSS,
    ALONG,
    BOX_ARMS,
    EVERY,
    OPPOSITE,
    STEP,
    Arm,
    Arms,
)

_GAP_ACROSS: Final = 3
_GAP_ALONG: Final = 1
_LABEL_ROWS: Final = 3
_HEAD_GAPS: Final = (1, 2)
"""Columns from a text in which a head beside it points at it."""
_REACH: Final = 2
"""Columns by which a text may miss the line that ends at it."""


def goal(scene: Field, cell: Cell, arm: Arms) -> Goal | None:
    """Return where the stroke in a cell leads on one of its sides; None where it just ends."""
    return _Walk(scene, arm).goal(cell)


def is_crossing(scene: Field, cell: Cell) -> bool:
    """Tell whether a cell may be two lines that cross, rather than one that branches."""
    full = ACROSS | ALONG
    character = scene.grid.at(*cell)
    drawn = character in BOX_ARMS or character in "+*"
    return drawn and scene.strokes[cell].arms & full == full


class _Walk(Struct, frozen=True):
    """A line followed in one direction."""

    scene: Field
    arm: Arms

    def goal(self, cell: Cell) -> Goal | None:
        """Look at the next cell, and where that is blank a little further."""
        nearest = self._next(cell)
        if nearest in self.scene.walls:
            return self._wall(nearest)
        stroke = self.scene.strokes.get(nearest)
        if stroke is not None:
            return self._stroke(nearest, stroke, cell)
        if nearest in self.scene.run_at:
            return self._text(nearest, cell)
        if self.arm & ACROSS:
            return self._beyond_gap(cell)
        if self.arm & ALONG:
            return self._off_by_one(cell) or self._beyond_gap(cell) or self._near_text(cell)
        return self._near_text(cell)

    def _next(self, cell: Cell) -> Cell:
        down, across = STEP[self.arm]
        return cell[0] + down, cell[1] + across

    def _is_head(self, cell: Cell) -> bool:
        stroke = self.scene.strokes.get(cell)
        return stroke is not None and bool(stroke.tip & self.arm)

    def _meets(self, stroke: Stroke | None) -> bool:
        """Tell whether a stroke goes on, back to where this line comes from or the same way."""
        back = OPPOSITE[self.arm]
        return stroke is not None and bool(stroke.arms & back or stroke.tip & (back | self.arm))

    def _stroke(self, cell: Cell, stroke: Stroke, source: Cell) -> Goal | None:
        """Join a stroke, or jump over one that runs across to where this line goes on."""
        beyond = self._next(cell)
        if not self._meets(stroke) and stroke.arms in (ACROSS, ALONG):
            after = self.scene.strokes.get(beyond)
            if after is not None and (after.arms & OPPOSITE[self.arm] or after.tip == self.arm):
                return Link(cell=beyond)
            if beyond in self.scene.walls and self._is_head(source):
                return self._wall(beyond)
        return Link(cell=cell)

    def _wall(self, cell: Cell) -> Goal:
        """End at a wall, or go on behind that of a group, be it at a label."""
        found = cross(self.scene, cell, self.arm)
        if isinstance(found, Hit):
            return found
        beyond, hit = found.cell, found.hit
        if self._meets(self.scene.strokes.get(beyond)):
            return Link(cell=beyond, words=hit.words)
        if beyond in self.scene.run_at and is_pierced(self.scene, hit.wall, self.arm):
            goal = self._text(beyond, hit.wall)
            return hit if isinstance(goal, Touch) else goal
        return hit

    def _behind(self, cell: Cell, labels: tuple[int, ...]) -> Goal | None:
        """Return what is at a wall behind labels in a line, None if the line does not go on."""
        found = cross(self.scene, cell, self.arm)
        end = found.hit if isinstance(found, Through) else found
        if isinstance(found, Through) and self._meets(self.scene.strokes.get(found.cell)):
            return Link(cell=found.cell, labels=labels, words=end.words)
        if entered(self.scene, end.wall, self.arm) != end.area:
            return None
        return Hit(area=end.area, wall=end.wall, headed=end.headed, labels=labels, words=end.words)

    def _beyond_gap(self, cell: Cell) -> Goal | None:
        """Look past blanks for a wall, a text or the line's other piece."""
        here = cell
        for distance in range(_GAP_ACROSS if self.arm & ACROSS else _GAP_ALONG):
            here = self._next(here)
            beyond = self._next(here)
            if beyond in self.scene.walls:
                return self._wall(beyond)
            stroke = self.scene.strokes.get(beyond)
            if stroke is not None:
                joins = distance == 0 and self._joins(cell, stroke)
                return Link(cell=beyond) if joins else None
            if self.arm & ACROSS and beyond in self.scene.run_at:
                return self._text(beyond, cell)
            if self.scene.grid.at(*beyond) != BLANK:
                return None
        return None

    def _joins(self, cell: Cell, stroke: Stroke) -> bool:
        """Tell whether a gap is in a line, and not between the ends of two."""
        back = OPPOSITE[self.arm]
        on = stroke.arms & back or stroke.tip == self.arm
        return bool(on) and not self._is_head(cell) and not stroke.tip & back

    def _off_by_one(self, cell: Cell) -> Link | None:
        """Find where a line goes on that was drawn a column off from one row to the next."""
        row, column = self._next(cell)
        for shifted in (column - 1, column + 1):
            stroke = self.scene.strokes.get((row, shifted))
            above = (cell[0], shifted)
            beside = self.scene.strokes.get(above)
            free = above not in self.scene.walls and not (beside and beside.arms & self.arm)
            if stroke is None or not free or self._is_head(cell):
                continue
            if stroke.tip == self.arm or stroke.arms == ALONG:
                return Link(cell=(row, shifted))
        return None

    def _near_text(self, cell: Cell) -> Touch | None:
        """Find the text that a line ends at, which need not be exactly in its way."""
        row, column = self._next(cell)
        stroke = self.scene.strokes[cell]
        reach = 0 if stroke.arms == EVERY else _REACH
        for distance in range(reach + 1):
            for shifted in (column - distance, column + distance):
                run = self.scene.run_at.get((row, shifted))
                if run is not None:
                    return Touch(run=run)
        return None

    def _text(self, cell: Cell, source: Cell) -> Goal:
        """Judge a text in the way: a label if the line goes on behind it, else an end."""
        run = self.scene.run_at[cell]
        if self._is_head(source) or self.scene.is_bare or self._is_target(run):
            return Touch(run=run)
        found = self._past_across(run) if self.arm & ACROSS else self._past_along(run, cell)
        return found or Touch(run=run)

    def _is_target(self, run: int) -> bool:
        """Tell whether a head points at a text, which then is no label."""
        text = self.scene.runs[run]
        beside = (
            *(((text.row, text.start - gap), Arm.E) for gap in _HEAD_GAPS),
            *(((text.row, text.end - 1 + gap), Arm.W) for gap in _HEAD_GAPS),
            *(((text.row - 1, column), Arm.S) for column in range(text.start, text.end)),
            *(((text.row + 1, column), Arm.N) for column in range(text.start, text.end)),
        )
        strokes = self.scene.strokes
        return any(cell in strokes and strokes[cell].tip == arm for cell, arm in beside)

    def _past_across(self, run: int) -> Goal | None:
        """Look for the line, or a box, behind a label in a line across."""
        scene = self.scene
        text = scene.runs[run]
        column = text.end if self.arm == Arm.E else text.start - 1
        for gap in range(_GAP_ACROSS):
            cell = (text.row, column + gap * STEP[self.arm][1])
            stroke = scene.strokes.get(cell)
            if stroke is not None:
                on = stroke.arms & OPPOSITE[self.arm] or stroke.tip == self.arm
                return Link(cell=cell, labels=(run,)) if on and gap <= 1 else None
            if cell in scene.walls:
                found = self._behind(cell, (run,))
                is_group = isinstance(found, Hit) and scene.areas[found.area].is_group
                return None if is_group else found
            if scene.grid.at(*cell) != BLANK:
                return None
        return None

    def _past_along(self, run: int, cell: Cell) -> Goal | None:
        """Look for the line below or above a label of one to three rows in its way."""
        scene = self.scene
        labels = [run]
        row, column = cell
        for _ in range(_LABEL_ROWS):
            row += STEP[self.arm][0]
            here = (row, column)
            stroke = scene.strokes.get(here)
            if stroke is not None:
                on = stroke.arms & OPPOSITE[self.arm] or stroke.tip == self.arm
                return Link(cell=here, labels=tuple(labels)) if on else None
            if here in scene.walls:
                return self._behind(here, tuple(labels))
            more = scene.run_at.get(here)
            if more is None:
                return None
            labels.append(more)
        return None
