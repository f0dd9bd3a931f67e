"""One process at a time changes the outputs of a project, and none leaves scraps behind."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

SCRATCH = "build/.tmp"
"""The folder, from the project's root, of all that is not meant to stay."""


@contextmanager
def exclusive(root: Path) -> Iterator[Path]:
    """Wait for other processes, and give the path of the scratch folder.

    It is not there before, unless somebody makes it, and not after. What a process that was killed
    left in it goes first. The lock is on the project's folder itself, so no file is left behind,
    and it ends with the process.
    """
    opened = _locked(root)
    scratch = root / SCRATCH
    try:
        _remove(scratch)
        yield scratch
    finally:
        _remove(scratch)
        if opened is not None:
            os.close(opened)


def is_clean(root: Path) -> bool:
    """Tell whether nobody is at work, and nobody was killed at it."""
    return not os.path.lexists(root / SCRATCH)


def _locked(root: Path) -> int | None:
    if os.name != "posix":
        return None
    import fcntl  # noqa: PLC0415  # there is none elsewhere

    opened = os.open(root, os.O_RDONLY)
    # Some network file systems have no locks: there a build goes without.
    with suppress(OSError):
        fcntl.flock(opened, fcntl.LOCK_EX)
    return opened


def _remove(scratch: Path) -> None:
    if scratch.parent.is_symlink() or not os.path.lexists(scratch):
        return
    if scratch.is_symlink() or scratch.is_file():
        scratch.unlink()
    else:
        import shutil  # noqa: PLC0415  # not for the fast path

        shutil.rmtree(scratch, ignore_errors=True)
