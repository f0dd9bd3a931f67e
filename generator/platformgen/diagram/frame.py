"""A frame: a closed rectangle of walls, which may be ragged."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from platformgen.diagram.grid import Cell


class Frame(Struct, frozen=True, kw_only=True):
    """A closed rectangle, its walls included.

    `starts` and `sides` have the columns of the left and the right wall in each row from the top,
    for walls may be ragged; `left` is that of the top left corner.
    """

    top: int
    left: int
    bottom: int
    starts: tuple[int, ...]
    sides: tuple[int, ...]

    @property
    def right(self) -> int:
        """The rightmost column of the right wall."""
        return max(self.sides)

    def start(self, row: int) -> int:
        """Return the column of the left wall in a row of the frame."""
        return self.starts[row - self.top]

    def side(self, row: int) -> int:
        """Return the column of the right wall in a row of the frame."""
        return self.sides[row - self.top]

    def holds(self, row: int, column: int) -> bool:
        """Tell whether a cell lies inside of the walls."""
        return self.top < row < self.bottom and self.start(row) < column < self.side(row)

    def encloses(self, other: Frame) -> bool:
        """Tell whether another frame lies wholly inside of the walls."""
        return (
            self.top < other.top
            and other.bottom < self.bottom
            and self.left < other.left
            and other.right < self.right
        )

    def wall(self) -> Iterator[Cell]:
        """Yield the cells of the four walls."""
        for column in range(self.left, self.sides[0] + 1):
            yield self.top, column
        for row in range(self.top + 1, self.bottom):
            yield row, self.start(row)
            yield row, self.side(row)
        for column in range(self.left, self.sides[-1] + 1):
            yield self.bottom, column
