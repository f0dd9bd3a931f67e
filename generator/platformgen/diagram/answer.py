"""What comes of a text that may be a drawing: the diagram that was read, or why it is none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from platformgen.diagram.graph import Graph

if TYPE_CHECKING:
    from platformgen.diagram.grid import Cell


TABLE: Final = "a table"
"""What a text is that is refused as a table."""


class Drawing(Struct, frozen=True, kw_only=True):
    """A diagram that was read.

    `unread` are the inked cells that mean nothing in the graph; `roles` says of every other what
    it was taken for: wall, text, node, title, label or line.
    """

    graph: Graph
    confidence: float
    unread: tuple[Cell, ...]
    roles: Mapping[Cell, str]


class Refusal(Struct, frozen=True, kw_only=True):
    """Why a text is not a diagram, in words that go after "this is"."""

    reason: str
    confidence: float

    @property
    def is_table(self) -> bool:
        """Whether the text is a table, whatever its lines are made of: nobody meant a drawing."""
        return self.reason == TABLE
