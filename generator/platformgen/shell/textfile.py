"""One file that a person names: read with care, replaced as a whole, never torn."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

BYTES_MAX = 1024 * 1024
STANDARD_INPUT = "-"
_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


class FileError(Exception):
    """The file is not what the command takes; the message says why, after its name."""


def read_bytes(name: str) -> bytes:
    """Return what a file holds, or standard input for `-`."""
    if name == STANDARD_INPUT:
        return _limited(sys.stdin.buffer.read(BYTES_MAX + 1))
    try:
        # Not blocking: a FIFO that nobody writes to is told of, not waited for.
        opened = os.open(name, os.O_RDONLY | os.O_NONBLOCK)
    except FileNotFoundError as error:
        raise FileError("is not there") from error
    except OSError as error:
        raise FileError(f"cannot be read: {error.strerror}") from error
    mode = os.fstat(opened).st_mode
    if not stat.S_ISREG(mode):
        os.close(opened)
        raise FileError("is a folder" if stat.S_ISDIR(mode) else "is not a regular file")
    with open(opened, "rb") as file:  # noqa: PTH123  # a descriptor
        return _limited(file.read(BYTES_MAX + 1))


def text(content: bytes) -> str:
    """Return what UTF-8 says; a byte order mark stays."""
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FileError(f"is not UTF-8 text: see line {line}") from error


def replace(name: str, content: bytes) -> None:
    """Put new content in place of a file at one moment; links to it and its mode are kept."""
    target = Path(os.path.realpath(name))
    mode = stat.S_IMODE(target.stat().st_mode)
    # The administrator may write everything, and still means what a mode says.
    if not mode & _WRITABLE or not os.access(target, os.W_OK):
        raise FileError("is read-only")
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    opened = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with open(opened, "wb") as file:  # noqa: PTH123  # a descriptor
            file.write(content)
            file.flush()
            os.fsync(opened)
            os.fchmod(opened, mode)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _limited(content: bytes) -> bytes:
    if len(content) > BYTES_MAX:
        raise FileError(f"has more than {BYTES_MAX // 2**20} MiB")
    return content
