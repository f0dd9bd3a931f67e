"""Which characters outside of nodes are strokes and heads; their neighbours decide."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from platformgen.diagram.grid import BLANK, LOST, Cell, Grid
from platformgen.diagram.strokes import (
    ACROSS,
    ALONG,
    ASCII_ARMS,
    ASCII_TIPS,
    BOTH_WAYS,
    BOX_ARMS,
    OPPOSITE,
    STEP,
    TIPS,
    Arm,
    Arms,
    is_flat,
    is_upright,
)

_DASHES: Final = frozenset("-=~_")
_REPEATED: Final = re.compile(r"[-=~_]+|\.+")
_LABELLED: Final = re.compile(r"<?[-=]{2,}[^-=<>]+[-=]{2,}>?")
_PAIR: Final = 2
_ELLIPSIS: Final = 3
_WEAK_DOTS: Final = frozenset("·∙")


class Stroke(Struct, frozen=True):
    """A cell of a line: the sides on which it goes on, and the way it points if it is a head."""

    arms: Arms
    tip: Arms = Arm.NONE


def repeated(grid: Grid) -> dict[Cell, tuple[int, int]]:
    """Return for each dash and dot where the unbroken row of its like begins and ends."""
    found: dict[Cell, tuple[int, int]] = {}
    for row, line in enumerate(grid.plain):
        for match in _REPEATED.finditer(line):
            for column in range(*match.span()):
                found[row, column] = match.span()
    return found


class Look(Struct, frozen=True):
    """Judges a character by its neighbours, as a reader does."""

    grid: Grid
    walls: Mapping[Cell, tuple[int, ...]]
    dashes: Mapping[Cell, tuple[int, int]]

    def stroke(self, row: int, column: int) -> Stroke | None:
        """Return what a character is if it is a stroke or a head, None if it is text."""
        character = self.grid.at(row, column)
        if character in BOX_ARMS:
            weak = character in _WEAK_DOTS and not self._is_dotted(row, column)
            return None if weak else Stroke(BOX_ARMS[character])
        if character in TIPS or character in BOTH_WAYS:
            return None if self._is_between_words(row, column) else _sign(character)
        if character in ASCII_TIPS:
            pointing = ASCII_TIPS[character]
            if self._is_head(row, column):
                return Stroke(OPPOSITE[pointing], pointing)
            return Stroke(ACROSS) if self._is_tail(row, column) else None
        if character in ASCII_ARMS or character == LOST:
            arms = self._arms(row, column, character)
            return Stroke(arms) if arms else None
        return None

    def _is_between_words(self, row: int, column: int) -> bool:
        """Tell whether a sign stands in a text, as in "200 → 201"; beside boxes that is no line."""
        beside = self.grid.at(row, column - 1), self.grid.at(row, column + 1)
        words = self._is_word(row, column - 2), self._is_word(row, column + 2)
        return bool(self.walls) and beside == (BLANK, BLANK) and all(words)

    def _near(self, row: int, column: int, arm: Arms) -> str:
        down, across = STEP[arm]
        return self.grid.at(row + down, column + across)

    def _is_word(self, row: int, column: int) -> bool:
        character = self.grid.at(row, column)
        return character.isalnum() and (row, column) not in self.walls

    def _is_dotted(self, row: int, column: int) -> bool:
        beside = (self.grid.at(row, column - 1), self.grid.at(row, column + 1))
        return any(c in _WEAK_DOTS or c in "<>" or c in TIPS for c in beside)

    def _is_head(self, row: int, column: int) -> bool:
        character = self.grid.at(row, column)
        beside = self._is_word(row, column - 1), self._is_word(row, column + 1)
        match ASCII_TIPS[character]:
            case Arm.S:
                return self._is_upright_head((row, column), -1, beside)
            case Arm.N:
                return self._is_upright_head((row, column), 1, beside)
            case Arm.E:
                return self._has_shaft((row, column), 1, Arm.E)
            case _:
                return self._has_shaft((row, column), -1, Arm.W)

    def _is_tail(self, row: int, column: int) -> bool:
        """Tell whether a sign marks where a line starts at a wall, as feathers do."""
        way = 1 if self.grid.at(row, column) == ">" else -1
        shaft = self.grid.at(row, column + way) + self.grid.at(row, column + 2 * way)
        return shaft in ("--", "==") and (row, column - way) in self.walls

    def _is_upright_head(self, cell: Cell, tail: int, beside: tuple[bool, bool]) -> bool:
        """Tell whether a head that points up or down has a line behind it, a little off perhaps."""
        row, column = cell
        behind = row + tail
        landing = (row - tail, column) in self.walls
        if any(beside) and not (landing and not beside[0]):
            return False
        if _leads_down(self.grid.at(behind, column)) or (behind, column) in self.walls:
            return True
        slanted = self.grid.at(behind, column - tail) == "/" or (
            self.grid.at(behind, column + tail) == "\\"
        )
        off = any(is_upright(self.grid.at(behind, column + step)) for step in (-1, 1))
        return slanted or (landing and off)

    def _has_shaft(self, cell: Cell, way: int, arm: Arms) -> bool:
        """Tell whether a head across has a line behind it, or a label between it and a wall."""
        row, column = cell
        front = column + way
        behind = self.grid.at(row, column - way)
        if behind == "-" and self._is_between_letters(row, front, column - 2 * way):
            return False
        if behind in "-=~._+" or BOX_ARMS.get(behind, Arm.NONE) & arm:
            return True
        return behind.isalnum() and (row, front) in self.walls

    def _arms(self, row: int, column: int, character: str) -> Arms:
        if character in _DASHES:
            return ACROSS if self._is_dash(row, column) else Arm.NONE
        if character in "|¦:!":
            bar = character in "|¦"
            upright = self._is_bar(row, column) if bar else self._is_colon(row, column, character)
            return ALONG if upright else Arm.NONE
        if character in "/\\":
            return self._slash(row, column, character)
        if character == "." and self._is_dots(row, column):
            return ACROSS
        return self._junction(row, column, character)

    def _is_dash(self, row: int, column: int) -> bool:
        start, end = self.dashes[row, column]
        length = end - start
        if length > _PAIR:
            return True
        left, right = self.grid.at(row, start - 1), self.grid.at(row, end)
        ends_left = self._ends_line(row, start - 1) or left in ("<", ">")
        ends_right = self._ends_line(row, end) or right in ("<", ">")
        if length == 1 and right == ">" and self._is_between_letters(row, start - 1, end + 1):
            return False
        if length == _PAIR:
            alone = left == BLANK and right == BLANK
            if alone and self.walls and self._is_between_letters(row, start - 2, end + 1):
                return False
            return alone or ends_left or ends_right or self._is_in_arrow(row, start, end)
        row_of_dashes = "-" in (self.grid.at(row, column - 2), self.grid.at(row, column + 2))
        if ends_left or ends_right:
            turns = self._turns(row, start - 1) or self._turns(row, end)
            alone = BLANK in (left, right) and not row_of_dashes
            return not alone or right == ">" or left == "<" or turns
        return left == right == BLANK and row_of_dashes

    def _is_between_letters(self, row: int, before: int, behind: int) -> bool:
        """Tell whether an arrow stands in a word, as in code: `frame->size`."""
        return self._is_word(row, before) and self._is_word(row, behind)

    def _is_in_arrow(self, row: int, start: int, end: int) -> bool:
        """Tell whether two dashes belong to an arrow with its label, as in --label-->."""
        line = self.grid.plain[row]
        first = line.rfind(BLANK, 0, start) + 1
        last = line.find(BLANK, end)
        return bool(_LABELLED.fullmatch(line, first, last if last >= 0 else len(line)))

    def _ends_line(self, row: int, column: int) -> bool:
        """Tell whether a cell is one that a short dash may end at."""
        character = self.grid.at(row, column)
        return (
            (row, column) in self.walls
            or character in BOX_ARMS
            or character in TIPS
            or (character in "+*|.'`,/\\" and not self._is_sentence(row, column))
        )

    def _turns(self, row: int, column: int) -> bool:
        """Tell whether a line turns up or down in a cell."""
        return self.grid.at(row, column) == "+" and any(
            is_upright(self.grid.at(row + step, column)) for step in (-1, 1)
        )

    def _is_sentence(self, row: int, column: int) -> bool:
        return self.grid.at(row, column) in ".,'`" and not (
            is_upright(self.grid.at(row - 1, column)) or is_upright(self.grid.at(row + 1, column))
        )

    def _is_bar(self, row: int, column: int) -> bool:
        near = self._near(row, column, Arm.N), self._near(row, column, Arm.S)
        if any(_leads_down(c) or is_flat(c) or c in "/\\'`.," for c in near):
            return True
        return not (self._is_word(row, column - 1) or self._is_word(row, column + 1))

    def _is_colon(self, row: int, column: int, character: str) -> bool:
        """Tell whether a colon is a piece of a dotted line that runs up and down."""
        ends = [self._leads_on(row + step, column, character) for step in (-1, 1)]
        return all(ends) if self._is_beside_word(row, column) else any(ends)

    def _leads_on(self, row: int, column: int, dot: str) -> bool:
        """Tell whether a dotted line may go on in a cell; colons after words in rows do not."""
        character = self.grid.at(row, column)
        if character == dot and (row, column) not in self.walls:
            return not self._is_beside_word(row, column)
        return (
            (row, column) in self.walls
            or is_upright(character)
            or character in ("v", "V", "^", ".")
            or character in TIPS
        )

    def _is_beside_word(self, row: int, column: int) -> bool:
        return self._is_word(row, column - 1) or self._is_word(row, column + 1)

    def _is_dots(self, row: int, column: int) -> bool:
        start, end = self.dashes[row, column]
        left, right = self.grid.at(row, start - 1), self.grid.at(row, end)
        if left == "<" or right == ">":
            return True
        return end - start > 1 and (
            left == "+"
            or right == "+"
            or end - start > _ELLIPSIS
            or ((row, end) in self.walls and not self._is_word(row, start - 1))
        )

    def _slash(self, row: int, column: int, character: str) -> Arms:
        beside = self.grid.at(row, column - 1), self.grid.at(row, column + 1)
        if any(c.isalnum() for c in beside) or character in beside:
            return Arm.NONE
        arms = ASCII_ARMS[character]
        near = [self._near(row, column, arm) for arm in STEP if arm & arms]
        joins = any(c == character or c in "+*vV^<>|" or c in TIPS for c in near) or all(
            c.isalnum() for c in near
        )
        if not joins:
            return Arm.NONE
        return arms | (Arm.W if beside[0] == "-" else 0) | (Arm.E if beside[1] == "-" else 0)

    def _junction(self, row: int, column: int, character: str) -> Arms:
        """Return the arms of a junction that meet strokes; none if it joins fewer than two."""
        allowed = ASCII_ARMS.get(character, ACROSS | ALONG)
        arms = Arm.NONE
        for arm in (Arm.N, Arm.E, Arm.S, Arm.W):
            near = self._near(row, column, arm)
            if not arm & allowed:
                continue
            if arm & ALONG:
                meets = _leads_down(near) and not self._is_corner(row, column, arm)
            else:
                meets = (is_flat(near) and near + character != "**") or near in "~_<>"
                meets = meets or near in TIPS
            if meets:
                arms |= arm
        for arm, meeting in ((Arm.NE, "/"), (Arm.SW, "/"), (Arm.NW, "\\"), (Arm.SE, "\\")):
            if self._near(row, column, arm) == meeting:
                arms |= arm
        if character in ".,'`" and not (arms & ALONG and arms & ACROSS):
            return Arm.NONE
        return arms if arms.bit_count() > 1 or character == "+" else Arm.NONE

    def _is_corner(self, row: int, column: int, arm: Arms) -> bool:
        """Tell whether the corner of a box is next, which a line beside it does not start at."""
        wall = row + STEP[arm][0]
        beside = [(wall, column + step) in self.walls for step in (-1, 1)]
        return (
            self.grid.at(wall, column) == "+" and (wall, column) in self.walls and not all(beside)
        )


def _sign(character: str) -> Stroke:
    """Return what a character is that can only be an arrow or its head."""
    if character in BOTH_WAYS:
        return Stroke(Arm.NONE, BOTH_WAYS[character])
    return Stroke(OPPOSITE[TIPS[character]], TIPS[character])


def _leads_down(character: str) -> bool:
    return is_upright(character) or character in "vV^" or character in TIPS
