"""Markdown cut into prose and fenced code, as Python-Markdown's superfences cuts it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct

_OPENING = re.compile(r"(?P<indent>[ \t>]*)(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^`]*?)[ \t]*")


class Prose(Struct, frozen=True, kw_only=True):
    """Lines outside of fences; `line` is the number of the first, from 1."""

    line: int
    lines: tuple[str, ...]


class Fence(Struct, frozen=True, kw_only=True):
    """A fenced block: what stands before its ticks on each line, its first line's words, its code.

    `line` is the number of the opening line, from 1; it ends after as many lines as `code` has,
    and one.
    """

    line: int
    indent: str
    ticks: str
    info: str
    code: str

    @property
    def words(self) -> tuple[str, ...]:
        """The words after the ticks: the language first, if there is one."""
        return tuple(self.info.strip("{} ").split())


Block: TypeAlias = Prose | Fence


def blocks(lines: Sequence[str], first: int = 1) -> Iterator[Block]:
    """Return the blocks of a page in order; `first` is the number of its first line."""
    start = position = 0
    unclosed: dict[tuple[str, str], int] = {}
    while position < len(lines):
        opening = _OPENING.fullmatch(lines[position])
        code = _code(lines, position, opening, unclosed) if opening else None
        if opening is None or code is None:
            position += 1
            continue
        if position > start:
            yield Prose(line=first + start, lines=tuple(lines[start:position]))
        yield Fence(
            line=first + position,
            indent=opening["indent"],
            ticks=opening["fence"],
            info=opening["info"],
            code="".join(f"{line}\n" for line in code),
        )
        start = position = position + len(code) + 2
    if len(lines) > start:
        yield Prose(line=first + start, lines=tuple(lines[start:]))


def _code(
    lines: Sequence[str],
    position: int,
    opening: re.Match[str],
    unclosed: dict[tuple[str, str], int],
) -> list[str] | None:
    kind = (opening["indent"], opening["fence"])
    # Where one fence of a kind was not closed, none after it is: or many would be read many times.
    if position < unclosed.get(kind, 0):
        return None
    code: list[str] = []
    for line in lines[position + 1 :]:
        inner = _inside(line, kind[0])
        if inner is None:
            break
        if inner.rstrip() == kind[1]:
            return code
        code.append(inner)
    unclosed[kind] = position + 1 + len(code)
    return None


def _inside(line: str, indent: str) -> str | None:
    if line.startswith(indent):
        return line[len(indent) :]
    return None if line.strip(" \t>") else ""
