"""Where the one TechDocs site has the pages of a thing, and how its entity says so."""

from __future__ import annotations

from collections.abc import Mapping

from platformgen.catalog.entity import ref
from platformgen.model import Component, Platform


def site_name(platform: Platform) -> str:
    """Return the name of the Component that the site belongs to."""
    return f"{platform.name}-docs"


def component_page(name: str) -> str:
    """Return the path of a component's generated page, from the root of the site."""
    return f"/components/{name}/"


def system_page(name: str) -> str:
    """Return the path of a system's generated page, from the root of the site."""
    return f"/systems/{name}/"


def written_page(path: str) -> str:
    """Return where the site shows a page of docs/, from its root: MkDocs' directory URLs."""
    stem = path.removesuffix(".md")
    folder, _, last = stem.rpartition("/")
    if last in {"index", "README"}:
        stem = folder
    return f"/{stem}/" if stem else "/"


def docs_tab(platform: Platform, page: str) -> Mapping[str, str]:
    """Return the annotations that make an entity's Docs tab open this page."""
    return {
        "backstage.io/techdocs-entity": ref("Component", site_name(platform)),
        "backstage.io/techdocs-entity-path": page,
    }


def url(portal: Component | None, platform: Platform, page: str) -> str | None:
    """Return where the portal shows a page of the site, if the portal has an address."""
    if portal is None or portal.url is None:
        return None
    return f"{portal.url}/docs/default/component/{site_name(platform)}{page}"
