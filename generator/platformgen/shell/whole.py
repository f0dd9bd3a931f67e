"""Writing a file so that it is there as a whole, or as it was before."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path


def write(target: str, content: bytes, scratch: Path) -> None:
    """Put content at a path, by way of a file in the scratch folder, which is made if need be.

    An `OSError` names the target, whichever step of the way it was that failed.
    """
    try:
        _by_way_of(target, content, scratch)
    except OSError as error:
        # A disk that is full says so to a write, which knows no name.
        raise OSError(error.errno, error.strerror, target) from error


def write_alone(target: str, content: bytes) -> None:
    """Do so where there is no scratch folder: one beside the target is made, and removed again."""
    scratch = Path(f"{target}.{os.getpid()}.tmp")
    try:
        scratch.mkdir(exist_ok=True)
        _by_way_of(target, content, scratch)
    except OSError as error:
        raise OSError(error.errno, error.strerror, target) from error
    finally:
        with suppress(OSError):
            (scratch / "file").unlink(missing_ok=True)
            scratch.rmdir()


def _by_way_of(target: str, content: bytes, scratch: Path) -> None:
    temporary = f"{scratch}/file"
    try:
        _write(temporary, content, os.O_TRUNC)
    except FileNotFoundError:
        os.makedirs(scratch, exist_ok=True)  # noqa: PTH103  # thousands of files
        _write(temporary, content, os.O_TRUNC)
    try:
        os.replace(temporary, target)  # noqa: PTH105  # as above
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        # The folder is a mount of its own. If we are killed now, the record tells the next build.
        with suppress(FileNotFoundError):
            os.unlink(target)  # noqa: PTH108  # as above
        _write(target, content, os.O_EXCL)


def _write(path: str, content: bytes, flags: int) -> None:
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | flags | getattr(os, "O_BINARY", 0), 0o666)
    with open(opened, "wb", buffering=0) as file:  # noqa: PTH123  # a descriptor
        view = memoryview(content)
        while view:
            view = view[file.write(view) :]
