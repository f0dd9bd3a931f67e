"""One folder made equal to another: what changed is written, what is gone is removed, in order.

A reader of the target never meets a page without what it shows: assets come first, then pages,
removals last. Each file is replaced as a whole.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TEMPORARY = ".platformgen-new"
"""The name of the one file that may be left behind when we are killed; the next run removes it."""


@dataclass(frozen=True, slots=True)
class Mirrored:
    """The paths that were written and removed, in that order, relative to the target."""

    written: tuple[str, ...]
    removed: tuple[str, ...]


def mirror(source: Path, target: Path, first: str = "") -> Mirrored:
    """Make target hold what source holds; `first` names a file that is written before all others.

    Links in the target are never followed, only removed.
    """
    wanted = sorted(_files(source), key=lambda path: (path != first, path.endswith(".html"), path))
    target.mkdir(parents=True, exist_ok=True)
    standing = set(_files(target))
    written = [
        path
        for path in wanted
        if path not in standing or _content(target / path) != (source / path).read_bytes()
    ]
    for path in written:
        _write(target, path, (source / path).read_bytes())
    removed = sorted(set(_files(target)) - set(wanted))
    for path in removed:
        (target / path).unlink()
    _remove_empty_folders(target)
    return Mirrored(tuple(written), tuple(removed))


def holds_something_else(target: Path, mark: str) -> bool:
    """Tell whether a folder has files, but not the one by which a site of ours is known."""
    if not target.is_dir() or (target / mark).is_file():
        return False
    return any(path != TEMPORARY for path in _files(target))


def _files(folder: Path, prefix: str = "") -> Iterator[str]:
    """Yield what is no folder: files, and links, which we do not follow."""
    for entry in _entries(folder):
        if entry.is_dir(follow_symlinks=False):
            yield from _files(folder / entry.name, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}"


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return list(entries)


def _content(file: Path) -> bytes | None:
    return None if file.is_symlink() or not file.is_file() else file.read_bytes()


def _write(target: Path, path: str, content: bytes) -> None:
    folder = target
    for name in path.split("/")[:-1]:
        folder /= name
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            folder.unlink()
        folder.mkdir(exist_ok=True)
    file = target / path
    if file.is_dir() and not file.is_symlink():
        _remove_tree(file)
    new = target / TEMPORARY
    new.unlink(missing_ok=True)
    new.write_bytes(content)
    new.replace(file)


def _remove_tree(folder: Path) -> None:
    for path in list(_files(folder)):
        (folder / path).unlink()
    _remove_empty_folders(folder)
    folder.rmdir()


def _remove_empty_folders(folder: Path) -> None:
    for entry in _entries(folder):
        if entry.is_dir(follow_symlinks=False):
            inner = folder / entry.name
            _remove_empty_folders(inner)
            if not _entries(inner):
                inner.rmdir()
