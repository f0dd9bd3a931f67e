"""The drawings of one hand-written page: its fences, shown as figures where they are drawings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from platformgen.diagram import Drawing, Refusal, read
from platformgen.pages.fences import Fence
from platformgen.pages.figure import Figure, block, figure, refusal
from platformgen.pages.harmless import Finding
from platformgen.pages.headings import plain_heading
from platformgen.pages.known import KnownSvg
from platformgen.pages.markdown import fence
from platformgen.pages.page import way_from

UNTOUCHED = "no-diagram"
"""After the language of a fence: this block stays a block."""

_DRAWN = frozenset({"", "text", "txt", "ascii"})
_CERTAIN = 0.9
"""The confidence of a refusal that needs no word to the author: a listing, a log, a table."""

# What nobody writes but to draw: corners, walls, arrows.
_INK = re.compile(r"[│┃║┌┐└┘├┤┬┴┼╔╗╚╝╭╮╰╯▼▲►◄▶◀→←↑↓]|\+[-=]{2,}\+|-{2,}>|<-{2,}")
_LANGUAGE = re.compile(r"\.?([\w#.+-]+)")
_OPTION = re.compile(r"(?:title|hl_lines|linenums)=\"[^\"<>{}&`]*\"")


@dataclass(slots=True, kw_only=True)
class Drawings:
    """What the page has shown so far: figures, findings, and the heading that we are under."""

    page: str
    language: str
    known: KnownSvg
    heading: str = ""
    first_heading: str = ""
    figures: list[Figure] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def pass_by(self, lines: Sequence[str]) -> None:
        """Keep the headings among lines of prose."""
        for line in lines:
            heading = plain_heading(line)
            if heading is not None:
                self.heading = heading[1]
                if heading[0] == 1 and not self.first_heading:
                    self.first_heading = heading[1]

    def shown(self, part: Fence) -> list[str]:
        """Return the lines that show a fence: a figure, or its code."""
        drawn = None if UNTOUCHED in part.words else self._figure(part)
        if drawn is None:
            made = fence(_header(part), part.code)
        else:
            self.figures.append(drawn)
            made = block(drawn, way_from(self.page), self.language)
        return [f"{part.indent}{line}".rstrip() for line in made.split("\n")]

    def _figure(self, part: Fence) -> Figure | None:
        language = _language(part)
        if language == "mermaid":
            return self._mermaid(part)
        return self._drawing(part) if language in _DRAWN else None

    def _drawing(self, part: Fence) -> Figure | None:
        match read(part.code):
            case Drawing(graph=graph, unread=unread):
                if unread:
                    row, column = unread[0]
                    self._find(
                        part.line + 1 + row,
                        f"{len(unread)} characters of the drawing were not read, the first in "
                        f"column {column + 1} of its line",
                    )
                return figure(self._name(), self._title(), graph, self.language)
            case Refusal(reason=reason, confidence=confidence):
                if confidence < _CERTAIN and reason != "a table" and _INK.search(part.code):
                    self._find(
                        part.line,
                        f"this block is not drawn, for it is {reason}; write {UNTOUCHED!r} after "
                        "the language of its fence if it should stay a block",
                    )
                return None

    def _find(self, line: int, reason: str) -> None:
        self.findings.append(Finding(page=self.page, line=line, reason=reason))

    def _mermaid(self, part: Fence) -> Figure | None:
        drawn = Figure(name=self._name(), title=self._title(), source=part.code, sentences=())
        reason = refusal(drawn, self.known)
        if reason is None:
            return drawn
        self._find(part.line, f"this Mermaid source is not drawn: {reason}")
        return None

    def _name(self) -> str:
        return f"docs/{self.page.removesuffix('.md')}-{len(self.figures) + 1}"

    def _title(self) -> str:
        return self.heading or self.page.removesuffix(".md")


def _language(part: Fence) -> str:
    first = _LANGUAGE.fullmatch(part.words[0]) if part.words else None
    return first[1].lower() if first else ""


def _header(part: Fence) -> str:
    """Return what a fence says after its ticks: a language that highlights, and options we know."""
    language = _language(part)
    safe = "text" if language in _PROGRAMS else language
    return " ".join([safe, *_OPTION.findall(part.info)]).strip()


# TechDocs runs these languages through programs.
_PROGRAMS = frozenset({"graphviz", "plantuml", "uml", "c4plantuml"})
