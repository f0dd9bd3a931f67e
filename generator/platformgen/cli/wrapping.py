"""Lines of 80 columns, for those who read them at a terminal."""

from __future__ import annotations

import re
import sys
from textwrap import wrap
from typing import Final

WIDTH: Final = 80
_COMMAND: Final = re.compile("`[^`]*`")
_GLUE: Final = "\x1f"
"""Stands for a space at which no line ends; nothing that can be printed has it."""


def wrapped(line: str, indent: str = "") -> list[str]:
    """Return a line in as many as 80 columns take; no word and no command of it is broken.

    A command stands between backticks: broken, it could not be copied.
    """
    start = indent + " " * (len(line) - len(line.lstrip()))
    return _lines(line, start, f"{start}  ")


def after(head: str, line: str) -> str:
    """Return a line behind a head that is printed before it, where that may be coloured."""
    first, *rest = _lines(line, " " * len(head), "    ") or [""]
    return "\n".join([first[len(head) :], *rest])


def fitted(text: str) -> str:
    """Return a text as the reader of stderr needs it: wrapped at a terminal, else as it is."""
    if not sys.stderr.isatty():
        return text
    return "\n".join(part for line in text.split("\n") for part in wrapped(line) or [""])


def _lines(line: str, first: str, others: str) -> list[str]:
    whole = _COMMAND.sub(lambda found: found[0].replace(" ", _GLUE), line)
    lines = wrap(
        whole,
        WIDTH,
        initial_indent=first,
        subsequent_indent=others,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [each.replace(_GLUE, " ") for each in lines]
