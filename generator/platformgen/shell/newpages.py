"""Pages that a command writes into a project, beside those that people wrote there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from platformgen.shell import textfile


class TakenError(Exception):
    """Files stand where pages would be written; `paths` are theirs."""

    def __init__(self, paths: list[str]) -> None:
        super().__init__(", ".join(paths))
        self.paths = paths


class OutsideError(Exception):
    """The folder is not in the project."""


def write(root: Path, folder: str, pages: Mapping[str, str], *, over_old: bool) -> list[str]:
    """Write pages into a folder of the project and return their paths; all of them, or none."""
    paths = {os.path.normpath(f"{folder}/{name}"): text for name, text in pages.items()}
    real_root, real = os.path.realpath(root), os.path.realpath(root / folder)
    if real != real_root and not real.startswith(real_root + os.sep):
        raise OutsideError(folder)
    taken = [path for path in paths if os.path.lexists(root / path)]
    if taken and not over_old:
        raise TakenError(taken)
    Path(real).mkdir(parents=True, exist_ok=True)
    for path, text in paths.items():
        _write(root / path, text.encode())
    return list(paths)


def _write(page: Path, content: bytes) -> None:
    if page.is_symlink():
        page.unlink()
    if page.exists():
        textfile.replace(str(page), content)
        return
    with page.open("xb") as file:
        file.write(content)
