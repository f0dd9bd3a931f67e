"""The order in which files of manifests are applied."""

from __future__ import annotations

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter

from platformgen.kubernetes.brought import CLUSTER_FOLDER
from platformgen.model import Platform

_FIRST = ("namespace.yaml", "objects.yaml", "secrets.yaml")


def in_order(platform: Platform, files: Iterable[str]) -> tuple[str, ...]:
    """Return files in the order to apply them.

    The cluster's own objects, the namespaces, what stands in them for all, and the components:
    each after those it depends on.
    """
    ranks = {name: rank for rank, name in enumerate(component_order(platform))}

    def place(file: str) -> tuple[int, int, str]:
        folder, _, name = file.partition("/")
        if folder == CLUSTER_FOLDER:
            return 0, 0, file
        if name in _FIRST:
            return 1 + _FIRST.index(name), 0, file
        return 1 + len(_FIRST), ranks.get(name.split(".", 1)[0], 0), file

    return tuple(sorted(files, key=place))


def component_order(platform: Platform) -> tuple[str, ...]:
    """Return the components' names, each after those it depends on; as they stand on a cycle."""
    names = tuple(each.name for each in platform.components)
    known = frozenset(names)
    graph = {
        each.name: [name for name in each.depends_on if name in known]
        for each in platform.components
    }
    try:
        return tuple(TopologicalSorter(graph).static_order())
    except CycleError:
        return names
