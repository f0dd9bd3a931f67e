"""The links of hand-written pages, and those of them that lead to nothing in the site."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from msgspec import Struct

from platformgen.fences import Prose, blocks
from platformgen.model import TextFile
from platformgen.pages.frontmatter import front_matter

_COMMENT = re.compile(r"^[ \t]*<!--.*?-->", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"(?<![\\`])(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_ESCAPED = re.compile(r"\\[^\n]")
_LINK = re.compile(
    r"\]\(\s*<?(?P<inline>[^\s)>]+)[^)]*\)"
    r"|^[ ]*\[[^\[\]^][^\[\]]*\]:[ ]*\n?[ ]*<?(?P<defined>[^\s>]+)>?"
    r"[ \t]*(?:\"[^\"\n]*\"|'[^'\n]*'|\([^)\n]*\))?[ \t]*$"
    r"|<img\b[^>]*?\ssrc=[\"']?(?P<image>[^\"'\s>]+)",
    re.MULTILINE,
)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
# What the lines below, four columns further in, belong to: they are no code.
_OPENER = re.compile(r"(?:[-*+]|\d+[.)]|!!!|\?\?\?\+?|===|:)[ \t]|\[\^[^\]]+\]:")
_INDENT = 4
_REFERENCE = re.compile(r"(?<!\\)\{\{[^{}\n]*\}\}")


class Link(Struct, frozen=True):
    """A link as a page has it, and where its target is written."""

    line: int
    column: int
    target: str


class Broken(Struct, frozen=True):
    """A link that leads nowhere: to the path of no page, or to an anchor that its page lacks."""

    link: Link
    path: str
    anchor: str | None
    """None where there is no such page."""


def broken_links(
    page: TextFile, files: Container[str], anchors: Callable[[str], Container[str]]
) -> Iterator[Broken]:
    """Yield the links of a page that lead nowhere.

    `files` are all that the site has, by path from its root; `anchors` gives those of a page.
    """
    for link in links(page.content):
        if _ELSEWHERE.match(link.target):
            continue
        before, _, anchor = link.target.partition("#")
        written = unquote(before.partition("?")[0])
        path = _place(page.path, written) if written else page.path
        if written.startswith("/") or path not in files:
            yield Broken(link, path, None)
        elif anchor and path.endswith(".md") and anchor not in anchors(path):
            yield Broken(link, path, anchor)


def written_at(link: Link, resolved: str, written: str) -> Link:
    """Return the link of a page where people wrote it, before references in it were looked up."""
    masked = _REFERENCE.sub(lambda found: "x" * len(found.group()), written)
    shown, source = list(links(resolved)), list(links(masked))
    if len(shown) != len(source):
        return link
    place = source[shown.index(link)]
    return Link(place.line, place.column, link.target)


def links(content: str) -> Iterator[Link]:
    """Yield the links of a hand-written page, in their order; those in code are none."""
    skipped = front_matter(content).lines
    lines = [""] * skipped
    for part in blocks(content.split("\n")[skipped:]):
        shown = part.lines if isinstance(part, Prose) else [""] * (part.code.count("\n") + 2)
        lines += shown
    lines = _COMMENT.sub(_blank, "\n".join(lines)).split("\n")
    for first, paragraph in _paragraphs(lines):
        text = _ESCAPED.sub(_blank, _CODE.sub(_blank, paragraph))
        for found in _LINK.finditer(text):
            if "[" in text[: found.start()] or not found["inline"]:
                start = found.start(found.lastgroup or 0)
                line = text.count("\n", 0, start)
                column = start - text.rfind("\n", 0, start)
                yield Link(first + line + 1, column, found[found.lastgroup or 0])


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found.group())


def _paragraphs(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs that are no indented code, with the index of their first lines."""
    above: list[tuple[int, int]] = []
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and lines[end].strip():
            end += 1
        if end > start:
            if _depth(lines[start], above) < _INDENT:
                yield start, "\n".join(lines[start:end])
            for line in lines[start:end]:
                _depth(line, above)
        start = end + 1


def _depth(line: str, above: list[tuple[int, int]]) -> int:
    """Return how much further in a line is than what it belongs to, and note it in `above`.

    `above` holds the lines that what follows may belong to: their columns, and those of their
    content.
    """
    shown = line.expandtabs(_INDENT)
    column = len(shown) - len(shown.lstrip())
    while above and above[-1][0] >= column:
        above.pop()
    owner = above[-1][1] if above else 0
    content = column + _INDENT if _OPENER.match(shown.lstrip()) else column
    above.append((column, content))
    return column - owner


def _place(page: str, target: str) -> str:
    """Return where a relative link of a page leads, from the root of the site."""
    steps: list[str] = list(PurePosixPath(page).parent.parts)
    for step in target.split("/"):
        if step == "..":
            steps = steps[:-1] if steps and steps[-1] != step else [*steps, step]
        elif step not in {"", "."}:
            steps.append(step)
    return "/".join(steps)
