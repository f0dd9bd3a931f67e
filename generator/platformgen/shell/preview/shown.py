"""What the preview shows: the site on disk, and over it what changed since it was built."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from threading import Lock

from platformgen.shell import mkdocs
from platformgen.shell.mkdocs import SiteError
from platformgen.shell.preview.renderer import Renderer
from platformgen.shell.record import Stamp
from platformgen.shell.site import CONFIGURATION, sources

_AT_ONCE = 10
"""The most pages that are made before somebody asks for them."""


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
        self._pages: dict[str, bytes] = {}
        self._stale: set[str] = set()
        self._gone: set[str] = set()

    def begin(self, outputs: Mapping[str, Stamp | None]) -> None:
        """Take these outputs for those that the site on disk was built from."""
        with self._lock:
            self._sources = self._of(outputs)
            self._renderer.copy(self._sources)
            self._renderer.load()

    def update(self, outputs: Mapping[str, Stamp | None]) -> tuple[str, ...]:
        """Show what these outputs say; return what is wrong with the pages that changed."""
        with self._lock:
            before, now = self._sources, self._of(outputs)
            changed = [path for path, stamp in now.items() if before.get(path) != stamp]
            removed = before.keys() - now.keys()
            self._renderer.copy(changed)
            self._renderer.forget(removed)
            # Only now: where copying failed, they are still to come.
            self._sources = now
            pages = self._pages_of(changed)
            self._gone = (self._gone | self._pages_of(removed)) - self._pages_of(now)
            if f"{self._folder}/{CONFIGURATION}" in changed or pages - self._pages_of(before):
                # Titles and places of pages are on every page.
                self._stale = self._pages_of(now)
                self._renderer.load()
            self._stale |= pages
            return self._wrong_with(pages) if len(pages) <= _AT_ONCE else ()

    def content(self, path: str) -> bytes | None:
        """Return what a file of the site holds now; None where there is none."""
        with self._lock:
            if path in self._gone:
                return None
            if path in self._stale:
                self._render(path)
            if path in self._pages:
                return self._pages[path]
            source = f"{self._folder}/techdocs/{path}"
            is_source = source in self._sources
        try:
            return mkdocs.read(self._root, source if is_source else f"{self._folder}/site/{path}")
        except SiteError:
            return None

    def _wrong_with(self, pages: Iterable[str]) -> tuple[str, ...]:
        found = [warning for page in sorted(pages) for warning in self._render(page)]
        return tuple(dict.fromkeys(found))

    def _render(self, path: str) -> tuple[str, ...]:
        made = self._renderer.render(path)
        if made.content is not None:
            self._pages[path] = made.content
        self._stale.discard(path)
        return made.warnings

    def _of(self, outputs: Mapping[str, Stamp | None]) -> dict[str, Stamp | None]:
        return {path: outputs[path] for path in sources(self._folder, outputs)}

    def _pages_of(self, paths: Iterable[str]) -> set[str]:
        start = f"{self._folder}/techdocs/"
        return {page(path.removeprefix(start)) for path in paths if path.endswith(".md")}


def page(source: str) -> str:
    """Return where a page stands in the site: `a.md` at `a/index.html`, `index.md` beside it."""
    stem = source.removesuffix(".md")
    return f"{stem}.html" if stem.rpartition("/")[2] == "index" else f"{stem}/index.html"
