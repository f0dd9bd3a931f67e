"""Which of the files on disk are ours to replace or remove, and what is in the way of a build."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from platformgen.artifact import HEADER_TEXT
from platformgen.shell.outcome import Changes

_MARKER = HEADER_TEXT.encode()
_FIRST_LINE_MAX = 512


class Obstacle(Struct, frozen=True):
    """What stands where an output belongs, and why it is not replaced."""

    path: str
    reason: str


def generated(root: Path, folders: Iterable[str], skipped: Iterable[str]) -> Iterator[str]:
    """Yield the files under folders of ours whose first line says that we wrote them."""
    without = frozenset(skipped)
    for folder in folders:
        for path in _files(root, folder, without):
            if _is_marked(f"{root}/{path}"):
                yield path


def standing(root: Path, paths: Iterable[str]) -> list[str]:
    """Return the paths where a file stands that says it is ours, and to which no link leads."""
    folders = _Folders(root)
    return [path for path in paths if folders.block(path) is None and _is_marked(f"{root}/{path}")]


def obstacles(
    root: Path, wanted: Iterable[str], todo: Changes, torn: Collection[str]
) -> list[Obstacle]:
    """Return what a build would have to destroy, or to follow out of the project.

    `wanted` are the paths of all outputs; `torn` are those that a build may have left half written:
    they may be replaced whatever they hold. Any other file has to say that it is ours: whoever
    takes that line away takes the file over.
    """
    folders = _Folders(root)
    written, removed = set(todo.written), set(todo.removed)
    found: dict[str, Obstacle] = {}
    for path in wanted:
        blocked = folders.block(path)
        if blocked is not None:
            if blocked not in removed:
                found[blocked] = Obstacle(blocked, folders.reason(blocked))
        elif path in written and (reason := _reason(root, path, removed, torn)):
            found[path] = Obstacle(path, reason)
    return list(found.values())


class _Folders:
    """The folders that paths lead through; each is looked at once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.seen: dict[str, str | None] = {"": None}

    def block(self, path: str) -> str | None:
        """Return the first part of the way to a path that is there and is no folder."""
        parent = path.rpartition("/")[0]
        if parent not in self.seen:
            above = self.block(parent)
            self.seen[parent] = above or (parent if self._is_something_else(parent) else None)
        return self.seen[parent]

    def reason(self, path: str) -> str:
        """Return why something that is no folder is in the way."""
        if os.path.islink(f"{self.root}/{path}"):  # noqa: PTH114  # thousands of files
            return "is a link, and outputs are written to folders of the project alone"
        return "is not a folder, and outputs belong in it"

    def _is_something_else(self, path: str) -> bool:
        try:
            return not stat.S_ISDIR(os.lstat(f"{self.root}/{path}").st_mode)
        except (FileNotFoundError, NotADirectoryError):
            return False


def _reason(root: Path, path: str, removed: Collection[str], torn: Collection[str]) -> str:
    try:
        mode = os.lstat(f"{root}/{path}").st_mode
    except (FileNotFoundError, NotADirectoryError):
        return ""
    if stat.S_ISLNK(mode):
        return "is a link, and a build would write a file there"
    if stat.S_ISDIR(mode):
        files = list(_files(root, path, frozenset()))
        # One that a build empties, it removes; one that is empty already is somebody's.
        is_emptied = bool(files) and all(file in removed for file in files)
        return "" if is_emptied else "is a folder, and a build would write a file there"
    if stat.S_ISREG(mode) and (path in torn or _is_marked(f"{root}/{path}")):
        return ""
    return "is not ours, and a build would write over it"


def _files(root: Path, path: str, without: frozenset[str]) -> Iterator[str]:
    """Yield what is no folder, at a path or under it; links are not followed."""
    try:
        entries = sorted(os.scandir(f"{root}/{path}"), key=lambda each: each.name)
    except NotADirectoryError:
        yield path
        return
    except FileNotFoundError:
        return
    for entry in entries:
        below = f"{path}/{entry.name}"
        if below in without:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(root, below, without)
        else:
            yield below


def _is_marked(file: str) -> bool:
    """Tell whether the first line of a regular file says that we wrote it."""
    try:
        if not stat.S_ISREG(os.lstat(file).st_mode):
            return False
        with open(file, "rb") as opened:  # noqa: PTH123  # thousands of files
            return _MARKER in opened.readline(_FIRST_LINE_MAX)
    except OSError:
        return False
