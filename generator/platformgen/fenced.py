"""Fenced blocks that are read as drawings, and what authors are told of those that stay blocks."""

from __future__ import annotations

import re

from platformgen.diagram import Drawing, Refusal, read
from platformgen.fences import Fence

UNTOUCHED = "no-diagram"
"""After the language of a fence: this block stays a block."""

_DRAWN = frozenset({"", "text", "txt", "ascii"})
_CERTAIN = 0.9
"""The confidence of a refusal that needs no word to the author: a listing, a log, a table."""

# What nobody writes but to draw: corners, walls, arrows.
_INK = re.compile(r"[│┃║┌┐└┘├┤┬┴┼╔╗╚╝╭╮╰╯▼▲►◄▶◀→←↑↓]|\+[-=]{2,}\+|-{2,}>|<-{2,}")
_MERMAID = re.compile(
    r"\s*(?:(?:graph|flowchart)[ \t]+(?:TB|TD|BT|LR|RL)\b|(?:stateDiagram(?:-v2)?|sequenceDiagram"
    r"|classDiagram|erDiagram|gantt|journey|mindmap|timeline|gitGraph)[ \t]*\n)"
)
_LANGUAGE = re.compile(r"\.?([\w.+-][\w#.+-]*)")


def language(part: Fence) -> str:
    """Return the language of a fence in small letters, empty if it names none."""
    first = _LANGUAGE.fullmatch(part.words[0]) if part.words else None
    found = first[1].lower() if first else ""
    return "" if found == UNTOUCHED else found


def is_untouched(part: Fence) -> bool:
    """Tell whether a fence says that it stays a block."""
    return any(word.removeprefix(".") == UNTOUCHED for word in part.words)


def reading(part: Fence) -> Drawing | Refusal | None:
    """Return what a fence is read as; None for one that is in a language or stays a block."""
    if is_untouched(part) or language(part) not in _DRAWN:
        return None
    if _MERMAID.match(part.code):
        return Refusal(reason="a source of Mermaid that does not name its language", confidence=0.6)
    return read(part.code)


def unread(part: Fence, drawing: Drawing) -> tuple[int, str] | None:
    """Return the line in the file of the first character that was not read, and what to say."""
    if not drawing.unread:
        return None
    row, column = drawing.unread[0]
    count = len(drawing.unread)
    what = (
        "1 character of the drawing was"
        if count == 1
        else f"{count} characters of the drawing were"
    )
    first = "" if count == 1 else " the first"
    return (
        part.line + 1 + row,
        f"{what} not read,{first} in column {column + 1} of its line",
    )


def looks_drawn(part: Fence, refusal: Refusal) -> bool:
    """Tell whether the author of a refused block may have meant a drawing."""
    return (
        refusal.confidence < _CERTAIN
        and not refusal.is_table
        and _INK.search(part.code) is not None
    )
