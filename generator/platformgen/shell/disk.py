"""A project on disk: which files are sources, and reading them with care.

A file is read only if it is a regular file whose real path lies in the project, and only so far
as anything could make sense of it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from platformgen.project import Unreadable
from platformgen.shell.regular import content

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
        files = [Path(file) for file in self._files(ENVIRONMENTS, (".yaml",))]
        return [file.stem for file in files if file.parent == Path(ENVIRONMENTS)]

    def pages(self) -> list[str]:
        """Return the hand-written pages under docs/, sorted."""
        return self._files(PAGES, (".md",))

    def read(self, path: str) -> bytes | Unreadable:
        """Return what a file holds, or why it cannot be read."""
        found = self._content(path)
        self.digests[path] = digest(found) if isinstance(found, bytes) else None
        return found

    def _content(self, path: str) -> bytes | Unreadable:
        real = os.path.realpath(os.path.join(self._real_root, path))  # noqa: PTH118  # realpath of text
        if not real.startswith(self._real_root.rstrip(os.sep) + os.sep):
            return Unreadable("leads out of the project", "keep the file in the project")
        # What realpath found is read, and no link that was put there meanwhile.
        return content(real)

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
