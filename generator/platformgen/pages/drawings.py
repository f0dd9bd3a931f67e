"""The drawings of one hand-written page: its fences, shown as figures where they are drawings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, field

from platformgen.diagram import Drawing
from platformgen.fenced import UNTOUCHED, is_untouched, language, looks_drawn, reading, unread
from platformgen.fences import Fence
from platformgen.headings import plain_heading
from platformgen.pages.figure import Figure, block, figure, refusal
from platformgen.pages.harmless import Finding
from platformgen.pages.known import KnownSvg
from platformgen.pages.markdown import fence
from platformgen.pages.page import way_from

_OPTION = re.compile(r"(?:title|hl_lines|linenums)=\"[^\"<>{}&`]*\"")


class Drawings(Struct, kw_only=True):
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
        drawn = self._figure(part)
        if drawn is None:
            made = fence(_header(part), part.code)
        else:
            self.figures.append(drawn)
            made = block(drawn, way_from(self.page, {}), self.language)
        return [f"{part.indent}{line}".rstrip() for line in made.split("\n")]

    def _figure(self, part: Fence) -> Figure | None:
        if language(part) == "mermaid" and not is_untouched(part):
            return self._mermaid(part)
        read = reading(part)
        if isinstance(read, Drawing):
            missed = unread(part, read)
            if missed is not None:
                self._find(*missed)
            return figure(self._name(), self._title(), read.graph, self.language)
        if read is not None and looks_drawn(part, read):
            self._find(
                part.line,
                f"this block is not drawn, for it is {read.reason}",
                f"mend the drawing, or write `text {UNTOUCHED}` after the ticks",
            )
        return None

    def _find(self, line: int, reason: str, fix: str = "") -> None:
        finding = Finding(page=self.page, line=line, reason=reason, code="PG061", fix=fix)
        self.findings.append(finding)

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


def _header(part: Fence) -> str:
    """Return what a fence says after its ticks: a language that highlights, and options we know."""
    named = language(part)
    safe = "text" if named in _PROGRAMS else named
    return " ".join([safe, *_OPTION.findall(part.info)]).strip()


# TechDocs runs these languages through programs.
_PROGRAMS = frozenset({"graphviz", "plantuml", "uml", "c4plantuml"})
