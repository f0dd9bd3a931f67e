"""The links at the end of a component's page: portal, catalog, the spec's own, written guides."""

from __future__ import annotations

from collections.abc import Iterator

from platformgen.language import phrases
from platformgen.model import Component
from platformgen.pages.lookups import Titled, catalog_page
from platformgen.pages.page import Way
from platformgen.pages.site import Site


def links(site: Site, component: Component, to: Way) -> tuple[Titled, ...]:
    """Return the links of a component's page, the written guide first."""
    return tuple(_links(site, component, to))


def _links(site: Site, component: Component, to: Way) -> Iterator[Titled]:
    words = phrases(site.language)
    if component.page is not None and component.page in site.handwritten:
        yield Titled(title=site.handwritten[component.page], page=to(component.page))
    catalog = catalog_page(site, component.entity.lower(), component.name)
    if catalog is not None:
        yield Titled(title=words["page.link.catalog"], page=catalog)
    portal = site.portal
    if portal is not None and portal.portal is not None and component.name in portal.portal.pages:
        path = portal.portal.pages[component.name]
        yield Titled(title=words["page.link.portal"], page=f"{portal.url}{path}")
    for link in component.links:
        yield Titled(title=link.title, page=link.url)
