"""A Markdown text with its drawings as Mermaid; nothing but the blocks that are drawings changes.

A block is left alone where something drawn would be lost, and where readers of Markdown differ on
whether it is a block, or on where it ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct

from platformgen.diagram import Drawing, Refusal
from platformgen.diagram.mermaid import mermaid
from platformgen.fenced import reading, unread
from platformgen.fences import Fence, Prose, blocks

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_END = re.compile(r"[\r\n]+$")
_BOM = "\ufeff"
_NAMED = re.compile(r"(?i)([ \t]*\{?[ \t]*\.?)(?:text|txt|ascii)(?![\w#.+-])(.*)")
# What opens a fence for readers that go by CommonMark.
_OPENING = re.compile(r" {0,3}(?:`{3,}[^`]*|~{3,}.*)")
# What holds indented text that is no code: a list, a note, a tab, a footnote.
_HOLDER = re.compile(r"[ \t>]*(?:[-*+]|\d+[.)]|!!!|\?\?\?\+?|===\+?|\[\^[^\]]+\]:)[ \t]")
_CODE_COLUMNS = 4


class Replaced(Struct, frozen=True, kw_only=True):
    """A drawing that is Mermaid now; `line` is that of its fence in the text as it was.

    `growth` says by how many lines the text grew.
    """

    line: int
    growth: int
    nodes: int
    edges: int


class Left(Struct, frozen=True, kw_only=True):
    """A block that stays as it is, and why; `line` is that of its fence or of what is to see."""

    line: int
    reason: str


Told: TypeAlias = Replaced | Left


class Redrawn(Struct, frozen=True, kw_only=True):
    """The text after it was redrawn, and what became of its blocks, in order."""

    text: str
    told: tuple[Told, ...]


def redrawn(text: str) -> Redrawn:
    """Return a Markdown text with its drawings as Mermaid; line ends and all else are kept."""
    lines = _LINES.findall(text)
    bare = [_END.sub("", line).removeprefix(_BOM) for line in lines]
    told: list[Told] = []
    made: list[str] = []
    position = 0
    for part in _certain(bare, told):
        found = reading(part)
        if isinstance(found, Refusal):
            told.append(Left(line=part.line, reason=f"this is {found.reason}"))
        elif found is not None and (missed := unread(part, found)):
            told.append(Left(line=missed[0], reason=missed[1]))
        elif found is not None:
            block = _mermaid(part, found, lines[part.line - 1])
            made += [*lines[position : part.line - 1], *block]
            position = _after(part) - 1
            told.append(_replaced(part, found, len(block)))
    return Redrawn(text="".join([*made, *lines[position:]]), told=tuple(told))


def _replaced(part: Fence, drawing: Drawing, lines: int) -> Replaced:
    graph = drawing.graph
    return Replaced(
        line=part.line,
        growth=lines - (_after(part) - part.line),
        nodes=len(graph.nodes),
        edges=len(graph.edges),
    )


def _mermaid(part: Fence, drawing: Drawing, opening: str) -> list[str]:
    """Return the lines of a block up to its closing line, which stays."""
    found = _END.search(opening)
    end = found.group() if found else "\n"
    head = opening[: opening.index(part.ticks) + len(part.ticks)]
    lines = mermaid(drawing.graph).rstrip("\n").split("\n")
    return [f"{head}{_info(part.info)}{end}", *(f"{part.indent}{line}{end}" for line in lines)]


def _info(info: str) -> str:
    named = _NAMED.fullmatch(info)
    if named is not None:
        return f"{named[1]}mermaid{named[2]}"
    if info.startswith("{"):
        return f"{{ .mermaid {info[1:].lstrip()}"
    return f"mermaid {info}".rstrip()


def _after(part: Fence) -> int:
    """Return the number of a block's closing line."""
    return part.line + part.code.count("\n") + 1


def _certain(lines: Sequence[str], told: list[Told]) -> Iterator[Fence]:
    """Yield the fences that are fences for every reader; tell of the drawings among the others."""
    commented = False
    unclosed = 0
    for part in blocks(lines):
        if isinstance(part, Prose):
            commented = _is_commented(part.lines, commented=commented)
            unclosed = unclosed or _unclosed(part)
        elif commented:
            commented = "-->" not in part.code
        elif (reason := _uncertain(part, lines, unclosed)) is None:
            yield part
        elif isinstance(reading(part), Drawing):
            told.append(Left(line=part.line, reason=reason))


def _is_commented(lines: Sequence[str], *, commented: bool) -> bool:
    for line in lines:
        if line.lstrip(" ").startswith("<!--"):
            commented = True
        if "-->" in line:
            commented = False
    return commented


def _unclosed(part: Prose) -> int:
    numbers = (at for at, line in enumerate(part.lines, part.line) if _OPENING.fullmatch(line))
    return next(numbers, 0)


def _uncertain(part: Fence, lines: Sequence[str], unclosed: int) -> str | None:
    if unclosed:
        return f"the fence in line {unclosed} is not closed: what comes after it may be its code"
    closing = re.compile(rf"\s{{0,3}}{part.ticks[0]}{{{len(part.ticks)},}}\s*")
    for number, line in enumerate(part.code.split("\n"), part.line + 1):
        if closing.fullmatch(line):
            return f"readers of Markdown differ on whether line {number} ends this block"
    if _columns(part.indent) >= _CODE_COLUMNS and not _is_held(part, lines):
        return "it is indented as code is, and stands in no list"
    return None


def _is_held(part: Fence, lines: Sequence[str]) -> bool:
    columns = _columns(part.indent)
    for line in reversed(lines[: part.line - 1]):
        before = _columns(line[: len(line) - len(line.lstrip(" \t>"))])
        if not line.strip(" \t>") or before >= columns:
            continue
        if before == 0 or _HOLDER.match(line):
            return _HOLDER.match(line) is not None
        columns = before
    return False


def _columns(indent: str) -> int:
    """Return how far in a line begins, from the last mark of a quotation."""
    _, mark, rest = indent.rpartition(">")
    return len(rest.removeprefix(" ") if mark else rest.expandtabs(_CODE_COLUMNS))
