"""The difference between the disk and what a build gives, as text."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path, PurePosixPath

from platformgen.artifact import ArtifactSet
from platformgen.shell.outcome import Changes
from platformgen.shell.tree import read


def difference(artifacts: ArtifactSet, root: Path, todo: Changes) -> Iterator[str]:
    """Yield the lines of a unified diff from the disk to the artifacts, without line ends."""
    for path in sorted({*todo.written, *todo.removed}):
        standing = read(root, path)
        old = _lines(standing or b"")
        new = _lines(artifacts.get(PurePosixPath(path), b""))
        before = "/dev/null" if standing is None else f"a/{path}"
        after = f"b/{path}" if path in todo.written else "/dev/null"
        yield from map(_shown, unified_diff(old, new, before, after, lineterm=""))


_SHOWN_MAX = 500
"""Of a longer line, as drawings have, a person reads the beginning."""


def _shown(line: str) -> str:
    hidden = len(line) - _SHOWN_MAX
    return line if hidden <= 0 else f"{line[:_SHOWN_MAX]}… and {hidden} characters more"


def _lines(content: bytes) -> list[str]:
    return content.decode(errors="replace").split("\n")[: -1 if content.endswith(b"\n") else None]
