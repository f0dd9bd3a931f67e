"""Where the pages are that are made from a spec; a hand-written page may stand for each."""

from __future__ import annotations

from collections.abc import Mapping

from platformgen import sitemap
from platformgen.model import Component, Platform

OPERATION: tuple[str, ...] = ("install", "credentials", "namespaces", "troubleshooting")
"""The pages about running the platform, in the order of the navigation."""

FIELDS: Mapping[str, tuple[str, ...]] = {
    "platform": ("platform", "cluster", "gitops"),
    "people": ("teams", "users", "systems"),
    "namespaces": ("namespaces", "profiles", "secrets", "patches"),
    "components": ("components",),
    "workload": ("components.workload",),
    "flows": ("external", "actors", "flows"),
}
"""The pages about the fields of the spec, in the order of the navigation.

With the records on each: those below these paths, but for what another page names.
"""

CODES: Mapping[str, str] = {
    "reading": "PG001",
    "meaning": "PG020",
    "outputs": "PG037",
    "site": "PG060",
}
"""The pages about the codes of diagnostics, in the order of the navigation.

With the first code of each: codes belong to the last page that begins before them.
"""

CHANGELOG = "changelog.md"
"""What changed in the platform, if somebody writes it; the case of its letters is free."""

LLMS = "llms.txt"
"""What is where, for readers that are programs."""


def made_paths(platform: Platform) -> frozenset[str]:
    """Return the paths of all pages that are made of a platform, from the root of its site."""
    flows = ("flows",) if platform.flows else ()
    return frozenset(
        {
            *(f"{name}.md" for name in ("index", "architecture", *flows, *OPERATION, "glossary")),
            *map(of_spec, ("index", *FIELDS, *CODES)),
            *(page_of(each) for each in platform.components),
            *(sitemap.of_system(each.name) for each in platform.systems),
        }
    )


def is_made_place(path: str) -> bool:
    """Tell whether a path from the root of a site is one that a spec may make a page at."""
    fixed = {"index.md", "architecture.md", "flows.md", "glossary.md", LLMS}
    if path in fixed or path.removesuffix(".md") in OPERATION:
        return True
    folder, _, name = path.partition("/")
    return folder in {"components", "spec", "systems"} and "/" not in name


def of_spec(name: str) -> str:
    """Return the path of a page about how the platform is changed, by its name."""
    return f"spec/{name}.md"


def page_of(component: Component) -> str:
    """Return the path of a component's page."""
    return sitemap.of_component(component.name)
