"""The order of components in which each comes after what it depends on."""

from __future__ import annotations

from collections.abc import Iterable

from platformgen.model import Component


def by_dependency(components: Iterable[Component]) -> tuple[Component, ...]:
    """Return components so that each comes after what it depends on; else in their own order."""
    waiting = {each.name: each for each in components}
    ordered: list[Component] = []
    for name in list(waiting):
        # A path from a component to what it depends on; without recursion, for chains are long.
        path = [waiting.pop(name)] if name in waiting else []
        while path:
            next_one = next((each for each in path[-1].depends_on if each in waiting), None)
            if next_one is None:
                ordered.append(path.pop())
            else:
                path.append(waiting.pop(next_one))
    return tuple(ordered)
