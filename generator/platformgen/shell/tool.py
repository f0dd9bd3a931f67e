"""What decides what is made of the same sources, apart from them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from platformgen import __version__

_PACKAGE = Path(__file__).parent.parent
_LIBRARIES = Path(click.__file__).parent.parent
"""Where packages are installed: its time of modification tells when one was, or was removed."""


def version() -> str:
    """Return a text that is another one wherever the same sources may give other outputs.

    In it are our version, Python's, when a package was installed or removed, and, where we are
    being developed and not installed, when our own files changed.
    """
    python = ".".join(map(str, sys.version_info[:3]))
    installed = _LIBRARIES.stat().st_mtime_ns
    own = "" if _PACKAGE.parent == _LIBRARIES else _own_files()
    return f"{__version__} {python} {installed} {own}"


def _own_files() -> str:
    newest, count = 0, 0
    for folder, folders, files in os.walk(_PACKAGE):
        folders[:] = [name for name in folders if name != "__pycache__"]
        for file in files:
            newest = max(newest, os.stat(f"{folder}/{file}").st_mtime_ns)  # noqa: PTH116  # hundreds
            count += 1
    return f"{count} {newest}"
