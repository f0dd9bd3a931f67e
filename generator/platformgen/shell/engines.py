"""The engines that make the standalone site of the same pages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct


class Engine(Struct, frozen=True, kw_only=True):
    """A program that makes a site, by the name of its package."""

    name: str
    packages: tuple[str, ...]
    """The packages whose versions decide what it makes."""
    mark: str
    """A file that each of its sites has, which tells a site from other folders."""


MKDOCS = Engine(
    name="mkdocs",
    packages=(
        "mkdocs",
        "mkdocs-material",
        "mkdocs-techdocs-core",
        "pymdown-extensions",
        "pygments",
    ),
    mark="search/search_index.json",
)
ZENSICAL = Engine(
    name="zensical",
    packages=("zensical", "markdown", "pymdown-extensions", "pygments"),
    mark="search.json",
)
ENGINES: Mapping[str, Engine] = MappingProxyType({each.name: each for each in (MKDOCS, ZENSICAL)})
