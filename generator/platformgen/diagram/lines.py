"""Where each line goes: from stroke to stroke, over gaps, crossings, walls and labels in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

from platformgen.diagram.field import Field, Stroke
from platformgen.diagram.grid import BLANK, Cell, Grid
from platformgen.diagram.strokes import (
    ACROSS,
    ALONG,
    ASCII_ARMS,
    ASCII_TIPS,
    BOX_ARMS,
    JUNCTIONS,
    OPPOSITE,
    STEP,
    TIPS,
    Arm,
    Arms,
    is_flat,
    is_upright,
    tip,
)

_GAP_ACROSS: Final = 3
_GAP_ALONG: Final = 1
_LABEL_ROWS: Final = 3
_REACH: Final = 2
"""Columns by which a text may miss the line that ends at it."""


_DOWN: Final = Arm.S | Arm.SE | Arm.SW
_UP: Final = Arm.N | Arm.NE | Arm.NW
_RIGHT: Final = Arm.E | Arm.NE | Arm.SE
_LEFT: Final = Arm.W | Arm.NW | Arm.SW


@dataclass(frozen=True, slots=True)
class Link:
    """The line goes on at another cell, past the labels that were written into it."""

    cell: Cell
    labels: tuple[int, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """The line ends at the wall of an area."""

    area: int
    wall: Cell
    headed: bool = False
    labels: tuple[int, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Touch:
    """The line ends at a text, by the index of its run."""

    run: int


Goal: TypeAlias = "Link | Hit | Touch"


def goal(scene: Field, cell: Cell, arm: Arms) -> Goal | None:
    """Return where the stroke in a cell leads on one of its sides; None where it just ends."""
    return _Walk(scene, arm).goal(cell)


@dataclass(frozen=True, slots=True)
class _Walk:
    scene: Field
    arm: Arms

    def goal(self, cell: Cell) -> Goal | None:
        """Look at the next cell, and where that is blank a little further."""
        nearest = self._next(cell)
        found = self._at(nearest, cell)
        if found is not None or self._char(nearest) != BLANK:
            return found
        if self.arm & (ACROSS | ALONG):
            return self._beyond_gap(cell)
        return self._near_text(cell)

    def _next(self, cell: Cell) -> Cell:
        down, across = STEP[self.arm]
        return cell[0] + down, cell[1] + across

    def _char(self, cell: Cell) -> str:
        return self.scene.grid.at(*cell)

    def _at(self, cell: Cell, source: Cell) -> Goal | None:
        """Judge a cell that is not blank."""
        if cell in self.scene.walls:
            return self._wall(cell)
        stroke = self.scene.strokes.get(cell)
        if stroke is not None:
            return self._stroke(cell, stroke, source)
        if cell in self.scene.run_at:
            return self._text(cell, source)
        return None

    def _stroke(self, cell: Cell, stroke: Stroke, source: Cell) -> Goal | None:
        back = OPPOSITE[self.arm]
        if stroke.arms & back or stroke.tip & (back | self.arm):
            return Link(cell)
        beyond = self._next(cell)
        after = self.scene.strokes.get(beyond)
        straight = stroke.arms in (ACROSS, ALONG)
        if straight and after is not None and (after.arms & back or after.tip == self.arm):
            return Link(beyond)
        if straight and beyond in self.scene.walls and self._is_head(source):
            return self._wall(beyond)
        return Link(cell)

    def _is_head(self, cell: Cell) -> bool:
        stroke = self.scene.strokes.get(cell)
        return stroke is not None and bool(stroke.tip & self.arm)

    def _wall(self, cell: Cell) -> Goal | None:
        """End at a wall, or go on through that of a group where the ink goes on."""
        scene = self.scene
        words: list[str] = []
        last: Hit | None = None
        headed = False
        while cell in scene.walls:
            character = self._char(cell)
            entered = self._entered(cell)
            headed = headed or self._is_headed(cell)
            owner = entered if entered is not None else scene.walls[cell][0]
            last = Hit(owner, cell, headed=headed, words=tuple(words))
            if entered is not None and not scene.areas[entered].is_group:
                return last
            on = self._next(cell)
            ends = entered is not None or on not in scene.walls
            if headed and self.arm & ALONG and ends and not self._goes_on(cell):
                return last
            words.extend(self._wall_words(cell))
            if on in scene.walls and not self._is_pierced(cell) and not character.isalnum():
                return last
            cell = self._next(cell)
        back = OPPOSITE[self.arm]
        stroke = scene.strokes.get(cell)
        if stroke is not None and (stroke.arms & back or stroke.tip & (back | self.arm)):
            return Link(cell, words=tuple(words))
        if cell in scene.run_at and last is not None and self._is_pierced(last.wall):
            found = self._text(cell, last.wall)
            return found if isinstance(found, Link | Hit) else last
        return last

    def _is_headed(self, wall: Cell) -> bool:
        """Tell whether a head stands in a wall where the line gets to it, or a column beside."""
        row, column = wall
        beside = (-1, 1, -2, 2) if self.arm & ALONG else ()
        return any(
            tip(self.scene.grid.at(row, column + step)) == self.arm
            and (row, column + step) in self.scene.walls
            for step in (0, *beside)
        )

    def _is_pierced(self, wall: Cell) -> bool:
        """Tell whether a wall's character shows a line that goes through the wall."""
        character, beyond = self._char(wall), self._char(self._next(wall))
        if character in JUNCTIONS:
            return beyond.isalnum() or (
                is_upright(beyond) if self.arm & ALONG else is_flat(beyond)
            )
        arms = BOX_ARMS.get(character, ASCII_ARMS.get(character, Arm.NONE))
        through = self.arm | OPPOSITE[self.arm]
        return arms & through == through or bool(tip(character) & through)

    def _goes_on(self, wall: Cell) -> bool:
        stroke = self.scene.strokes.get(self._next(wall))
        return stroke is not None and bool(stroke.arms & OPPOSITE[self.arm])

    def _entered(self, cell: Cell) -> int | None:
        """Return the area that one gets into by crossing a wall cell this way."""
        row, column = cell
        for index in self.scene.walls[cell]:
            outline = self.scene.areas[index].outline
            if (
                (self.arm & _DOWN and row == outline.top)
                or (self.arm & _UP and row == outline.bottom)
                or (self.arm & _RIGHT and column == outline.start(row))
                or (self.arm & _LEFT and column == outline.side(row))
            ):
                return index
        return None

    def _wall_words(self, cell: Cell) -> tuple[str, ...]:
        """Return the label that was written over a wall where the line goes through it."""
        row, column = cell
        if self.arm & ACROSS:
            return ()
        near = (column, column - 1, column + 1)
        found = next((c for c in near if self._char((row, c)).isalnum()), None)
        if found is None or self._char(cell) in TIPS or self._char(cell) in ASCII_TIPS:
            return ()
        start, end = wall_text(self.scene.grid, row, found)
        return (self.scene.grid.text(row, start, end).strip(),)

    def _beyond_gap(self, cell: Cell) -> Goal | None:
        across = bool(self.arm & ACROSS)
        here = cell
        for distance in range(_GAP_ACROSS if across else _GAP_ALONG):
            here = self._next(here)
            if self._char(here) != BLANK:
                return None
            beyond = self._next(here)
            if beyond in self.scene.walls:
                return self._wall(beyond)
            stroke = self.scene.strokes.get(beyond)
            back = OPPOSITE[self.arm]
            if stroke is not None:
                joins = distance == 0 and (stroke.arms & back or stroke.tip == self.arm)
                return Link(beyond) if joins and self._may_jump(cell, beyond) else None
            if across and beyond in self.scene.run_at:
                return self._text(beyond, cell)
            if self._char(beyond) != BLANK:
                return None
        return None if across else self._off_by_one(cell) or self._near_text(cell)

    def _may_jump(self, cell: Cell, beyond: Cell) -> bool:
        """Tell whether a gap is in a line, and not between the ends of two."""
        return not self._is_head(cell) and not (self.scene.strokes[beyond].tip & OPPOSITE[self.arm])

    def _off_by_one(self, cell: Cell) -> Goal | None:
        row, column = self._next(cell)
        for shifted in (column - 1, column + 1):
            stroke = self.scene.strokes.get((row, shifted))
            if stroke is None or self._is_head(cell):
                continue
            above = (cell[0], shifted)
            if stroke.tip == self.arm and above not in self.scene.strokes:
                return Link((row, shifted))
            if (
                stroke.arms == ALONG
                and above not in self.scene.strokes
                and (above not in self.scene.walls)
            ):
                return Link((row, shifted))
        return None

    def _near_text(self, cell: Cell) -> Touch | None:
        """Find the text that a line ends at, which need not be exactly in its way."""
        row, column = self._next(cell)
        for distance in range(_REACH + 1):
            for shifted in (column - distance, column + distance):
                run = self.scene.run_at.get((row, shifted))
                if run is not None:
                    return Touch(run)
        return None

    def _text(self, cell: Cell, source: Cell) -> Goal | None:
        """Judge a text in the way: a label if the line goes on behind it, else an end."""
        run = self.scene.run_at[cell]
        if self._is_head(source) or self.scene.is_bare:
            return Touch(run)
        found = self._past_across(run) if self.arm & ACROSS else self._past_along(run, cell)
        return found or Touch(run)

    def _past_across(self, run: int) -> Goal | None:
        scene = self.scene
        text = scene.runs[run]
        column = text.end if self.arm == Arm.E else text.start - 1
        step = 1 if self.arm == Arm.E else -1
        for gap in range(_GAP_ACROSS):
            cell = (text.row, column + gap * step)
            stroke = scene.strokes.get(cell)
            back = OPPOSITE[self.arm]
            if stroke is not None:
                on = gap <= 1 and (stroke.arms & back or stroke.tip == self.arm)
                return Link(cell, labels=(run,)) if on else None
            if cell in scene.walls:
                found = self._wall(cell)
                if isinstance(found, Hit):
                    leaf = not scene.areas[found.area].is_group
                    inward = self._entered(found.wall) == found.area
                    return (
                        Hit(found.area, found.wall, found.headed, (run,), found.words)
                        if leaf and inward
                        else None
                    )
                if isinstance(found, Link):
                    return Link(found.cell, (run, *found.labels), found.words)
                return None
            if scene.grid.at(*cell) != BLANK:
                return None
        return None

    def _past_along(self, run: int, cell: Cell) -> Goal | None:
        """Look for the line below or above a label of one to three rows in its way."""
        scene = self.scene
        labels = [run]
        row, column = cell
        step = STEP[self.arm][0]
        for _ in range(_LABEL_ROWS):
            row += step
            here = (row, column)
            stroke = scene.strokes.get(here)
            if stroke is not None:
                on = stroke.arms & OPPOSITE[self.arm] or stroke.tip == self.arm
                return Link(here, labels=tuple(labels)) if on else None
            if here in scene.walls:
                found = self._wall(here)
                if isinstance(found, Link):
                    return Link(found.cell, (*labels, *found.labels), found.words)
                if isinstance(found, Hit) and self._entered(found.wall) == found.area:
                    return Hit(found.area, found.wall, found.headed, tuple(labels), found.words)
                return None
            more = scene.run_at.get(here)
            if more is None:
                return None
            labels.append(more)
        return None


def wall_text(grid: Grid, row: int, column: int) -> tuple[int, int]:
    """Return the columns from start up to end of the text around a cell of a wall across."""
    line = grid.plain[row]
    start, end = column, column + 1
    while start > 0 and not is_flat(line[start - 1]):
        start -= 1
    while end < len(line) and not is_flat(line[end]):
        end += 1
    return start, end


def is_crossing(scene: Field, cell: Cell) -> bool:
    """Tell whether a cell may be two lines that cross, rather than one that branches."""
    stroke = scene.strokes[cell]
    character = scene.grid.at(*cell)
    full = ACROSS | ALONG
    return (
        stroke.arms & full == full
        and (character in BOX_ARMS or character in "+*")
        and (is_upright(character))
    )
