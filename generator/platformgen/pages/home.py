"""The first page: what this platform is, how to reach it, and where to start."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from platformgen import hosts
from platformgen.language.dates import in_words
from platformgen.model import Component
from platformgen.pages.figure import Figure, block
from platformgen.pages.lookups import Titled, owner, summary
from platformgen.pages.navigation import Shelf, changelog, shelves
from platformgen.pages.page import Page, way_from
from platformgen.pages.paths import page_of
from platformgen.pages.prose import prose
from platformgen.pages.site import Site

PATH = "index.md"


class Access(Struct, frozen=True, kw_only=True):
    """A row of the access table."""

    title: str
    page: str
    url: str
    port: int
    purpose: str


def home(site: Site, architecture: Figure) -> Page:
    """Return the home page."""
    platform = site.platform
    components = platform.components
    body = prose(
        site.language,
        "home",
        platform=platform,
        to=way_from(PATH, site.sections),
        accesses=tuple(_accesses(components)),
        has_credentials=any(each.credentials for each in components),
        is_local=hosts.is_local(platform),
        figure=block(architecture, way_from(PATH, site.sections), site.language),
        first=_first(site),
        flows=", ".join(each.title for each in platform.flows),
        guides=[_guides(each) for each in shelves(site)],
        components=[summary(site, each) for each in components],
        changelog=changelog(site),
        updated=in_words(platform.updated, site.language),
        owner=owner(site, platform.owner),
        contact=f"mailto:{platform.contact}",
    )
    return Page(path=PATH, title=platform.title, body=body, figures=(architecture,))


def _accesses(components: tuple[Component, ...]) -> Iterator[Access]:
    for component in components:
        for route in component.routes:
            yield Access(
                title=component.title,
                page=page_of(component),
                url=route.url,
                port=443 if route.tls else 80,
                purpose=component.description,
            )


def _guides(shelf: Shelf) -> tuple[Titled | None, tuple[Titled, ...]]:
    """Return what a list of pages stands under, if anything, and the pages."""
    head = Titled(title=shelf.title, page=shelf.page) if shelf.title else None
    pages = (each for each in shelf.pages if each[0] != shelf.page)
    return head, tuple(Titled(title=title, page=path) for path, title in pages)


def _first(site: Site) -> Titled | None:
    components = site.platform.components
    reached = (each for each in components if each.routes)
    first = site.portal or next(reached, None) or next(iter(components), None)
    return Titled(title=first.title, page=page_of(first)) if first else None
