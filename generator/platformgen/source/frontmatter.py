"""The front matter of a page: strict YAML between two lines of three hyphens."""

from __future__ import annotations

from msgspec import Struct

from platformgen.diagnostic import Diagnostic
from platformgen.source.document import Document, Places
from platformgen.source.reader import parse

_FENCE = "---"


class Front(Struct, frozen=True):
    """What stands above the page's text, and the number of lines that it takes."""

    document: Document | None
    lines: int


def front(text: str, places: Places, file: str) -> tuple[Front, list[Diagnostic]]:
    """Return a page's front matter; there may be none."""
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        return Front(None, 0), []
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if end is None:
        return Front(None, 0), []
    if not any(line.strip() for line in lines[1:end]):
        return Front(None, end + 1), []
    # The opening fence is kept as an empty line, so that line numbers are the page's own.
    document, found = parse("\n".join(["", *lines[1:end]]).encode(), places, file)
    return Front(document, end + 1), found
