"""A page before it is a file: where it stands, what it shows, and its drawings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from platformgen.pages.figure import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the site; `path` is relative to the site's root and ends in `.md` or `.txt`."""

    path: str
    title: str
    body: str
    figures: tuple[Figure, ...] = ()


Way: TypeAlias = Callable[[str], str]


def way_from(path: str) -> Way:
    """Return how links of this page lead to other files of the site, with or without an anchor."""
    up = "../" * path.count("/")
    return lambda target: f"{up}{target}"
