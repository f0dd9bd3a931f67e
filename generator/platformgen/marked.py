"""A block of lines between two marks, in a file of which all the rest belongs to others.

Whatever a file holds, `without` gives back byte for byte what `with_block` was given: a file whose
last line has no end keeps none, for then the block's last line has none either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct


class Damaged(Struct, frozen=True, kw_only=True):
    """The marks are not as we write them: in which line, counted from 1, and why."""

    line: int
    why: str


class Marks(Struct, frozen=True):
    """The whole lines before and after a block."""

    begin: str
    end: str


class _Block(Struct, frozen=True, kw_only=True):
    """Where a block stands: the bytes from its first to behind its last, and its line end."""

    start: int
    stop: int
    line_end: bytes


_Found: TypeAlias = _Block | Damaged | None


def with_block(content: bytes, lines: Sequence[str], marks: Marks) -> bytes | Damaged:
    """Return the file with these lines in its block: where it was, or at the end; CRLF is kept."""
    found = _found(content, marks)
    if isinstance(found, Damaged):
        return found
    whole = [marks.begin, *lines, marks.end]
    if found is None:
        return content + _appended(content, whole)
    text = found.line_end.join(each.encode() for each in whole)
    has_end = content[found.start : found.stop].endswith(b"\n")
    tail = found.line_end if has_end else b""
    return content[: found.start] + text + tail + content[found.stop :]


def without(content: bytes, marks: Marks) -> bytes | Damaged:
    """Return the file without its block; the same where it has none."""
    found = _found(content, marks)
    if isinstance(found, Damaged):
        return found
    if found is None:
        return content
    before, after = content[: found.start], content[found.stop :]
    if not content[: found.stop].endswith(b"\n"):
        before = before.removesuffix(found.line_end)
    return before + after


def _appended(content: bytes, whole: Sequence[str]) -> bytes:
    """Return what follows the file's bytes; a last line without an end hands that on to ours."""
    first, mark, _ = content.partition(b"\n")
    line_end = b"\r\n" if mark and first.endswith(b"\r") else b"\n"
    text = line_end.join(each.encode() for each in whole)
    if not content or content.endswith(b"\n"):
        return text + line_end
    return line_end + text


def _found(content: bytes, marks: Marks) -> _Found:
    opened: _Mark | None = None
    block: _Block | None = None
    for mark in _marks(content, marks):
        if mark.is_begin:
            if opened is not None or block is not None:
                return Damaged(line=mark.line, why=f"{marks.begin!r} is there twice")
            opened = mark
        elif opened is None:
            return Damaged(line=mark.line, why=f"{marks.end!r} has no beginning")
        else:
            block = _Block(start=opened.start, stop=mark.stop, line_end=opened.line_end)
            opened = None
    if opened is not None:
        return Damaged(line=opened.line, why=f"{marks.begin!r} has no end")
    return block


class _Mark(Struct, frozen=True, kw_only=True):
    line: int
    start: int
    stop: int
    is_begin: bool
    line_end: bytes


_LINE = re.compile(rb"[^\n]*\n|[^\n]+")


def _marks(content: bytes, marks: Marks) -> Iterator[_Mark]:
    begin, end = marks.begin.encode(), marks.end.encode()
    for number, found in enumerate(_LINE.finditer(content), start=1):
        line = found[0].strip()
        if line in {begin, end}:
            yield _Mark(
                line=number,
                start=found.start(),
                stop=found.end(),
                is_begin=line == begin,
                line_end=b"\r\n" if found[0].endswith(b"\r\n") else b"\n",
            )
