"""Links of hand-written pages that lead nowhere, found before anything is written.

What a spec that is only checked does not need is made when a link asks for it: a page of ours for
its anchors, drawings for their names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import PurePosixPath

from platformgen.check.subject import nearest
from platformgen.diagnostic import Diagnostic, Span
from platformgen.model import Platform, TextFile
from platformgen.pages.anchors import anchors, written_anchors
from platformgen.pages.paths import LLMS, made_paths
from platformgen.pages.references import Broken, broken_links, written_at
from platformgen.pipeline.contents import PAGES
from platformgen.source import Document

_WHY = "a reader who follows it finds nothing, and the site is not built with it"
_ASSETS = "assets/"
_PAGE_SUFFIXES = ("", ".md", ".html")


def lost_links(
    platform: Platform, spec: Document, written: Iterable[TextFile]
) -> Iterator[Diagnostic]:
    """Yield an error for each link that leads to nothing in the site.

    `written` are the platform's pages as people wrote them, before references were looked up.
    """
    site = _Site(platform)
    yield from _runbooks(platform, spec, site)
    sources = {each.path: each.content for each in written}
    for page in platform.pages:
        for broken in broken_links(page, site, site.anchors):
            yield _diagnostic(page, sources[page.path], broken, site)


def _runbooks(platform: Platform, spec: Document, site: _Site) -> Iterator[Diagnostic]:
    for component in platform.components:
        for index, alert in enumerate(component.alerts):
            page, _, anchor = (alert.runbook or "").partition("#")
            path = page.removeprefix(PAGES)
            if not anchor or path == page or anchor in site.anchors(path):
                continue
            at = ("components", component.name, "alerts", index, "runbook")
            yield Diagnostic(
                code="PG063",
                what=f"the runbook of {alert.name} leads to no section of {path}",
                span=spec.span(at),
                why=_WHY,
                fix=nearest(anchor, site.anchors(path)),
            )


def _diagnostic(page: TextFile, source: str, broken: Broken, site: _Site) -> Diagnostic:
    place = written_at(broken.link, page.content, source)
    if broken.anchor is None:
        where, fix = "no page of the site", site.likely(page.path, broken.path)
    else:
        where = f"no section of {broken.path}"
        fix = nearest(broken.anchor, site.anchors(broken.path))
    return Diagnostic(
        code="PG063",
        what=f"the link to {broken.link.target} leads to {where}",
        span=Span(f"{PAGES}{page.path}", place.line, place.column),
        why=_WHY,
        fix=fix,
    )


class _Site:
    """What the site will have, each part found out when it is asked for."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._written: Mapping[str, TextFile] = {each.path: each for each in platform.pages}
        self._pages = made_paths(platform) | self._written.keys()
        self._anchors: dict[str, frozenset[str]] = {}
        self._drawings: frozenset[str] | None = None

    def __contains__(self, path: object) -> bool:
        if path in self._pages or path == LLMS:
            return True
        return isinstance(path, str) and path.startswith(_ASSETS) and path in self._drawn()

    def anchors(self, path: str) -> frozenset[str]:
        """Return the ids of a page's sections."""
        if path not in self._anchors:
            written = self._written.get(path)
            self._anchors[path] = (
                written_anchors(written) if written else frozenset(anchors(self._made(path)))
            )
        return self._anchors[path]

    def likely(self, page: str, wrong: str) -> str:
        """Return which link a page may have meant by a path that there is not."""
        name = PurePosixPath(wrong).name
        if wrong.startswith(_ASSETS):
            return nearest(
                _relative(page, wrong), (_relative(page, each) for each in self._drawn())
            )
        if PurePosixPath(name).suffix not in _PAGE_SUFFIXES:
            return "only pages and drawings go into the site: use the address of the file"
        same = [each for each in self._pages if PurePosixPath(each).name == name]
        towards = partial(_relative, page)
        return nearest(towards(wrong), map(towards, same or self._pages))

    def _made(self, path: str) -> str:
        from platformgen.emit.pages import made_page  # noqa: PLC0415  # 100 ms, hardly ever needed

        return made_page(self._platform, path).body

    def _drawn(self) -> frozenset[str]:
        if self._drawings is None:
            from platformgen.emit.pages import drawings  # noqa: PLC0415  # as above

            self._drawings = frozenset(drawings(self._platform))
        return self._drawings


def _relative(page: str, path: str) -> str:
    """Return the link from a page to a path; both are relative to the site's root."""
    here, there = PurePosixPath(page).parent.parts, PurePosixPath(path).parts
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return "/".join([*(".." for _ in here[shared:]), *there[shared:]])
