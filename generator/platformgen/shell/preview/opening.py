"""A preview from its first request to its end, with nothing left behind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from platformgen.shell import record
from platformgen.shell.environments import home
from platformgen.shell.preview.board import Board
from platformgen.shell.preview.renderer import Renderer
from platformgen.shell.preview.server import served
from platformgen.shell.preview.shown import Shown
from platformgen.shell.site import CONFIGURATION


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A site that is served: its URL, what it shows, and what its pages are told."""

    url: str
    board: Board
    shown: Shown
    folder: Path
    """The folder of the record of what was built."""

    def begin(self) -> None:
        """Take what the last build wrote for what the site on disk was built from."""
        self.shown.begin(record.finished(self.folder).outputs)
        self.board.renew()

    def update(self) -> tuple[str, ...]:
        """Show what the last build wrote; return what is wrong with the pages that changed.

        Who looks at a page sees it before all of them are looked through.
        """
        changed = self.shown.update(record.finished(self.folder).outputs)
        self.board.renew()
        found = self.shown.wrong_with(changed)
        if found:
            self.board.show(found)
        return found


@contextmanager
def preview(root: Path, environment: str | None, port: int) -> Iterator[Preview]:
    """Serve the site of a project until the end of the block."""
    folder, board = home(environment), Board()
    with TemporaryDirectory(prefix="platformgen-") as stage:
        renderer = Renderer(root, f"{folder}/{CONFIGURATION}", Path(stage).resolve())
        shown = Shown(root, folder, renderer)
        try:
            with served(shown, board, port) as url:
                yield Preview(url=url, board=board, shown=shown, folder=root / folder)
        finally:
            renderer.close()
