"""How an entity says which page of the one TechDocs site is its own."""

from __future__ import annotations

from collections.abc import Mapping

from platformgen.catalog.entity import ref
from platformgen.model import Platform
from platformgen.sitemap import address, site_name


def docs_tab(platform: Platform, file: str) -> Mapping[str, str]:
    """Return the annotations that make an entity's Docs tab open the page of this file."""
    return {
        "backstage.io/techdocs-entity": ref("Component", site_name(platform)),
        "backstage.io/techdocs-entity-path": address(file),
    }
