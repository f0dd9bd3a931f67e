"""The standalone site, build/site: made of the pages on disk, and not made again of the same."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from platformgen.shell import mkdocs, ours, zensical
from platformgen.shell.engines import ENGINES, MKDOCS, ZENSICAL, Engine
from platformgen.shell.exclusive import SCRATCH
from platformgen.shell.mirror import is_something_else, mirror
from platformgen.shell.mkdocs import SiteError
from platformgen.shell.outcome import Changes
from platformgen.shell.stores.folder import FolderStore

CONFIGURATION = "site.yml"


class Site(Struct, frozen=True):
    """The site on disk: the digest of what it is made of, and how many files changed by it."""

    digest: str
    changed: int


def site(
    root: Path, folder: str, outputs: Iterable[str], last: str | None, engine: Engine = MKDOCS
) -> Site:
    """Bring the site under `folder` (`build`, or an environment's) up to date.

    `outputs` are the files of the last build, by path from root; `last` is the digest that the
    site there was made of. Nothing but those files is read. The caller holds the project's lock.
    """
    if engine is ZENSICAL:
        zensical.require()
    paths = sources(folder, outputs)
    digest = mkdocs.digest(root, paths, engine)
    target = root / folder / "site"
    if digest == last and (target / "index.html").is_file():
        return Site(digest, 0)
    for each in ours.obstacles(root, [f"{folder}/site/{engine.mark}"], Changes(), ()):
        raise SiteError(f"{each.path} {each.reason}")
    store = FolderStore(target)
    marks = (each.mark for each in ENGINES.values())
    if last is None and all(is_something_else(store.list(), mark) for mark in marks):
        raise SiteError(f"{folder}/site holds something else than a site: nothing is written there")
    with mkdocs.staged(root / SCRATCH) as stage:
        build = zensical.build if engine is ZENSICAL else mkdocs.build
        built = build(root, paths, f"{folder}/{CONFIGURATION}", stage)
        done = mirror(built, store, engine.mark)
    return Site(digest, len(done.written) + len(done.removed))


def sources(folder: str, outputs: Iterable[str]) -> list[str]:
    """Return the files that the standalone site is made of."""
    pages, configuration = f"{folder}/techdocs/", f"{folder}/{CONFIGURATION}"
    return sorted(path for path in outputs if path.startswith(pages) or path == configuration)
