"""Headings of hand-written Markdown, as the plain words that people read."""

from __future__ import annotations

import re

_HEADING = re.compile(r"(#{1,6})[ \t]+(.+?)[ \t]*(?:#+[ \t]*)?(?:\{[^}]*\})?[ \t]*")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"[`*_]")


def plain_heading(line: str) -> tuple[int, str] | None:
    """Return a line's level as a heading, from 1, and its words; None if it is none."""
    found = _HEADING.fullmatch(line)
    if found is None:
        return None
    words = _MARKS.sub("", _LINK.sub(r"\1", found[2]))
    return len(found[1]), " ".join(words.split())
