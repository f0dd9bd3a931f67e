"""A page before it is a file: where it stands, what it shows, and its drawings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TypeAlias

from msgspec import Struct

from platformgen.pages.figure import Figure


class Page(Struct, frozen=True, kw_only=True):
    """A page of the site; `path` is relative to the site's root and ends in `.md` or `.txt`."""

    path: str
    title: str
    body: str
    figures: tuple[Figure, ...] = ()


Way: TypeAlias = Callable[[str], str]


def way_from(path: str, sections: Mapping[str, Collection[str]]) -> Way:
    """Return how links of this page lead to other files of the site, with or without an anchor.

    `sections` are the anchors of pages that people wrote in place of ours, by path: where one lacks
    an anchor, the link leads to the page alone.
    """
    return _From("../" * path.count("/"), sections)


class _From(Struct, frozen=True):
    # A value, and no closure: a page that is written again is known by what it was written with.
    up: str
    sections: Mapping[str, Collection[str]]

    def __call__(self, target: str) -> str:
        page, _, anchor = target.partition("#")
        return f"{self.up}{target if anchor in self.sections.get(page, (anchor,)) else page}"
