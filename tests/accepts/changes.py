"""Copies of objects with something changed."""

from __future__ import annotations

import copy
from typing import Any

Object = dict[str, Any]
Path = tuple[str | int, ...]


def changed(item: Object, path: Path, value: object) -> Object:
    """Return a copy with a value set; a list grows where the last step is its length."""
    result = copy.deepcopy(item)
    place = _place(result, path)
    if isinstance(place, list) and path[-1] == len(place):
        place.append(value)
    else:
        place[path[-1]] = value
    return result


def without(item: Object, path: Path) -> Object:
    """Return a copy where a field or an item of a list is gone."""
    result = copy.deepcopy(item)
    del _place(result, path)[path[-1]]
    return result


def _place(item: Object, path: Path) -> Any:  # noqa: ANN401  # a list or a map
    place: Any = item
    for step in path[:-1]:
        place = place[step]
    return place
