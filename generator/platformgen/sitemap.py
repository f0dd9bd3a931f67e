"""Where the pages of the one site are: their files, and the addresses that readers have."""

from __future__ import annotations

from platformgen.model import Component, Platform


def site_name(platform: Platform) -> str:
    """Return the name of the Component that the site belongs to."""
    return f"{platform.name}-docs"


def of_component(name: str) -> str:
    """Return the file of a component's generated page, from the root of the site."""
    return f"components/{name}.md"


def of_system(name: str) -> str:
    """Return the file of a system's generated page, from the root of the site."""
    return f"systems/{name}.md"


def address(file: str) -> str:
    """Return where the site shows a page, from its root: MkDocs gives each a folder of its own."""
    stem = file.removesuffix(".md")
    folder, _, last = stem.rpartition("/")
    if last in {"index", "README"}:
        stem = folder
    return f"/{stem}/" if stem else "/"


def in_portal(portal: Component | None, platform: Platform, page: str) -> str | None:
    """Return where the portal shows the page at an address, if the portal has one itself."""
    if portal is None or portal.url is None:
        return None
    return f"{portal.url}/docs/default/component/{site_name(platform)}{page}"
