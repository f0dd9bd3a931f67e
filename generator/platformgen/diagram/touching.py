"""Boxes that have walls in common: cells of one table or layout, not things that a line joins."""

from __future__ import annotations

from collections.abc import Mapping

from platformgen.diagram.field import Field


def blocks(scene: Field) -> Mapping[int, int]:
    """Return for each area the least index of those that hang together with it by walls."""
    first = {index: index for index in range(len(scene.areas))}
    for owners in set(scene.walls.values()):
        roots = {_root(first, owner) for owner in owners}
        for root in roots:
            first[root] = min(roots)
    return {index: _root(first, index) for index in first}


def _root(first: Mapping[int, int], index: int) -> int:
    while first[index] != index:
        index = first[index]
    return index
