"""Where the outputs of an environment stand, and what is left of environments that are gone."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import PurePosixPath

from platformgen.shell import record
from platformgen.shell.disk import DiskProject

_FOLDER = "build/env"


def home(environment: str | None) -> str:
    """Return the folder of what is built for an environment, and of its record, from the root."""
    return "build" if environment is None else f"{_FOLDER}/{environment}"


def manifests_folder(artifacts: Iterable[PurePosixPath]) -> str:
    """Return the folder of the manifests among these artifacts, from the root."""
    parents = (path.parent for path in artifacts if path.name == "kustomization.yaml")
    return min(parents, key=lambda each: len(each.parts)).as_posix()


def abandoned(source: DiskProject) -> list[str]:
    """Return the environments that were built and are no longer in the spec, sorted."""
    folder = source.root / _FOLDER
    if folder.is_symlink() or not folder.is_dir():
        return []
    known = source.environments()
    return sorted(
        entry.name
        for entry in os.scandir(folder)
        if entry.name not in known and entry.is_dir(follow_symlinks=False)
        if record.load(folder / entry.name) is not None
    )


def abandoned_outputs(source: DiskProject) -> Iterator[str]:
    """Yield what is recorded of the environments that are gone."""
    for name in abandoned(source):
        last = record.load(source.root / home(name))
        yield from last.outputs if last else ()


def forget_abandoned(source: DiskProject) -> None:
    """Remove the folders, records and sites of the environments that are gone."""
    import shutil  # noqa: PLC0415  # not for the fast path

    for name in abandoned(source):
        shutil.rmtree(source.root / home(name))
    # It goes with the last of them.
    with suppress(OSError):
        (source.root / _FOLDER).rmdir()
