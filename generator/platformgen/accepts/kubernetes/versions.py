"""The versions of Kubernetes whose schemas the package carries."""

from __future__ import annotations

from typing import Final

from platformgen.model.versions import KUBERNETES_VERSIONS

VERSIONS: Final = KUBERNETES_VERSIONS


def minor(version: str) -> int:
    """Return the minor number of one of `VERSIONS`; another version is a `KeyError`."""
    if version not in VERSIONS:
        raise KeyError(version)
    return int(version.removeprefix("1."))
