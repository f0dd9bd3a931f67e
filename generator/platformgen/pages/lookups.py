"""Small facts that several pages show: titles with their pages, owners, addresses."""

from __future__ import annotations

from msgspec import Struct

from platformgen.model import Component
from platformgen.pages.markdown import Markdown, link, text
from platformgen.pages.paths import page_of
from platformgen.pages.site import Site


class Titled(Struct, frozen=True, kw_only=True):
    """A thing by its title, and its page, if it has one."""

    title: str
    page: str | None = None


class Summary(Struct, frozen=True, kw_only=True):
    """A component as a row of a table."""

    title: str
    page: str
    purpose: str
    namespace: str | None
    owner: Markdown


def titled(site: Site, name: str) -> Titled:
    """Return a component, an external service, an actor, or the words themselves."""
    component = site.components.get(name)
    if component is not None:
        return Titled(title=component.title, page=page_of(component))
    externals = {each.name: each.title for each in site.platform.externals}
    actors = {each.name: each.title for each in site.platform.actors}
    return Titled(title=externals.get(name) or actors.get(name) or name)


def owner(site: Site, name: str) -> Markdown:
    """Return a team's title, linked to the catalog where the platform has a portal."""
    team = site.teams.get(name)
    title = text(team.title if team else name)
    catalog = catalog_page(site, "group", name)
    return link(title, catalog) if catalog else title


FEW = 5
"""Up to so many members of a team are named on a page."""


def whom_to_ask(site: Site, name: str) -> Markdown:
    """Return a team's title, the address to write to, and its members where they are few."""
    team = site.teams.get(name)
    parts = [owner(site, name)]
    if team is not None and team.email:
        parts.append(link(team.email, f"mailto:{team.email}"))
    if team is not None and 0 < len(team.members) <= FEW:
        parts.append(text(", ".join(site.people.get(each) or each for each in team.members)))
    return Markdown(" · ".join(parts))


def catalog_page(site: Site, kind: str, name: str) -> str | None:
    """Return the address of an entity in the portal, if there is a portal."""
    portal = site.portal
    return f"{portal.url}/catalog/default/{kind}/{name}" if portal else None


def summary(site: Site, component: Component) -> Summary:
    """Return a component as a row of a table."""
    return Summary(
        title=component.title,
        page=page_of(component),
        purpose=component.description,
        namespace=component.namespace,
        owner=owner(site, component.owner),
    )
