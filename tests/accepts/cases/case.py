"""A good object with something changed, and what has to be said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from accepts.bases import BASES
from accepts.changes import Object, Path, changed, without
from accepts.custom_bases import CUSTOM_BASES

GONE: Final = object()
"""As a value: the field is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A good object, changed; `said` is what has to be found, nothing where it is still good."""

    base: str
    changes: Mapping[str, Any]
    said: str

    @property
    def item(self) -> Object:
        """Return the object; steps of a path are joined by `|`."""
        item = {**BASES, **CUSTOM_BASES}[self.base]
        for text, value in self.changes.items():
            path = _path(text)
            item = without(item, path) if value is GONE else changed(item, path, value)
        return item


def _path(text: str) -> Path:
    return tuple(int(step) if step.isdecimal() else step for step in text.split("|"))


def rows(base: str, prefix: str, *rows: tuple[str, object, str]) -> tuple[Case, ...]:
    """Return cases of one object, each with one change below a prefix."""
    return tuple(
        Case(base=base, changes={f"{prefix}{path}": value}, said=said) for path, value, said in rows
    )
