"""A place made to hold what a folder holds: what changed is written, what is gone is removed.

In such an order that a reader never meets a page without what it shows, nor a link to a page that
is not there yet: assets, new pages, pages that changed, what names pages; removals last.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path

from msgspec import Struct

from platformgen.shell.stores.folder import TEMPORARY
from platformgen.shell.stores.store import Store

_NAMES_PAGES = ("search/search_index.json", "search.json", "sitemap.xml", "sitemap.xml.gz")


class Transfer(Struct, frozen=True):
    """What a place lacks: the files to write, one step after the other, then those to remove."""

    steps: tuple[tuple[str, ...], ...]
    removed: tuple[str, ...]

    @property
    def written(self) -> tuple[str, ...]:
        """All files to write, in order."""
        return tuple(chain.from_iterable(self.steps))


def mirror(source: Path, store: Store, mark: str) -> Transfer:
    """Make a store hold what a folder holds; return what was changed in it."""
    made = transfer(source, store, store.list(), mark)
    carry_out(made, source, store)
    return made


def transfer(source: Path, store: Store, standing: Mapping[str, str], mark: str) -> Transfer:
    """Return what makes a store, where `standing` is listed, hold what a folder holds.

    `mark` names the file by which the place is known as ours: it comes before all else where it is
    not there, so that whoever goes on after us knows it; and last where it is.
    """

    def is_stale(path: str) -> bool:
        told = standing.get(path)
        return told is None or not store.is_same(path, told, (source / path).read_bytes())

    def step(path: str) -> int:
        if path == mark:
            return 4 if mark in standing else 0
        if path in _NAMES_PAGES:
            return 4
        if not path.endswith(".html"):
            return 1
        return 3 if path in standing else 2

    wanted = sorted(_files(source))
    answers = zip(wanted, _each(is_stale, wanted, store.at_once), strict=True)
    stale = [path for path, is_so in answers if is_so]
    steps = (tuple(path for path in stale if step(path) == number) for number in range(5))
    return Transfer(tuple(filter(None, steps)), tuple(sorted(standing.keys() - set(wanted))))


def carry_out(made: Transfer, source: Path, store: Store) -> None:
    """Write and remove; a step begins when the one before is done, whole.

    Where it is broken off, the place holds what it held, some of it newer: running again goes on.
    """
    for paths in made.steps:
        _each(lambda path: store.put(path, (source / path).read_bytes()), paths, store.at_once)
    _each(store.delete, made.removed, store.at_once)


def is_something_else(standing: Iterable[str], mark: str) -> bool:
    """Tell whether a place has files, but not the one by which a site of ours is known."""
    paths = set(standing) - {TEMPORARY}
    return bool(paths) and mark not in paths


def _each(act: Callable[[str], object], paths: Iterable[str], at_once: int) -> list[object]:
    """Return what came of each path, in order; after a failure no other one is begun."""
    if at_once == 1:
        return [act(path) for path in paths]
    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(act, paths))


def _files(folder: Path, prefix: str = "") -> Iterator[str]:
    with os.scandir(folder) as entries:
        found = list(entries)
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            yield from _files(folder / entry.name, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}"
