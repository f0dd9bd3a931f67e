"""The hosts file of a machine: replaced at one moment, or written in place where that is refused.

What was there before is kept beside it. A file that is mounted, as a container's is, cannot be
replaced (EBUSY, or EXDEV), nor one in a folder that is not ours.
"""

from __future__ import annotations

import errno
import os
import shlex
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from platformgen import hosts
from platformgen.marked import Marks
from platformgen.model import Platform
from platformgen.project import Unreadable
from platformgen.shell.failure import WorldError
from platformgen.shell.regular import content

_BYTES_MAX = 64 * 1024 * 1024
"""Lists of what is to be blocked have some MiB."""
_REFUSALS = frozenset({errno.EBUSY, errno.EXDEV, errno.EPERM, errno.EACCES})


class RightsError(WorldError):
    """The file may be written by another user only, most often by root."""


def machines() -> str:
    """Return where this machine's hosts file is."""
    if os.name == "nt":
        root = os.environ.get("SYSTEMROOT", r"C:\Windows")
        return rf"{root}\System32\drivers\etc\hosts"
    return "/etc/hosts"


def marks(platform: Platform) -> Marks:
    """Return the lines around a platform's block; each of its environments has one of its own."""
    owner = hosts.block_name(platform)
    return Marks(hosts.begin(owner), hosts.end(owner))


def read(name: str) -> bytes:
    """Return what a hosts file holds; `WorldError` where it cannot be read, or is no text."""
    found = content(os.path.realpath(name), _BYTES_MAX)
    if isinstance(found, Unreadable):
        raise WorldError(f"{name} {found.reason}")
    if b"\0" in found:
        line = found.count(b"\n", 0, found.index(b"\0")) + 1
        raise WorldError(f"{name} is not plain text: line {line} has a byte that is 0")
    return found


def backup(name: str) -> str:
    """Return where the file is kept as it was before the last change."""
    return f"{os.path.realpath(name)}.before-platformgen"


def replace(name: str, before: bytes, after: bytes) -> None:
    """Put new content in place of what was read before.

    Links to it, its mode and its owner are kept. `RightsError` where we may not; `WorldError` where
    somebody else changed it meanwhile, or it cannot be written: it is then as it was.
    """
    target = os.path.realpath(name)
    with _held(name, target):
        _judge(name, before)
        try:
            _write_new(backup(name), before, os.stat(target))  # noqa: PTH116  # a path of text
        except OSError as error:
            told = f"{name}: what is there cannot be kept beside it"
            raise _refusal(told, name, error) from error
        _judge(name, before)
        try:
            _replace(target, after)
        except OSError as error:
            if error.errno not in _REFUSALS:
                raise WorldError(f"{name}: {error.strerror}; it is as it was") from error
            _write_in_place(name, target, before, after)


@contextmanager
def _held(name: str, target: str) -> Iterator[None]:
    """Hold the file against others of us; nothing is written where we may not write to it."""
    try:
        opened = os.open(target, os.O_WRONLY)
    except OSError as error:
        raise _refusal(f"{name} may not be written by you", name, error) from error
    try:
        if os.name == "posix":
            import fcntl  # noqa: PLC0415  # there is none elsewhere

            # Some file systems have no locks: there what is judged below has to do.
            with suppress(OSError):
                fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)


def _judge(name: str, before: bytes) -> None:
    if read(name) != before:
        raise WorldError(f"{name} was changed by somebody else at this moment: run it again")


def _refusal(told: str, name: str, error: OSError) -> WorldError:
    """Return what a refusal means for the person: whether root may, or nobody as things are."""
    match error.errno:
        case errno.EACCES:
            return RightsError(told)
        case errno.EPERM:
            # Linux says so of files that are marked, to root too; of modes it says EACCES.
            return WorldError(
                f"{name} may not be changed: most likely it is marked as immutable\n"
                f"  fix: {_unmark(name)}; nothing was written"
            )
        case errno.EROFS:
            return WorldError(
                f"{name} is on a file system that may only be read; nothing was written\n"
                "  fix: put the lines of `platformgen hosts show` where its content comes from, "
                "or mount it for writing"
            )
        case _:
            return WorldError(f"{told}: {error.strerror}; the file is as it was")


def _unmark(name: str) -> str:
    program = "chflags noschg,nouchg" if sys.platform == "darwin" else "chattr -i"
    return f"sudo {program} {shlex.quote(name)}"


def _replace(target: str, after: bytes) -> None:
    state = os.stat(target)  # noqa: PTH116  # a path of text
    if state.st_nlink > 1:
        raise OSError(errno.EXDEV, "it has another name, that would go on with the old content")
    _write_new(target, after, state)


def _write_new(path: str, data: bytes, like: os.stat_result) -> None:
    """Write a file beside a path, with the mode and owner of another, and give it that name."""
    temporary = f"{path}.{os.getpid()}.tmp"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    opened = os.open(temporary, flags, 0o600)
    try:
        with open(opened, "wb") as file:  # noqa: PTH123  # a descriptor
            file.write(data)
            file.flush()
            if os.name == "posix":
                _dress(opened, like)
            os.fsync(opened)
        os.replace(temporary, path)  # noqa: PTH105  # a path of text
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _settle(str(Path(path).parent))


def _dress(opened: int, like: os.stat_result) -> None:
    state = os.fstat(opened)
    if (state.st_uid, state.st_gid) != (like.st_uid, like.st_gid):
        os.fchown(opened, like.st_uid, like.st_gid)
    os.fchmod(opened, stat.S_IMODE(like.st_mode))


def _settle(folder: str) -> None:
    """Have the new name of a file on the disk; some file systems do not know how."""
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        with suppress(OSError):
            os.fsync(opened)
        os.close(opened)


def _write_in_place(name: str, target: str, before: bytes, after: bytes) -> None:
    try:
        _overwrite(target, after)
    except OSError as error:
        with suppress(OSError):
            _overwrite(target, before)
        raise WorldError(
            f"{name} cannot be written: {error.strerror}\n"
            f"  fix: what was there before is in {backup(name)}"
        ) from error
    if read(name) != after:
        raise WorldError(f"{name} is not as it was written; {backup(name)} has it as it was")


def _overwrite(target: str, data: bytes) -> None:
    opened = os.open(target, os.O_WRONLY | getattr(os, "O_BINARY", 0))
    with open(opened, "wb") as file:  # noqa: PTH123  # a descriptor
        file.write(data)
        file.truncate()
        file.flush()
        os.fsync(opened)
