"""Thousands of objects, each a good one with one thing changed, good or bad."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from accepts.bases import BASES
from accepts.changes import Object, Path, changed, without
from accepts.custom_bases import CUSTOM_BASES

VALUES: Final = (
    "", None, 0, -1, 70000, "x", "-a", "A_b", "a" * 64, "a" * 254, [], {}, True,
    "1.5", "a/b", "..", "/", "*", " ",
)  # fmt: skip
# Workloads have the same pod inside; one of them is changed in all its depth.
_DEEP: Final = ("Deployment", "CronJob")
_POD: Final = ("template", "spec")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A changed object, and what was changed."""

    base: str
    change: str
    item: Object


def mutants() -> Iterator[Mutant]:
    """Yield them in a stable order."""
    for base, item in {**BASES, **CUSTOM_BASES}.items():
        for path, value in _values(item, ()):
            is_pod = base not in _DEEP and path[-2:] != _POD and _POD in _pairs(path)
            if path[0] not in {"apiVersion", "kind"} and not is_pod:
                yield from _mutants(base, item, path, value)


def _mutants(base: str, item: Object, path: Path, value: object) -> Iterator[Mutant]:
    yield Mutant(base=base, change=f"without {path}", item=without(item, path))
    for new in VALUES:
        if (new, type(new)) != (value, type(value)):
            yield Mutant(base=base, change=f"{path} = {new!r}", item=changed(item, path, new))
    if isinstance(value, dict):
        yield Mutant(base=base, change=f"{path} + zz", item=changed(item, (*path, "zz"), 1))
    if isinstance(value, list) and value:
        again = changed(item, (*path, len(value)), copy.deepcopy(value[0]))
        yield Mutant(base=base, change=f"{path} + the first again", item=again)


def _pairs(path: Path) -> set[tuple[str | int, str | int]]:
    return set(itertools.pairwise(path))


def _values(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:  # noqa: ANN401  # any JSON value
    if isinstance(value, dict):
        steps: list[tuple[str | int, Any]] = list(value.items())
    else:
        steps = list(enumerate(value)) if isinstance(value, list) else []
    for step, each in steps:
        yield (*path, step), each
        yield from _values(each, (*path, step))
