"""What decides what is made of the same sources, apart from them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from platformgen import __version__

_PACKAGE = Path(__file__).parent.parent


def version() -> str:
    """Return a text that is another one wherever the same sources may give other outputs.

    In it are our version, Python's, when our own files changed, and when a package was installed
    or removed beside the ones that we use: the folder that they are in tells.
    """
    newest, count = 0, 0
    for folder, folders, files in os.walk(_PACKAGE):
        folders[:] = [name for name in folders if name != "__pycache__"]
        for file in files:
            newest = max(newest, os.stat(f"{folder}/{file}").st_mtime_ns)  # noqa: PTH116  # hundreds
            count += 1
    packages = Path(click.__file__).parent.parent.stat().st_mtime_ns
    python = ".".join(map(str, sys.version_info[:3]))
    return f"{__version__} {count} {newest} {packages} {python}"
