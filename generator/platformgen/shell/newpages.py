"""Pages that a command writes into a project, beside those that people wrote there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from platformgen.pages.paths import is_made_place
from platformgen.shell import textfile

_PAGES = "docs/"


class TakenError(Exception):
    """Files stand where pages would be written; `paths` are theirs."""

    def __init__(self, paths: list[str]) -> None:
        super().__init__(", ".join(paths))
        self.paths = paths


class ReservedError(TakenError):
    """Pages would stand where the site has pages made from the spec; `paths` are theirs."""


class OutsideError(Exception):
    """The folder is not in the project."""


def write(root: Path, folder: str, pages: Mapping[str, str], *, over_old: bool) -> list[str]:
    """Write pages into a folder of the project and return their paths; all of them, or none.

    A page never takes the place of one that is made from the spec.
    """
    paths = {os.path.normpath(f"{folder}/{name}"): text for name, text in pages.items()}
    real_root, real = os.path.realpath(root), os.path.realpath(root / folder)
    if real != real_root and not real.startswith(real_root + os.sep):
        raise OutsideError(folder)
    inside = os.path.relpath(real, real_root)
    reserved = [f"{inside}/{name}" for name in pages if _is_reserved(f"{inside}/{name}")]
    if reserved:
        raise ReservedError(reserved)
    taken = [path for path in paths if os.path.lexists(root / path)]
    if taken and not over_old:
        raise TakenError(taken)
    Path(real).mkdir(parents=True, exist_ok=True)
    for path, text in paths.items():
        _write(root / path, text.encode())
    return list(paths)


def _is_reserved(place: str) -> bool:
    return place.startswith(_PAGES) and is_made_place(place.removeprefix(_PAGES))


def _write(page: Path, content: bytes) -> None:
    if page.is_symlink():
        page.unlink()
    if page.exists():
        textfile.replace(str(page), content)
        return
    with page.open("xb") as file:
        file.write(content)
