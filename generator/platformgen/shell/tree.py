"""Artifacts on disk: compare, write what differs, remove what is stale.

Nothing is written or removed through a link, and every file is replaced as a whole.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from platformgen.artifact import ArtifactSet
from platformgen.shell import ours, regular, whole
from platformgen.shell.outcome import Changes

_BYTES_MAX = 1024 * 1024 * 1024


def changes(
    artifacts: ArtifactSet, root: Path, known: Iterable[str], standing: Mapping[str, bytes]
) -> Changes:
    """Return what differs between artifacts and disk.

    `known` are the paths that earlier builds wrote: what still says so, and is none of the
    artifacts, is to be removed. `standing` is what is known to stand on the disk, and need not be
    read. Line ends of Windows do not count.
    """
    wanted = {str(path): content for path, content in artifacts.items()}
    written = tuple(
        path
        for path, content in wanted.items()
        if standing.get(path) != content and read(root, path) != content
    )
    stale = ours.standing(root, {*known} - wanted.keys())
    return Changes(written, tuple(sorted(stale)))


def read(root: Path, path: str) -> bytes | None:
    """Return what stands at a path of an output; None where no regular file does."""
    found = regular.content(f"{root}/{path}", _BYTES_MAX)
    return found.replace(b"\r\n", b"\n") if isinstance(found, bytes) else None


def write(artifacts: ArtifactSet, root: Path, todo: Changes, scratch: Path) -> None:
    """Make the disk agree with the artifacts.

    What is stale goes first: a folder may stand where now a file belongs, and the reverse.
    """
    for path in todo.removed:
        os.unlink(f"{root}/{path}")  # noqa: PTH108  # thousands of files
        _remove_empty_folders(root, path)
    made: set[str] = set()
    for path in todo.written:
        folder = path.rpartition("/")[0]
        if folder not in made:
            os.makedirs(f"{root}/{folder}", exist_ok=True)  # noqa: PTH103  # as above
            made.add(folder)
        whole.write(f"{root}/{path}", artifacts[PurePosixPath(path)], scratch)


def _remove_empty_folders(root: Path, path: str) -> None:
    for folder in PurePosixPath(path).parents:
        if folder == PurePosixPath():
            return
        try:
            (root / folder).rmdir()
        except OSError:
            return
