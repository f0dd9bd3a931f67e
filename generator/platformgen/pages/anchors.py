"""The ids of a page's sections, as Python-Markdown makes them of headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import PurePosixPath

from platformgen.fences import Prose, blocks
from platformgen.headings import plain_heading, site_anchor, unique
from platformgen.model import TextFile
from platformgen.pages.frontmatter import FrontMatter, front_matter
from platformgen.pages.harmless import harmless

_HEADING = re.compile(r"#{1,6}[ \t]+(.+?)[ \t]*(?:#+[ \t]*)?")
_ID = re.compile(r"\{:?[^{}]*#([\w-]+)[^{}]*\}")
_TAG_ID = re.compile(r"<[^<>]*\sid=[\"']?([\w-]+)")
# What lines without these say is no heading and no id; comments hide what stands in them.
_TELLING = re.compile("#|id=|<!--|-->")
_MARKUP = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|<[^>]*>|[`*]")


def written_anchors(file: TextFile) -> frozenset[str]:
    """Return the ids of a hand-written page's sections, the heading that we add among them."""
    matter = front_matter(file.content)
    prose: list[str] = []
    for part in blocks(file.content.splitlines()[matter.lines :], matter.lines + 1):
        if isinstance(part, Prose):
            prose += (line for line in part.lines if _TELLING.search(line))
    shown, _ = harmless(file.path, 1, prose)
    return frozenset(anchors("\n".join([*_title(file, matter, prose), *shown])))


def _title(file: TextFile, matter: FrontMatter, prose: list[str]) -> list[str]:
    headings = map(plain_heading, prose)
    if any(heading is not None and heading[0] == 1 for heading in headings):
        return []
    return [f"# {matter.title or PurePosixPath(file.path).stem}"]


def anchors(body: str) -> Iterator[str]:
    """Yield the ids of a page's sections."""
    taken: set[str] = set()
    for part in blocks(body.split("\n")):
        if isinstance(part, Prose):
            for line in part.lines:
                heading = _HEADING.fullmatch(line)
                yield from (found[1] for found in _ID.finditer(line))
                yield from (found[1] for found in _TAG_ID.finditer(line))
                if heading and not _ID.search(line):
                    yield from _slugs(heading[1], taken)


def _slugs(heading: str, taken: set[str]) -> Iterator[str]:
    words = unescape(_MARKUP.sub(r"\1", heading))
    for text in dict.fromkeys((words, words.replace("_", ""))):
        slug = unique(site_anchor(text), taken)
        taken.add(slug)
        yield slug
