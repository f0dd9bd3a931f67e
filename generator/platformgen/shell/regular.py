"""Reading what others may have put there: regular files only, and only so far as makes sense."""

from __future__ import annotations

import os
import stat

from platformgen.project import Unreadable

BYTES_MAX = 16 * 1024 * 1024
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_FLAGS |= getattr(os, "O_BINARY", 0)


def content(path: str, bytes_max: int = BYTES_MAX) -> bytes | Unreadable:
    """Return what a file holds, or why it cannot be read; a link there is not followed."""
    try:
        # Not blocking: nobody need ever write to a FIFO that stands there.
        opened = os.open(path, _FLAGS)
    except (FileNotFoundError, NotADirectoryError):
        return Unreadable("is not there", "make the file, or mend its path", is_absent=True)
    except OSError as error:
        return Unreadable(f"cannot be read: {error.strerror}")
    state = os.fstat(opened)
    if not stat.S_ISREG(state.st_mode) or state.st_size > bytes_max:
        os.close(opened)
        if stat.S_ISREG(state.st_mode):
            return Unreadable(f"has more than {bytes_max // 2**20} MiB", "split it")
        return Unreadable("is not a regular file")
    with open(opened, "rb") as file:  # noqa: PTH123  # a descriptor
        return file.read(bytes_max + 1)
