"""Drawings in pages: an SVG that every reader shows, with its source and its words folded below."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from html import escape
from math import ceil
from pathlib import PurePosixPath

from msgspec import Struct

from platformgen import __version__
from platformgen.artifact import HEADER_TEXT, Artifact
from platformgen.diagram.graph import Graph
from platformgen.diagram.mermaid import mermaid
from platformgen.diagram.picture.lettering import SHOWN
from platformgen.diagram.picture.narrow import TEXT_MINIMUM
from platformgen.diagram.svg import Forbidden, Undrawable, svg
from platformgen.diagram.twin import sentences
from platformgen.language import phrases
from platformgen.pages.known import KnownSvg
from platformgen.pages.markdown import Markdown, fence, inset, text

FOLDER = "assets/diagrams"


class Figure(Struct, frozen=True, kw_only=True):
    """A drawing by the name of its file: Mermaid source, a title, and its content in sentences."""

    name: str
    title: str
    source: str
    sentences: tuple[str, ...]

    @property
    def path(self) -> str:
        """The path of its SVG from the site's root."""
        return f"{FOLDER}/{self.name}.svg"


def figure(name: str, title: str, graph: Graph, language: str) -> Figure:
    """Return the drawing of a graph."""
    return Figure(
        name=name,
        title=title,
        source=mermaid(graph),
        sentences=sentences(graph, language),
    )


def block(shown: Figure, way: Callable[[str], str], language: str) -> Markdown:
    """Return the Markdown that shows a drawing."""
    words = phrases(language)
    title = words["page.figure.words" if shown.sentences else "page.figure.source"]
    lines = [
        _image(shown, way),
        "",
        f'??? note "{text(title)}"',
        "",
        *(f"    - {text(sentence)}" for sentence in shown.sentences),
        *([""] if shown.sentences else []),
        inset(fence("text", shown.source)),
    ]
    return Markdown("\n".join(lines))


def fitted(body: str, shown: Figure, drawing: Artifact, way: Callable[[str], str]) -> str:
    """Return a page's Markdown with a drawing's size, and never smaller than its text can be read.

    Its place is kept until it has come, so that nothing moves. On a phone a wide drawing scrolls in
    its own box. No reader but a site of ours has a style sheet or a script of ours, so all of it is
    said in attributes that every reader keeps.
    """
    size = _SIZE.search(drawing.content)
    if size is None:
        return body
    width, height = float(size.group(1)), float(size.group(2))
    said = f'width="{ceil(width)}" height="{ceil(height)}"'
    least = ceil(width * TEXT_MINIMUM / SHOWN)
    box = ""
    if least > _ALWAYS_THERE:
        said, box = f'{said} style="min-width: {least}px"', _BOX
    image, lines = _image(shown, way), body.split("\n")
    for index, line in enumerate(lines):
        indent = line.removesuffix(image)
        if line.endswith(image) and not indent.strip(" "):
            lines[index] = f"{line}{{ {said} }}" + (f"\n{indent}{box}" if box else "")
            break
    return "\n".join(lines)


_ALWAYS_THERE = 280
"""Pixels that the narrowest of phones leaves a drawing in any reader."""

_BOX = '{ style="overflow-x: auto" tabindex="0" }'

_SIZE = re.compile(rb'<svg [^>]*? width="([\d.]+)" height="([\d.]+)"')


def _image(shown: Figure, way: Callable[[str], str]) -> Markdown:
    return Markdown(f"![{text(shown.title)}]({way(shown.path)})")


def drawn(shown: Figure, known: KnownSvg) -> Artifact:
    """Return the SVG of a drawing; one that stands there already is not drawn again.

    The first line says what it was drawn from and by which version.
    """
    head = _head(shown)
    now = known(shown.path)
    if now is None or not now.startswith(head):
        now = head + svg(shown.source, title=shown.title, description=" ".join(shown.sentences))
    return Artifact(PurePosixPath(shown.path), now.encode())


def refusal(shown: Figure, known: KnownSvg) -> str | None:
    """Return why a drawing cannot be drawn, or None; what is drawn already can be."""
    now = known(shown.path)
    if now is not None and now.startswith(_head(shown)):
        return None
    try:
        svg(shown.source, title=shown.title, description="")
    except (Forbidden, Undrawable) as reason:
        return str(reason)
    return None


def _head(shown: Figure) -> str:
    parts = (__version__, shown.title, shown.source, *shown.sentences)
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    return f"<!-- {escape(HEADER_TEXT)} Source: sha256:{digest} -->\n"
