"""Text of others on a terminal or in a log: nothing in it may act."""

from __future__ import annotations

import re

_ACTING = re.compile(
    # Control characters, marks of writing direction, halves of characters.
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
    # Commands to a CI's log: `::error::` that begins a line, `##[group]`, `##vso[…]` anywhere.
    r"|^(?=[ \t]*::)[ \t:]|#(?=#[a-z]*\[)",
    re.MULTILINE,
)


def printable(text: str) -> str:
    """Return the text with what acts on a terminal or in a CI's log spelled out by its number."""
    return _ACTING.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def on_one_line(text: str) -> str:
    """Return the text as one line."""
    return printable(text.replace("\n", " "))
