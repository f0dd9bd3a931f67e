"""The versions of Kubernetes whose schemas the package carries."""

from __future__ import annotations

from typing import Final

VERSIONS: Final = ("1.30", "1.31", "1.32", "1.33", "1.34", "1.35", "1.36", "1.37")


def minor(version: str) -> int:
    """Return the minor number of one of `VERSIONS`; another version is a `KeyError`."""
    if version not in VERSIONS:
        raise KeyError(version)
    return int(version.removeprefix("1."))
