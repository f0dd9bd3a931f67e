"""Artifacts on disk: write what differs, remove what is stale, compare.

Existing files are replaced as a whole, by a temporary file in one folder of our own and a rename.
New files are written in place: a torn one is in the record, and the next build mends it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path, PurePosixPath

from platformgen.artifact import HEADER_TEXT, ArtifactSet
from platformgen.shell.failure import WorldError

TEMPORARY = "build/.tmp"


class TreeError(WorldError):
    """The disk does not let us do what we must; the message is for the person."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The paths that a build writes and removes, sorted."""

    written: tuple[str, ...]
    removed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.written or self.removed)


def changes(artifacts: ArtifactSet, root: Path, known: Iterable[str]) -> Changes:
    """Return what differs between artifacts and disk; `known` are the paths that are ours."""
    wanted = {str(path): content for path, content in artifacts.items()}
    written = tuple(path for path, content in wanted.items() if _read(root, path) != content)
    removed = tuple(sorted(path for path in {*known} - wanted.keys() if _exists(root, path)))
    return Changes(written, removed)


def generated(root: Path, folders: Iterable[str], skipped: Iterable[str]) -> Iterator[str]:
    """Yield the files under folders of ours whose first line says that we wrote them."""
    marker = HEADER_TEXT.encode()
    without = tuple(f"{folder}/" for folder in skipped)
    for folder in folders:
        top = root / folder
        files = [top] if top.is_file() else sorted(top.rglob("*"))
        for file in files:
            path = file.relative_to(root).as_posix()
            if path.startswith(without) or file.is_symlink() or not file.is_file():
                continue
            with file.open("rb") as opened:
                if marker in opened.readline(512):
                    yield path


def strangers(root: Path, paths: Iterable[str], known: Iterable[str]) -> list[str]:
    """Return the paths where a file stands that is not ours."""
    ours = set(known)
    marker = HEADER_TEXT.encode()
    return [
        path
        for path in paths
        if path not in ours and (content := _read(root, path)) is not None
        if marker not in content.split(b"\n", 1)[0]
    ]


def write(artifacts: ArtifactSet, root: Path, todo: Changes) -> None:
    """Make the disk agree with the artifacts."""
    temporary = root / TEMPORARY
    shutil.rmtree(temporary, ignore_errors=True)
    made: set[str] = set()
    for path in todo.written:
        _make_folder(root, path, made)
        _write(root, path, artifacts[PurePosixPath(path)])
    for path in todo.removed:
        (root / path).unlink(missing_ok=True)
        _remove_empty_folders(root, path)
    shutil.rmtree(temporary, ignore_errors=True)


def difference(artifacts: ArtifactSet, root: Path, todo: Changes) -> str:
    """Return a unified diff from the disk to the artifacts; line ends of Windows do not count."""
    parts: list[str] = []
    for path in sorted({*todo.written, *todo.removed}):
        old = _lines(_read(root, path) or b"")
        new = _lines(artifacts.get(PurePosixPath(path), b""))
        before = f"a/{path}" if _exists(root, path) else "/dev/null"
        after = f"b/{path}" if path in todo.written else "/dev/null"
        parts += unified_diff(old, new, before, after)
    return "".join(part if part.endswith("\n") else f"{part}\n" for part in parts)


def _read(root: Path, path: str) -> bytes | None:
    try:
        with open(f"{root}/{path}", "rb") as file:  # noqa: PTH123  # thousands of files
            return file.read().replace(b"\r\n", b"\n")
    except (FileNotFoundError, NotADirectoryError):
        return None


def _exists(root: Path, path: str) -> bool:
    return os.path.lexists(f"{root}/{path}")


def _lines(content: bytes) -> list[str]:
    return content.decode(errors="replace").splitlines(keepends=True)


def _make_folder(root: Path, path: str, made: set[str]) -> None:
    folder = path.rpartition("/")[0]
    if folder in made:
        return
    absolute = f"{root}/{folder}"
    os.makedirs(absolute, exist_ok=True)  # noqa: PTH103  # thousands of files
    real_root, real = os.path.realpath(root), os.path.realpath(absolute)
    if real != real_root and not real.startswith(real_root + os.sep):
        raise TreeError(f"{folder} leads out of the project: nothing is written there")
    made.add(folder)


def _write(root: Path, path: str, content: bytes) -> None:
    target = f"{root}/{path}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        opened = os.open(target, flags, 0o666)
    except FileExistsError:
        _replace(root, target, content)
        return
    with open(opened, "wb", buffering=0) as file:  # noqa: PTH123  # a descriptor
        file.write(content)


def _replace(root: Path, target: str, content: bytes) -> None:
    temporary = root / TEMPORARY / "file"
    temporary.parent.mkdir(parents=True, exist_ok=True)
    temporary.write_bytes(content)
    temporary.replace(target)


def _remove_empty_folders(root: Path, path: str) -> None:
    for folder in PurePosixPath(path).parents:
        if folder == PurePosixPath():
            return
        try:
            (root / folder).rmdir()
        except OSError:
            return
