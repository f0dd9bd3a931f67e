"""Headings of hand-written Markdown: the words that people read, and the anchors of the site."""

from __future__ import annotations

import re
import unicodedata

_HEADING = re.compile(r"(#{1,6})[ \t]+(.+?)[ \t]*(?:#+[ \t]*)?(?:\{[^}]*\})?[ \t]*")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"[`*_]")
_NOT_IN_ANCHOR = re.compile(r"[^\w\s-]")


def plain_heading(line: str) -> tuple[int, str] | None:
    """Return a line's level as a heading, from 1, and its words; None if it is none."""
    found = _HEADING.fullmatch(line)
    if found is None:
        return None
    words = _MARKS.sub("", _LINK.sub(r"\1", found[2]))
    return len(found[1]), " ".join(words.split())


def site_anchor(words: str) -> str:
    """Return the anchor that Python-Markdown gives a heading, as TechDocs has it."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", _NOT_IN_ANCHOR.sub("", plain).strip().lower())


def unique(anchor: str, taken: set[str]) -> str:
    """Return the anchor with a number, if it is taken or empty, as Python-Markdown counts."""
    made, number = anchor, 0
    while made in taken or not made:
        number += 1
        made = f"{anchor}_{number}"
    return made
