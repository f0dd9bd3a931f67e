"""Where a file of a repository is shown in a browser, by the rules of its host."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from platformgen.model import Platform

# Word of the host's name to what it puts between a repository and a revision.
_FOLDERS: Mapping[str, str] = {"github": "/tree/", "gitlab": "/-/tree/"}
_FILES: Mapping[str, str] = {"github": "/blob/", "gitlab": "/-/blob/"}


def folder_url(platform: Platform, path: str) -> str | None:
    """Return where a folder of the platform's repository is shown, or the repository itself."""
    return _url(platform, path, _FOLDERS) or platform.repository


def file_url(platform: Platform, path: str) -> str | None:
    """Return where a file of the platform's repository is shown; None for hosts unknown to us."""
    return _url(platform, path, _FILES)


def _url(platform: Platform, path: str, markers: Mapping[str, str]) -> str | None:
    if platform.repository is None:
        return None
    words = (urlsplit(platform.repository).hostname or "").split(".")
    marker = next((markers[word] for word in words if word in markers), None)
    if marker is None:
        return None
    base = platform.repository.removesuffix("/").removesuffix(".git")
    return f"{base}{marker}{quote(_revision(platform))}/{quote(path)}"


def _revision(platform: Platform) -> str:
    gitops = platform.gitops
    if gitops is not None and gitops.repository == platform.repository:
        return gitops.revision
    # Both hosts take HEAD for the default branch, whatever its name is.
    return "HEAD"
