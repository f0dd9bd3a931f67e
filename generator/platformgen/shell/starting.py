"""A platform to start from, in an empty folder."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath

_HIDDEN = {"gitignore": ".gitignore", "gitattributes": ".gitattributes", "vscode": ".vscode"}
"""Files that are hidden in a project, and not in the package."""
_NAME_MAX = 40


class OccupiedError(Exception):
    """The folder has files that a new platform would write over."""


def start(folder: Path) -> list[str]:
    """Write the sources of a new platform and return their paths."""
    name = platform_name(folder.resolve().name)
    sources = dict(_sources(files("platformgen") / "starter", ""))
    if folder.exists() and not folder.is_dir():
        raise OccupiedError(f"{folder} is a file")
    taken = _taken(folder, sources)
    if taken:
        raise OccupiedError(f"{folder} has {taken} already")
    for path, text in sources.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        title = name.replace("-", " ").title()
        target.write_text(
            text.replace("PLATFORM_NAME", name).replace("PLATFORM_TITLE", title),
            encoding="utf-8",
            newline="\n",
        )
    return list(sources)


def platform_name(folder: str) -> str:
    """Return the name of a platform for a folder's: letters, digits and hyphens.

    Letters lose their accents; a folder of other letters gives `platform`.
    """
    plain = unicodedata.normalize("NFKD", folder).encode("ascii", "ignore").decode()
    words = re.findall("[a-z0-9]+", plain.lower())
    name = "-".join(words)[:_NAME_MAX].strip("-")
    return name if name[:1].isalpha() else f"platform-{name}".strip("-")


def _taken(folder: Path, paths: Iterable[str]) -> str | None:
    """Return what a new platform would write over, or a link that it would follow."""
    if os.path.lexists(folder / "specs"):
        return "specs"
    for path in paths:
        for above in reversed(PurePosixPath(path).parents[:-1]):
            place = folder / above
            if place.is_symlink() or (place.exists() and not place.is_dir()):
                return str(above)
        if os.path.lexists(folder / path):
            return path
    return None


def _sources(folder: Traversable, prefix: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        path = prefix + _HIDDEN.get(entry.name, entry.name)
        if entry.is_dir():
            found += _sources(entry, f"{path}/")
        else:
            found.append((path, entry.read_text(encoding="utf-8")))
    return found
