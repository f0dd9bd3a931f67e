"""The difference between the disk and what a build gives, as text that patch programs read."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path, PurePosixPath

from platformgen.artifact import ArtifactSet
from platformgen.shell.outcome import Changes
from platformgen.shell.tree import read

# As `diff` and git write below a last line that has no end.
_NO_END = "\n\\ No newline at end of file"


def difference(artifacts: ArtifactSet, root: Path, todo: Changes) -> Iterator[str]:
    """Yield the lines of a unified diff from the disk to the artifacts, without line ends."""
    for path in sorted({*todo.written, *todo.removed}):
        standing = read(root, path)
        old = _lines(standing or b"")
        new = _lines(artifacts.get(PurePosixPath(path), b""))
        before = "/dev/null" if standing is None else f"a/{path}"
        after = f"b/{path}" if path in todo.written else "/dev/null"
        yield from unified_diff(old, new, before, after, lineterm="")


def _lines(content: bytes) -> list[str]:
    *lines, rest = content.decode(errors="replace").split("\n")
    return [*lines, f"{rest}{_NO_END}"] if rest else lines
