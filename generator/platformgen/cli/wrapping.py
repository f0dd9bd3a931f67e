"""Lines of 80 columns, or of fewer where the terminal has fewer."""

from __future__ import annotations

import re
import shutil
import sys
from textwrap import wrap
from typing import Final
from unicodedata import east_asian_width

_WIDTH: Final = 80
_LEAST: Final = 40
"""So many columns a line takes at least: in fewer nothing could be read."""
_COMMAND: Final = re.compile("`[^`]*`")
_GLUE: Final = "\x1f"
"""Stands for a space at which no line ends; nothing that can be printed has it."""
_FILL: Final = "\x1e"
"""Stands for the second column of a wide character, while columns are counted."""


def columns() -> int:
    """Return how many columns a line may take; in a file or a pipe 80."""
    if not (sys.stdout.isatty() or sys.stderr.isatty()):
        return _WIDTH
    return max(_LEAST, min(_WIDTH, shutil.get_terminal_size((_WIDTH, 0)).columns))


def wrapped(line: str, indent: str = "") -> list[str]:
    """Return a line in as many as it takes; no word and no command of it is broken.

    A command stands between backticks: broken, it could not be copied. YAML that stands so, in
    braces, is read the same over several lines.
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
    whole = _COMMAND.sub(_glued, _filled(line))
    lines = wrap(
        whole,
        columns(),
        initial_indent=first,
        subsequent_indent=others,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [each.replace(_GLUE, " ").replace(_FILL, "") for each in lines]


def _filled(line: str) -> str:
    if line.isascii():
        return line
    return "".join(f"{each}{_FILL}" if east_asian_width(each) in "WF" else each for each in line)


def _glued(found: re.Match[str]) -> str:
    return found[0] if found[0].startswith("`{") else found[0].replace(" ", _GLUE)
