"""What a Mermaid source from a page may not say, because a picture must not act or change looks."""

from __future__ import annotations

import re

from msgspec import Struct

SIZE_MAXIMUM = 50_000
"""Characters of one source: the limit that Mermaid itself sets."""


class Objection(Struct, frozen=True, kw_only=True):
    """Why a source is not drawn: what it says, on which of its lines (from 1), and a way out."""

    what: str
    line: int
    fix: str


class Forbidden(ValueError):  # noqa: N818  # Both outcomes are named for what the source is.
    """A source that is not drawn for what it says."""

    def __init__(self, objection: Objection) -> None:
        super().__init__(f"line {objection.line}: {objection.what}")
        self.objection = objection


def objection(source: str) -> Objection | None:
    """Return the first thing in a source that may not be drawn; None where all of it may."""
    if len(source) > SIZE_MAXIMUM:
        fix = f"split the diagram: {SIZE_MAXIMUM} characters are what Mermaid reads"
        return Objection(what="the diagram is too long", line=1, fix=fix)
    if source.lstrip().startswith("---"):
        return Objection(what="front matter changes the look of the drawing", line=1, fix=_NO_LOOK)
    for number, line in enumerate(source.split("\n"), start=1):
        for pattern, what, fix in _RULES:
            if pattern.search(line if pattern in _ANYWHERE else _unquoted(line)):
                return Objection(what=what, line=number, fix=fix)
    return None


def _unquoted(line: str) -> str:
    return re.sub(r'"[^"]*"', '""', line)


_NO_LOOK = "leave it out: every drawing of the site has the same look, light and dark"
_NO_LINK = "leave it out: a drawing is shown as an image, where nothing can be clicked"

_DIRECTIVE = re.compile(r"%%\{")
_CLICK = re.compile(r"(?:^|;)\s*(?:click|href|call)\b(?!\s*(?:-|=|<|:))")
_LINK = re.compile(
    r'(?:^|;)\s*(?:links?\s+\S+\s*:|(?:link|callback)\s+\S+\s+"|properties\s+\S+\s*:)'
)
_IMAGE = re.compile(r"@\{[^}]*\b(?:img|icon)\s*:")
_ADDRESS = re.compile(r"(?i)\burl\s*\(|@import\b|\bexpression\s*\(")
# An annotation such as <<interface>> and a link such as <--> are no HTML.
_HTML = re.compile(r"(?i)(?<!<)<(?=[a-z/!?])(?!br\s*/?>)")

# These have their meaning in a label too.
_ANYWHERE = frozenset({_DIRECTIVE, _HTML})
_RULES = (
    (_DIRECTIVE, "a directive changes the look of the drawing", _NO_LOOK),
    (_CLICK, "'click', 'href' and 'call' make a drawing act", _NO_LINK),
    (_LINK, "a link makes a drawing act", _NO_LINK),
    (_IMAGE, "a node with an image or icon needs a file from elsewhere", "use a shape and a label"),
    (_ADDRESS, "a style points at another file", "use plain colours"),
    (_HTML, "a label holds HTML", "use <br/> for a line break, and write &lt; for <"),
)
