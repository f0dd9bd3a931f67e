"""What the preview shows: the site on disk, and over it what changed since it was built."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from threading import Lock
from time import sleep

from platformgen.shell import mkdocs
from platformgen.shell.mkdocs import SiteError
from platformgen.shell.preview.renderer import Rendered, Renderer
from platformgen.shell.record import Stamp
from platformgen.shell.site import CONFIGURATION, sources

_AT_ONCE = 10
"""The most pages that are made before somebody asks for them."""

_GIVING_WAY_SECONDS = 0.005


class Shown:
    """The files of a site by their paths; a page is made when somebody wants to see it.

    Nothing is written: `build/site` is what a build makes, and a preview's pages are in memory.
    """

    def __init__(self, root: Path, folder: str, renderer: Renderer) -> None:
        self._root = root
        self._folder = folder
        self._renderer = renderer
        self._lock = Lock()
        self._sources: dict[str, Stamp | None] = {}
        self._pages: dict[str, Rendered] = {}
        self._stale: set[str] = set()
        self._gone: set[str] = set()

    def begin(self, outputs: Mapping[str, Stamp | None]) -> None:
        """Take these outputs for those that the site on disk was built from."""
        with self._lock:
            self._sources = self._of(outputs)
            self._renderer.copy(self._sources)
            self._renderer.load()

    def update(self, outputs: Mapping[str, Stamp | None]) -> tuple[str, ...]:
        """Show what these outputs say; return the pages that changed, the smallest first."""
        with self._lock:
            before, now = self._sources, self._of(outputs)
            changed = sorted(
                (path for path, stamp in now.items() if before.get(path) != stamp),
                key=lambda path: now[path] or [0],
            )
            removed = before.keys() - now.keys()
            self._renderer.copy(changed)
            self._renderer.forget(removed)
            # Only now: where copying failed, they are still to come.
            self._sources = now
            pages, there = self._pages_of(changed), self._pages_of(now).keys()
            self._gone = (self._gone | self._pages_of(removed).keys()) - there
            if f"{self._folder}/{CONFIGURATION}" in changed or pages.keys() - self._pages_of(
                before
            ):
                # Titles and places of pages are on every page.
                self._stale = set(there)
                self._renderer.load()
            self._stale |= pages.keys()
            return tuple(pages)

    def wrong_with(self, pages: Sequence[str]) -> tuple[str, ...]:
        """Return what is wrong with pages, made for that; nothing where they are many.

        It takes its time: a page that somebody waits for is made before the next of these.
        """
        found: list[str] = []
        for page in pages if len(pages) <= _AT_ONCE else ():
            with self._lock:
                made = self._made(page)
            found += made.warnings if made else ()
            # A lock goes to who is awake, not to who came first.
            sleep(_GIVING_WAY_SECONDS)
        return tuple(dict.fromkeys(found))

    def content(self, path: str) -> bytes | None:
        """Return what a file of the site holds now; None where there is none."""
        with self._lock:
            if path in self._gone:
                return None
            made = self._made(path)
            if made is not None:
                return made.content
            source = f"{self._folder}/techdocs/{path}"
            is_source = source in self._sources
        try:
            return mkdocs.read(self._root, source if is_source else f"{self._folder}/site/{path}")
        except SiteError:
            return None

    def _made(self, path: str) -> Rendered | None:
        """Return a page that changed since the site was built; made now, if it is stale."""
        if path in self._stale:
            made = self._renderer.render(path)
            if made.content is not None:
                self._pages[path] = made
            self._stale.discard(path)
        return self._pages.get(path)

    def _of(self, outputs: Mapping[str, Stamp | None]) -> dict[str, Stamp | None]:
        return {path: outputs[path] for path in sources(self._folder, outputs)}

    def _pages_of(self, paths: Iterable[str]) -> dict[str, None]:
        """Return the pages that files are the sources of, in the same order."""
        start = f"{self._folder}/techdocs/"
        sources = (path.removeprefix(start) for path in paths if path.endswith(".md"))
        return dict.fromkeys(page(source) for source in sources)


def page(source: str) -> str:
    """Return where a page stands in the site: `a.md` at `a/index.html`, `index.md` beside it."""
    stem = source.removesuffix(".md")
    return f"{stem}.html" if stem.rpartition("/")[2] == "index" else f"{stem}/index.html"
