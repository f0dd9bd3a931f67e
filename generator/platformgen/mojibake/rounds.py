"""Text that was read in a wrong encoding, once or several times over, read again as it was meant.

A whole text is read back if every character fits; where only some lines are damaged, those are.
A line that holds a healthy character beside damaged ones stays: what writes about such damage is
not damaged.
"""

from __future__ import annotations

import re

from platformgen.mojibake.codepages import CodePage, code_pages
from platformgen.mojibake.marked import Marked, Writing, parts
from platformgen.mojibake.sequences import ReadBack, read_back

_ROUNDS_MAX = 4
_EVIDENCE = 3
"""Characters that damaged lines of a healthy text must have: fewer may be there to show damage."""

_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def undone(marked: Marked) -> tuple[Marked, tuple[str, ...], int]:
    """Return the text that was meant, the encodings it was read in, and how much was read back."""
    names: list[str] = []
    count = 0
    read = _whole if _whole(marked) else _by_lines
    for _ in range(_ROUNDS_MAX):
        found = read(marked)
        if found is None:
            break
        marked, name, characters = found
        names.append(name)
        count += characters
    return marked, tuple(names), count


def _whole(marked: Marked) -> tuple[Marked, str, int] | None:
    found = [(made, page) for page in code_pages() if (made := _likely(marked, page))]
    if not found:
        return None
    made, page = min(found, key=lambda each: each[0].lost)
    return made.writing.marked(), page.name, made.read


def _likely(marked: Marked, page: CodePage) -> ReadBack | None:
    if marked.text.isascii():
        return None
    made = read_back(marked, page)
    return made if made is not None and made.is_likely else None


def _by_lines(marked: Marked) -> tuple[Marked, str, int] | None:
    best: tuple[Marked, str, int] | None = None
    lines = list(parts(marked, (line.end() for line in _LINE.finditer(marked.text))))
    for page in code_pages():
        made = [(line, _likely(line, page)) for line in lines]
        read = sum(each.read for _, each in made if each)
        if read >= _EVIDENCE and read > (best[2] if best else 0):
            writing = Writing()
            for line, each in made:
                writing.append(each.writing.marked() if each else line)
            best = (writing.marked(), page.name, read)
    return best
