"""The record of the last build: what it read, what it wrote, and whether it came to its end.

It is written ahead of the first change and again after the last one, so that a build that was
killed leaves behind the names of all that it may have written.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any, TypeAlias

import msgspec
from msgspec import Struct, field

from platformgen.diagnostic import Diagnostic
from platformgen.shell import regular, whole
from platformgen.shell.failure import WorldError

FILE = ".record.json"
_BYTES_MAX = 256 * 1024 * 1024
Stamp: TypeAlias = list[int]
"""Size, and time of modification in nanoseconds; a list, as JSON gives it back."""


class Record(Struct, forbid_unknown_fields=True):
    """What one build read and wrote; paths are relative to the project's root."""

    version: str
    """The version of platformgen, and whatever else decides what it makes of the same sources."""
    platform: str = ""
    """The platform's name."""
    complete: bool = False
    inputs: Mapping[str, str | None] = field(default_factory=dict)
    """Digest by path; None for a file that was looked for and is not there."""
    outputs: Mapping[str, Stamp | None] = field(default_factory=dict)
    """None for what may have been written."""
    site: str | None = None
    """The digest of what the site was built from."""
    site_state: str | None = None
    """The stamps of what the site was built from, in short."""
    environments: list[str] = field(default_factory=list)
    """The environments that there were."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """The warnings, for a build that finds nothing to do."""


def load(folder: Path) -> Record | None:
    """Return the record in a folder; None where there is none that can be trusted to be ours."""
    content = regular.content(str(folder / FILE), _BYTES_MAX)
    if not isinstance(content, bytes):
        return None
    try:
        record = msgspec.json.decode(content, type=Record)
    except (msgspec.MsgspecError, RecursionError):
        return None
    return record if _are_inside(record.inputs) and _are_inside(record.outputs) else None


def finished(folder: Path) -> Record:
    """Return the record of a build that came to its end just now."""
    last = load(folder)
    if last is None or not last.complete:
        raise WorldError(f"the outputs in {folder} changed meanwhile: run it again")
    return last


def save(record: Record, folder: Path, scratch: Path) -> None:
    """Put the record in place of the one before, as a whole."""
    content = msgspec.json.encode(record, order="deterministic")
    os.makedirs(folder, exist_ok=True)  # noqa: PTH103  # the fast path of every build
    whole.write(str(folder / FILE), content, scratch)


def stamp(path: str, folder: int | None = None) -> Stamp | None:
    """Return a file's stamp, in an open folder if one is given; None where there is no file."""
    try:
        state = os.stat(path, dir_fd=folder, follow_symlinks=False)
    except OSError:
        return None
    return [state.st_size, state.st_mtime_ns]


def stamps(root: Path, paths: Iterable[str]) -> Iterator[Stamp | None]:
    """Yield the stamps of files; where those of one folder follow each other, in less time.

    The way to a file takes longer than the file, so a folder is opened once for all in it.
    """
    if os.stat not in os.supports_dir_fd:
        yield from (stamp(f"{root}/{path}") for path in paths)
        return
    for folder, files in groupby(paths, _folder):
        try:
            opened = os.open(f"{root}/{folder}", os.O_RDONLY | os.O_DIRECTORY)
        except OSError:
            yield from (None for _ in files)
            continue
        try:
            yield from (stamp(path.rpartition("/")[2], opened) for path in files)
        finally:
            os.close(opened)


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _are_inside(paths: Mapping[str, Any]) -> bool:
    """Tell whether paths lead to places in the project; tens of thousands cost no time."""
    text = "\n".join(paths)
    if ".." not in text and "\n/" not in text and not text.startswith("/"):
        return True
    return not any(path.startswith("/") or ".." in path.split("/") for path in paths)
