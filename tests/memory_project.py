"""A project that is nowhere on disk: its files are a mapping from paths to bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from platformgen.project import Unreadable

_ENVIRONMENTS = "specs/environments/"
_YAML = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class MemoryProject:
    """The sources of one platform, by path from its root."""

    files: Mapping[str, bytes]
    unreadable: Mapping[str, Unreadable] = field(default_factory=dict)
    """What is there and cannot be read, by path."""

    @classmethod
    def of(cls, folder: Path) -> MemoryProject:
        """Return what a folder holds."""
        return cls(
            {
                file.relative_to(folder).as_posix(): file.read_bytes()
                for file in sorted(folder.rglob("*"))
                if file.is_file()
            }
        )

    def specs(self) -> list[str]:
        """Return the spec files but those of environments, sorted."""
        files = [file for file in self._under("specs/") if file.endswith(_YAML)]
        return [file for file in files if not file.startswith(_ENVIRONMENTS)]

    def environments(self) -> list[str]:
        """Return the names of environments, sorted."""
        return [PurePosixPath(file).stem for file in self._under(_ENVIRONMENTS)]

    def pages(self) -> list[str]:
        """Return the hand-written pages, sorted."""
        return [file for file in self._under("docs/") if file.endswith(".md")]

    def read(self, path: str) -> bytes | Unreadable:
        """Return what a file holds, or that it is not there."""
        if path in self.files:
            return self.files[path]
        return self.unreadable.get(path, Unreadable("is not there", is_absent=True))

    def _under(self, folder: str) -> list[str]:
        return sorted(file for file in (*self.files, *self.unreadable) if file.startswith(folder))
