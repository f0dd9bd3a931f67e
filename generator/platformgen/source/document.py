"""A YAML document as plain values, and where each of them stands.

Plain dictionaries and lists are what validators and the lowering want; places are kept beside
them, by container, so that nothing is wrapped and nothing is copied.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from platformgen.diagnostic import Span

Value: TypeAlias = "str | int | float | bool | list[Value] | dict[str, Value] | None"
Step: TypeAlias = str | int
Position: TypeAlias = int
"""File, line and column in one integer: a spec of 5,000 components has 250,000 of them."""

_COLUMN_BITS = 24
_LINE_BITS = 24


def position(file: int, line: int, column: int) -> Position:
    """Pack a place; line and column count from 0, as YAML marks do."""
    return (file << _LINE_BITS | line) << _COLUMN_BITS | column


@dataclass(slots=True)
class Places:
    """Positions of keys and items, by the identity of the container that holds them."""

    files: list[str] = field(default_factory=list)
    mappings: dict[int, tuple[dict[str, Value], dict[str, Position], dict[str, Position]]] = field(
        default_factory=dict
    )
    """Of each mapping: itself (so that its identity stays its own), its keys' and its values'."""
    sequences: dict[int, tuple[list[Value], list[Position]]] = field(default_factory=dict)
    has_whole_floats: bool = False
    """Whether a number such as `80.0` was read: other readers may take it for a whole one."""

    def span(self, at: Position) -> Span:
        """Return a position as people write it."""
        column = at & (1 << _COLUMN_BITS) - 1
        line = at >> _COLUMN_BITS & (1 << _LINE_BITS) - 1
        return Span(self.files[at >> _COLUMN_BITS + _LINE_BITS], line + 1, column + 1)


@dataclass(frozen=True, slots=True)
class Document:
    """A mapping at the root, and the places of all that is in it."""

    value: dict[str, Value]
    places: Places
    start: Position = 0

    def span(self, path: Iterable[Step]) -> Span:
        """Return where the value at a path begins, or its nearest ancestor that is written."""
        return self._nearest(tuple(path), of_key=False)

    def key_span(self, path: Iterable[Step]) -> Span:
        """Return where the last key of a path is written, or its nearest ancestor."""
        return self._nearest(tuple(path), of_key=True)

    def _nearest(self, path: tuple[Step, ...], *, of_key: bool) -> Span:
        node: Value = self.value
        at = self.start
        for index, step in enumerate(path):
            if isinstance(node, dict) and step in node:
                _, keys, values = self.places.mappings[id(node)]
                is_last = index == len(path) - 1
                at = (keys if of_key and is_last else values)[str(step)]
                node = node[str(step)]
            elif isinstance(node, list) and isinstance(step, int) and step < len(node):
                at = self.places.sequences[id(node)][1][step]
                node = node[step]
            else:
                break
        return self.places.span(at)
