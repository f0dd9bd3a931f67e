"""A Markdown text cut at its headings; what looks like a heading in a fenced block is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from platformgen.fences import Fence, Prose, blocks
from platformgen.headings import plain_heading

_UNDERLINE = re.compile(r"(=+|-+)[ \t]*")
_NOT_A_TITLE = re.compile(r"[ \t]*(?:$|[#>|<+*=-]|\d+[.)][ \t])|[ \t]{4}")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})")


class Line(Struct, frozen=True, kw_only=True):
    """A line by its number in the file, from 1; `level` is that of the heading which it is."""

    number: int
    text: str
    is_prose: bool
    level: int = 0
    words: str = ""


class Section(Struct, frozen=True, kw_only=True):
    """A heading, if there is one, and the lines below it; `level` is that of its heading."""

    level: int
    words: str
    lines: tuple[Line, ...]


def lines_of(text: str) -> tuple[Line, ...]:
    """Return the lines of a text; a heading with a line below it becomes one with `#`."""
    source = text.split("\n")
    made: list[Line] = []
    for part in blocks(source):
        if isinstance(part, Fence):
            after = part.line + part.code.count("\n") + 1
            made += (
                Line(number=number, text=source[number - 1], is_prose=False)
                for number in range(part.line, after + 1)
            )
        else:
            made += _prose(part)
    return tuple(made)


def _prose(part: Prose) -> Iterator[Line]:
    skipped = False
    for at, text in enumerate(part.lines):
        if skipped:
            skipped = False
            continue
        below = _UNDERLINE.fullmatch(part.lines[at + 1]) if at + 1 < len(part.lines) else None
        above = part.lines[at - 1].strip() if at else ""
        number = part.line + at
        if below and not above and not _NOT_A_TITLE.match(text):
            skipped = True
            yield _line(number, f"{'#' if below[1][0] == '=' else '##'} {text.strip()}")
        else:
            yield _line(number, text)


def _line(number: int, text: str) -> Line:
    level, words = plain_heading(text) or (0, "")
    return Line(number=number, text=text, is_prose=True, level=level, words=words)


def sections(lines: Sequence[Line]) -> tuple[Section, ...]:
    """Return the sections below the title: chapters where there are several, else second level.

    What stands before the first of them comes first, with the title.
    """
    titles = sum(line.level == 1 for line in lines)
    cut_level = 1 if titles > 1 else 2
    starts = [at for at, line in enumerate(lines) if line.level == cut_level]
    if not starts:
        return (whole(lines),)
    found = [whole(lines[: starts[0]])] if has_text(lines[: starts[0]]) else []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        found.append(
            Section(level=cut_level, words=lines[start].words, lines=tuple(lines[start:end]))
        )
    return tuple(found)


def whole(lines: Sequence[Line]) -> Section:
    """Return lines as one section, by the name of their first title."""
    words = next((line.words for line in lines if line.level == 1), "")
    return Section(level=1, words=words, lines=tuple(lines))


def has_text(lines: Sequence[Line]) -> bool:
    """Tell whether lines say more than a title."""
    return any(line.level != 1 and not is_empty(line) for line in lines)


def is_empty(line: Line) -> bool:
    """Tell whether a line is blank, or a rule between sections."""
    return line.is_prose and (not line.text.strip() or _RULE.fullmatch(line.text) is not None)
