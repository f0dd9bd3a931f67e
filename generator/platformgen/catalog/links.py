"""The links of an entity: where a person goes from its page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from platformgen import sitemap
from platformgen.catalog.dashboards import dashboard_url, dashboards
from platformgen.catalog.index import Index
from platformgen.model import Component, Link


def links(index: Index, component: Component) -> list[Mapping[str, str]]:
    """Return the component's links in the order people need them; the user's own come first.

    A URL stands once: what the user says about it holds.
    """
    found = [
        *component.links,
        *_addresses(index, component),
        *_portal_pages(index, component),
        *_dashboards(index, component),
        *_written_page(index, component),
    ]
    by_url: dict[str, Mapping[str, str]] = {}
    for link in found:
        by_url.setdefault(link.url, _document(link))
    return list(by_url.values())


def platform_links(index: Index) -> list[Mapping[str, str]]:
    """Return the links of the platform itself."""
    platform, words = index.platform, index.words
    found = [
        ("catalog.documentation", sitemap.in_portal(index.portal, platform, "/"), "docs"),
        ("catalog.repository", platform.repository, "github"),
        ("catalog.issues", platform.issues, "help"),
    ]
    return [
        _document(Link(title=words[key], url=url, icon=icon)) for key, url, icon in found if url
    ]


def _document(link: Link) -> Mapping[str, str]:
    fields = {"url": link.url, "title": link.title, "icon": link.icon}
    return {key: value for key, value in fields.items() if value}


def _addresses(index: Index, component: Component) -> Iterator[Link]:
    if component.url is None:
        return
    title = index.words["catalog.open"].format(title=component.title)
    yield Link(title=title, url=component.url, icon="externalLink")
    seen = {component.routes[0].host}
    for route in component.routes[1:]:
        if route.host not in seen:
            seen.add(route.host)
            yield Link(title=route.host, url=route.url, icon="externalLink")


def _portal_pages(index: Index, component: Component) -> Iterator[Link]:
    portal = index.portal
    if portal is None or portal.portal is None or portal.url is None:
        return
    title = index.words["catalog.portal_page"]
    if component is portal:
        actors = {actor.name: actor.title for actor in index.platform.actors}
        for name, path in portal.portal.pages.items():
            if name not in index.components or name == portal.name:
                # A name is lower case with hyphens.
                words = name.replace("-", " ").capitalize()
                shown = title.format(title=actors.get(name, words))
                yield Link(title=shown, url=portal.url + path, icon="dashboard")
    elif component.name in portal.portal.pages:
        path = portal.portal.pages[component.name]
        shown = title.format(title=component.title)
        yield Link(title=shown, url=portal.url + path, icon="dashboard")


def _dashboards(index: Index, component: Component) -> Iterator[Link]:
    for shown in dashboards(component):
        url = dashboard_url(index.grafana, shown)
        if url is not None:
            yield Link(title=shown.title, url=url, icon="dashboard")


def _written_page(index: Index, component: Component) -> Iterator[Link]:
    if component.page is None:
        return
    page = sitemap.address(component.page)
    url = sitemap.in_portal(index.portal, index.platform, page)
    if url is not None:
        yield Link(title=index.words["catalog.guide"], url=url, icon="docs")
