"""The links between pages: each leads to a page, a picture or a section that is there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import PurePosixPath

from platformgen.fences import Fence, Prose, blocks
from platformgen.headings import site_anchor, unique
from platformgen.model import TextFile
from platformgen.pages.frontmatter import front_matter
from platformgen.pages.harmless import Finding
from platformgen.pages.page import Page

_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")
_LINK = re.compile(r"\]\(\s*<?([^\s)>]+)|^\s*\[[^\]^]+\]:\s*<?([^\s>]+)")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:|//|/", re.IGNORECASE)
_HEADING = re.compile(r"#{1,6}[ \t]+(.+?)[ \t]*(?:#+[ \t]*)?")
_ID = re.compile(r"\{:?[^{}]*#([\w-]+)[^{}]*\}")
_MARKUP = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|<[^>]*>|[`*]")


def broken_links(
    written: Iterable[TextFile], pages: Iterable[Page], others: Iterable[str]
) -> Iterator[Finding]:
    """Yield the links of hand-written pages that lead nowhere; `others` are files of the site."""
    sections = {page.path: frozenset(anchors(page.body)) for page in pages}
    files = {*sections, *others}
    for file in written:
        for line, target in links(file.content):
            path, _, anchor = target.partition("#")
            place = _place(file.path, path) if path else file.path
            if place not in files:
                reason = f"the link to {target} leads to no page of the site"
            elif anchor and anchor not in sections.get(place, {anchor}):
                reason = f"the link to {target} leads to no section of that page"
            else:
                continue
            yield Finding(page=file.path, line=line, reason=reason)


def links(content: str) -> Iterator[tuple[int, str]]:
    """Yield the links of a hand-written page that stay in the site, with their lines."""
    skipped = front_matter(content).lines
    for part in blocks(content.split("\n")[skipped:], skipped + 1):
        if isinstance(part, Fence):
            continue
        for number, line in enumerate(part.lines, part.line):
            for found in _LINK.finditer(_CODE.sub("", line)):
                target = found[1] or found[2]
                if not _ADDRESS.match(target):
                    yield number, target


def anchors(body: str) -> Iterator[str]:
    """Yield the ids of a page's sections, as Python-Markdown makes them of headings."""
    taken: set[str] = set()
    for part in blocks(body.split("\n")):
        if isinstance(part, Prose):
            for line in part.lines:
                heading = _HEADING.fullmatch(line)
                yield from (found[1] for found in _ID.finditer(line))
                if heading and not _ID.search(line):
                    yield from _slugs(heading[1], taken)


def _slugs(heading: str, taken: set[str]) -> Iterator[str]:
    words = unescape(_MARKUP.sub(r"\1", heading))
    for text in dict.fromkeys((words, words.replace("_", ""))):
        slug = unique(site_anchor(text), taken)
        taken.add(slug)
        yield slug


def _place(page: str, target: str) -> str:
    """Return where a relative link of a page leads, from the root of the site."""
    steps: list[str] = list(PurePosixPath(page).parent.parts)
    for step in target.split("/"):
        if step == "..":
            steps = steps[:-1] if steps else ["..", step]
        elif step not in {"", "."}:
            steps.append(step)
    return "/".join(steps)
