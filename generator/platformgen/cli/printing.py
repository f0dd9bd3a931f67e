"""Text of others on a terminal or in a log: nothing in it may act."""

from __future__ import annotations

import re

_ACTING = re.compile(
    # Control characters, marks of writing direction, halves of characters.
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
    # Commands to a CI's log: `::error::` that begins a line, `##[group]`, `##vso[…]` anywhere.
    # An address such as `::1` is none: names of commands begin with a letter, and `::` ends them.
    r"|^(?=[ \t]*::[a-zA-Z].*::)[ \t:]|#(?=#[a-z]*\[)",
    re.MULTILINE,
)


def printable(text: str) -> str:
    """Return the text with what acts on a terminal or in a CI's log spelled out by its number."""
    return _ACTING.sub(_spelled, text)


def line_of_diff(line: str) -> str:
    """Return a line of a unified diff as it is but for what acts, so that patch programs read it.

    Behind the first character a tab moves nothing that a reader could be deceived by.
    """
    return _ACTING.sub(lambda match: "\t" if _is_inner_tab(match) else _spelled(match), line)


def on_one_line(text: str) -> str:
    """Return the text as one line."""
    return printable(text.replace("\n", " "))


def _spelled(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"


def _is_inner_tab(match: re.Match[str]) -> bool:
    return match.group() == "\t" and match.start() > 0
