"""A YAML document as plain values, and where each of them stands.

Plain dictionaries and lists are what validators and the lowering want; places are kept beside
them, by container, so that nothing is wrapped and nothing is copied.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import TypeAlias

from msgspec import Struct, field

from platformgen.diagnostic import Span

Value: TypeAlias = "str | int | float | bool | list[Value] | dict[str, Value] | None"
Container: TypeAlias = dict[str, Value] | list[Value]
Step: TypeAlias = str | int
Path: TypeAlias = tuple[Step, ...]
"""The way to a value: keys of mappings, and indexes of lists."""
Position: TypeAlias = int
"""File, line and column, from 0, in one integer of 64 bits."""
Positions: TypeAlias = "array[Position]"
"""Many of them, in little memory: 5,000 components have 250,000."""

COLUMN_BITS = 24
LINE_BITS = 24


class Places(Struct):
    """Positions of keys, values and items, by the container that holds them."""

    files: list[str] = field(default_factory=list)
    containers: dict[int, tuple[Container, Positions]] = field(default_factory=dict)
    """By the identity of a mapping or list: itself, so that its identity stays its own, and where
    the items of a list are, or a mapping's first key, its value, the next key, and so on."""
    has_whole_floats: bool = False
    """Whether a number such as `80.0` was read: other readers may take it for a whole one."""

    def take(self, file: str, others: Places) -> None:
        """Take over what a file was read into alone, where it had the number that is next here."""
        self.files.append(file)
        self.containers |= others.containers
        self.has_whole_floats |= others.has_whole_floats

    def span(self, at: Position) -> Span:
        """Return a position as people write it."""
        column = at & (1 << COLUMN_BITS) - 1
        line = at >> COLUMN_BITS & (1 << LINE_BITS) - 1
        return Span(self.files[at >> COLUMN_BITS + LINE_BITS], line + 1, column + 1)

    def of_key(self, mapping: dict[str, Value], key: str) -> Position:
        """Return where a key of a mapping is written."""
        return self.inside(mapping)[2 * list(mapping).index(key)]

    def of_value(self, mapping: dict[str, Value], key: str) -> Position:
        """Return where the value of a key begins."""
        return self.inside(mapping)[2 * list(mapping).index(key) + 1]

    def inside(self, container: Container) -> Positions:
        """Return where all is that a container holds, in the order of `containers`."""
        return self.containers[id(container)][1]


class Document(Struct, frozen=True):
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
                is_last = index == len(path) - 1
                where = self.places.of_key if of_key and is_last else self.places.of_value
                at = where(node, str(step))
                node = node[str(step)]
            elif isinstance(node, list) and isinstance(step, int) and step < len(node):
                at = self.places.inside(node)[step]
                node = node[step]
            else:
                break
        return self.places.span(at)
