"""Names with dots in a path: a server tells of conflicts in paths that leave them bare."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from platformgen.apply.fields import item_at, named, steps

Step = str | int | dict[str, Any]


def spelled(document: Mapping[str, Any], path: str) -> str:
    """Return a conflict's path with each name that has dots in brackets, as our paths have it.

    A document that has the field tells which names belong together; the longest one is meant.

    >>> spelled({"data": {"a.b": "1"}}, ".data.a.b")
    'data["a.b"]'
    """
    return "".join(_written(document, tuple(steps(path)))).removeprefix(".")


def _written(node: Any, path: Sequence[Step]) -> Iterator[str]:  # noqa: ANN401  # JSON
    while path:
        step, length = _first(node, path)
        yield _word(step)
        node, path = _under(node, step), path[length:]


def _first(node: Any, path: Sequence[Step]) -> tuple[Step, int]:  # noqa: ANN401  # JSON
    """Return the next step, and how many of the path's it is made of."""
    for length in range(len(path), 1, -1):
        names = [each for each in path[:length] if isinstance(each, str)]
        name = ".".join(names)
        if len(names) == length and isinstance(node, dict) and name in node:
            return name, length
    return path[0], 1


def _under(node: Any, step: Step) -> Any:  # noqa: ANN401  # JSON
    if isinstance(step, str):
        return node.get(step) if isinstance(node, dict) else None
    return item_at(node, step)


def _word(step: Step) -> str:
    if isinstance(step, str):
        return named(step)
    if isinstance(step, int):
        return f"[{step}]"
    return f"[{','.join(f'{name}={json.dumps(value)}' for name, value in step.items())}]"
