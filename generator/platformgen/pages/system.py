"""The page of one system: what it is for and what belongs to it."""

from __future__ import annotations

from platformgen.model import System
from platformgen.pages.lookups import catalog_page, summary, titled, whom_to_ask
from platformgen.pages.page import Page, way_from
from platformgen.pages.prose import prose
from platformgen.pages.site import Site
from platformgen.sitemap import of_system


def system_page(site: Site, system: System) -> Page:
    """Return a system's page."""
    path = of_system(system.name)
    members = [each for each in site.platform.components if each.system == system.name]
    body = prose(
        site.language,
        "system",
        system=system,
        to=way_from(path, site.sections),
        owner=whom_to_ask(site, system.owner),
        catalog=catalog_page(site, "system", system.name),
        members=[summary(site, each) for each in members],
        apis=[(titled(site, each.name), api) for each in members for api in each.provides],
    )
    return Page(path=path, title=system.title, body=body)
