"""What was fetched before, outside of every project, by its digest.

`XDG_CACHE_HOME/platformgen`, or `~/.cache/platformgen`. A file is what its name says or it is as
good as not there: nothing in it has to be trusted.
"""

from __future__ import annotations

import os
from pathlib import Path

from platformgen.lock import sha256
from platformgen.shell import regular, whole

_BYTES_MAX = 64 * 1024 * 1024


def folder() -> Path:
    """Return the folder of the store; it may not be there yet."""
    chosen = os.environ.get("XDG_CACHE_HOME")
    return (Path(chosen) if chosen else Path.home() / ".cache") / "platformgen"


def stored(digest: str) -> bytes | None:
    """Return what has this digest; None where it is not there, or is not what it was."""
    found = regular.content(str(_path(digest)), _BYTES_MAX)
    return found if isinstance(found, bytes) and sha256(found) == digest else None


def store(content: bytes) -> str:
    """Keep what was fetched, and return its digest."""
    digest = sha256(content)
    if stored(digest) is None:
        target = _path(digest)
        target.parent.mkdir(parents=True, exist_ok=True)
        whole.write_alone(str(target), content)
    return digest


def _path(digest: str) -> Path:
    return folder() / digest.replace(":", "-")
