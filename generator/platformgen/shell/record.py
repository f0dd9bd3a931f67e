"""The record of the last build: what it read, what it wrote, and whether it came to its end.

It is written ahead of the first change and again after the last one, so that a build that was
killed leaves behind the names of all that it may have written.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

FILE = ".record.json"
Stamp = tuple[int, int]
"""Size, and time of modification in nanoseconds."""


@dataclass(slots=True)
class Record:
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
    diagnostics: list[dict[str, object]] = field(default_factory=list)
    """The warnings, for a build that finds nothing to do."""


def load(folder: Path) -> Record | None:
    """Return the record in a folder; None where there is none that can be read."""
    try:
        with open(folder / FILE, "rb") as file:  # noqa: PTH123  # the fast path of every build
            return Record(**json.load(file))
    except (OSError, ValueError, TypeError):
        return None


def save(record: Record, folder: Path) -> None:
    """Put the record in place of the one before, as a whole."""
    os.makedirs(folder, exist_ok=True)  # noqa: PTH103  # as above
    temporary = folder / f"{FILE}.new"
    with open(temporary, "w", encoding="utf-8") as file:  # noqa: PTH123  # as above
        json.dump(asdict(record), file, separators=(",", ":"), sort_keys=True)
    os.replace(temporary, folder / FILE)  # noqa: PTH105  # as above


def stamp(path: str) -> Stamp | None:
    """Return a file's stamp; None where there is no file."""
    try:
        state = os.stat(path, follow_symlinks=False)  # noqa: PTH116  # as above
    except OSError:
        return None
    return state.st_size, state.st_mtime_ns
