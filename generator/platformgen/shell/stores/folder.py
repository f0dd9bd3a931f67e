"""A folder of this machine. Each file is replaced as a whole; links are never followed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

TEMPORARY = ".platformgen-new"
"""The name of the one file that may be left behind when we are killed; the next run removes it."""


@dataclass(frozen=True, slots=True)
class FolderStore:
    """The files under a folder, which need not be there before the first is put."""

    folder: Path

    @property
    def place(self) -> str:
        """Where it is, in words for the person."""
        return str(self.folder)

    @property
    def at_once(self) -> int:
        """How many calls it bears beside each other."""
        return 1

    def list(self) -> Mapping[str, str]:
        """Return every path that is no folder; of its content nothing is told."""
        return dict.fromkeys(_files(self.folder), "") if self.folder.is_dir() else {}

    def is_same(self, path: str, told: str, content: bytes) -> bool:  # noqa: ARG002  # its protocol
        """Tell whether a file, and no link, holds this content."""
        file = self.folder / path
        if file.is_symlink() or not file.is_file() or file.stat().st_size != len(content):
            return False
        return file.read_bytes() == content

    def put(self, path: str, content: bytes) -> None:
        """Make a file hold this content; what is in its way is removed."""
        file = self.folder / path
        self.folder.mkdir(parents=True, exist_ok=True)
        _make_way(self.folder, path)
        new = self.folder / TEMPORARY
        new.unlink(missing_ok=True)
        try:
            new.write_bytes(content)
            new.replace(file)
        except OSError as error:
            new.unlink(missing_ok=True)
            # A disk that is full says so to a write, which knows no name.
            raise OSError(error.errno, error.strerror, str(file)) from error

    def delete(self, path: str) -> None:
        """Remove a file, and the folders that are empty without it."""
        file = self.folder / path
        # What was put since may have made a folder of it, or a file of its folder.
        with suppress(FileNotFoundError, NotADirectoryError):
            if not file.is_dir() or file.is_symlink():
                file.unlink()
        for parent in file.relative_to(self.folder).parents[:-1]:
            try:
                (self.folder / parent).rmdir()
            except OSError:
                return


def _files(folder: Path, prefix: str = "") -> Iterator[str]:
    """Yield what is no folder: files, and links, which we do not follow."""
    with os.scandir(folder) as entries:
        found = list(entries)
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            yield from _files(folder / entry.name, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}"


def _make_way(top: Path, path: str) -> None:
    """Make the folders of a path, in the place of files and links, and leave no folder at it."""
    folder = top
    for name in path.split("/")[:-1]:
        folder /= name
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            folder.unlink()
        folder.mkdir(exist_ok=True)
    file = top / path
    if file.is_dir() and not file.is_symlink():
        _remove_tree(file)


def _remove_tree(folder: Path) -> None:
    with os.scandir(folder) as entries:
        found = list(entries)
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            _remove_tree(folder / entry.name)
        else:
            (folder / entry.name).unlink()
    folder.rmdir()
