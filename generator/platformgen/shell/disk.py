"""A project on disk: which files are sources, and reading them with care.

A file is read only if it is a regular file whose real path lies in the project, and only so far
as anything could make sense of it.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from platformgen.pipeline.project import Unreadable

BYTES_MAX = 16 * 1024 * 1024
SPECS, ENVIRONMENTS, PAGES = "specs", "specs/environments", "docs"
_YAML = (".yaml", ".yml")


class DiskProject:
    """The sources under one folder; it remembers the digest of every file that was read."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._real_root = os.path.realpath(root)
        self.digests: dict[str, str | None] = {}
        """blake2b by path; None for a file that could not be read."""

    def specs(self) -> list[str]:
        """Return the spec files but those of environments, sorted."""
        files = self._files(SPECS, _YAML)
        return [file for file in files if not file.startswith(f"{ENVIRONMENTS}/")]

    def environments(self) -> list[str]:
        """Return the names of environments, sorted."""
        return [Path(file).stem for file in self._files(ENVIRONMENTS, (".yaml",))]

    def pages(self) -> list[str]:
        """Return the hand-written pages under docs/, sorted."""
        return self._files(PAGES, (".md",))

    def read(self, path: str) -> bytes | Unreadable:
        """Return what a file holds, or why it cannot be read."""
        content = self._content(path)
        is_bytes = isinstance(content, bytes)
        self.digests[path] = digest(content) if is_bytes else None  # type: ignore[arg-type]  # narrowed by is_bytes
        return content

    def _content(self, path: str) -> bytes | Unreadable:
        real = os.path.realpath(os.path.join(self._real_root, path))  # noqa: PTH118  # realpath of text
        if not real.startswith(self._real_root + os.sep):
            return Unreadable("leads out of the project", "keep the file in the project")
        try:
            # Not following and not blocking: a link or a FIFO put there meanwhile is not read.
            opened = os.open(real, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except FileNotFoundError:
            return Unreadable("is not there", "make the file, or mend its path")
        except OSError as error:
            return Unreadable(f"cannot be read: {error.strerror}")
        with open(opened, "rb") as file:  # noqa: PTH123  # a descriptor
            state = os.fstat(opened)
            if not stat.S_ISREG(state.st_mode):
                return Unreadable("is not a regular file")
            if state.st_size > BYTES_MAX:
                return Unreadable(f"has more than {BYTES_MAX // 2**20} MiB", "split it")
            return file.read(BYTES_MAX + 1)

    def _files(self, folder: str, suffixes: tuple[str, ...]) -> list[str]:
        return sorted(self._walk(folder, suffixes))

    def _walk(self, folder: str, suffixes: tuple[str, ...]) -> Iterator[str]:
        try:
            entries = list(os.scandir(os.path.join(self._real_root, folder)))  # noqa: PTH118  # five times faster than Path
        except (FileNotFoundError, NotADirectoryError):
            return
        for entry in entries:
            name = entry.name
            if name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from self._walk(f"{folder}/{name}", suffixes)
            elif name.endswith(suffixes):
                yield f"{folder}/{name}"


def digest(content: bytes) -> str:
    """Return the digest by which contents are compared."""
    return blake2b(content, digest_size=16).hexdigest()
