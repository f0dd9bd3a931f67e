"""The order in which files of manifests are applied."""

from __future__ import annotations

from collections.abc import Iterable

from platformgen.dependency import by_dependency
from platformgen.kubernetes.brought import CLUSTER_FOLDER
from platformgen.model import Platform

_FIRST = ("namespace.yaml", "objects.yaml", "secrets.yaml")


def in_order(platform: Platform, files: Iterable[str]) -> tuple[str, ...]:
    """Return files in the order to apply them.

    The cluster's own objects, the namespaces, what stands in them for all, and the components:
    each after those it depends on.
    """
    ranks = {each.name: rank for rank, each in enumerate(by_dependency(platform.components))}

    def place(file: str) -> tuple[int, int, str]:
        folder, _, name = file.partition("/")
        if folder == CLUSTER_FOLDER:
            return 0, 0, file
        if name in _FIRST:
            return 1 + _FIRST.index(name), 0, file
        return 1 + len(_FIRST), ranks.get(name.split(".", 1)[0], 0), file

    return tuple(sorted(files, key=place))
