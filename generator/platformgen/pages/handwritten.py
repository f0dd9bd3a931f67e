"""Hand-written pages: front matter read, drawings drawn, and what acts made harmless."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from msgspec import Struct

from platformgen.fences import Fence, blocks
from platformgen.language import phrases
from platformgen.model import Platform, TextFile
from platformgen.mojibake import lost_places
from platformgen.pages.drawings import Drawings
from platformgen.pages.figure import Figure
from platformgen.pages.frontmatter import front_matter
from platformgen.pages.harmless import Finding, harmless
from platformgen.pages.known import KnownSvg
from platformgen.pages.markdown import link, text
from platformgen.repository import file_url


class HandwrittenPage(Struct, frozen=True, kw_only=True):
    """A page of docs/ as it goes into the site; `path` is relative to docs/ and to the site."""

    path: str
    title: str
    order: int
    body: str
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]


def handwritten(platform: Platform, known: KnownSvg) -> tuple[HandwrittenPage, ...]:
    """Return the hand-written pages by `order`, then by path."""
    pages = [_page(platform, each, known) for each in platform.pages if each.path.endswith(".md")]
    return tuple(sorted(pages, key=lambda each: (each.order, each.path)))


def _page(platform: Platform, file: TextFile, known: KnownSvg) -> HandwrittenPage:
    matter = front_matter(file.content)
    lines = file.content.splitlines()[matter.lines :]
    drawings = Drawings(page=file.path, language=platform.language, known=known)
    findings: list[Finding] = [
        Finding(page=file.path, line=line, reason=reason) for line, reason in matter.findings
    ]
    findings += _lost(file)
    made: list[str] = []
    for part in blocks(lines, matter.lines + 1):
        if isinstance(part, Fence):
            made += drawings.shown(part)
            continue
        drawings.pass_by(part.lines)
        shown, found = harmless(file.path, part.line, part.lines)
        made += shown
        findings += found
    title = matter.title or drawings.first_heading or PurePosixPath(file.path).stem
    heading = [] if drawings.first_heading else [f"# {text(title)}", ""]
    return HandwrittenPage(
        path=file.path,
        title=title,
        order=matter.order,
        body="\n".join([*heading, *made, *_source(platform, file.path), ""]),
        figures=tuple(drawings.figures),
        findings=tuple(sorted((*findings, *drawings.findings), key=lambda each: each.line)),
    )


def _lost(file: TextFile) -> Iterator[Finding]:
    for place in lost_places(file.content):
        yield Finding(
            page=file.path,
            line=place.line,
            column=place.column,
            reason=place.told,
            code="PG062",
            fix="write what stood there, or `&#xFFFD;` to show the mark itself",
        )


def _source(platform: Platform, path: str) -> Iterator[str]:
    # The link to where the page is written, for repositories whose addresses we know.
    url = file_url(platform, f"docs/{path}")
    if url is not None:
        yield ""
        yield link(phrases(platform.language)["page.source"], url)
