"""Where one side of a stroke can lead: on to another cell, to a wall, or to a text."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from platformgen.diagram.grid import Cell


class Link(Struct, frozen=True, kw_only=True):
    """The line goes on at another cell.

    `labels` are the runs of text, and `words` the texts over walls, that it leads through.
    """

    cell: Cell
    labels: tuple[int, ...] = ()
    words: tuple[str, ...] = ()


class Hit(Struct, frozen=True, kw_only=True):
    """The line ends at the wall of an area, past labels and words as in a link."""

    area: int
    wall: Cell
    headed: bool = False
    labels: tuple[int, ...] = ()
    words: tuple[str, ...] = ()


class Touch(Struct, frozen=True, kw_only=True):
    """The line ends at a text, by the index of its run."""

    run: int


Goal: TypeAlias = "Link | Hit | Touch"
