"""The platform's Domain, and the Groups and Users that own what is in it."""

from __future__ import annotations

from collections.abc import Iterator

from platformgen.catalog.annotations import source
from platformgen.catalog.documentation import docs_tab
from platformgen.catalog.entity import ORGANISATION, Entity, Metadata, entity, ref
from platformgen.catalog.index import Index
from platformgen.catalog.links import platform_links
from platformgen.model import Platform, Team, User


def organisation(index: Index) -> Iterator[Entity]:
    """Return the Domain, then the Groups, then the Users."""
    platform = index.platform
    yield _domain(index)
    for team in platform.teams:
        yield _group(platform, team)
    for user in platform.users:
        yield _user(platform, user)


def _domain(index: Index) -> Entity:
    platform = index.platform
    metadata = Metadata(
        name=platform.name,
        title=platform.title,
        description=platform.description,
        annotations={**docs_tab(platform, "index.md"), **source(platform)},
        links=platform_links(index),
    )
    spec = {"owner": ref("Group", platform.owner)}
    return entity("Domain", metadata, spec, ("platform",), path=ORGANISATION)


def _group(platform: Platform, team: Team) -> Entity:
    metadata = Metadata(name=team.name, title=team.title, description=team.description)
    children = [ref("Group", each.name) for each in platform.teams if each.parent == team.name]
    spec: dict[str, object] = {"type": "team", "profile": _profile(team.title, team.email)}
    if team.parent is not None:
        spec["parent"] = ref("Group", team.parent)
    # Required by the catalog, even where it is empty.
    spec["children"] = children
    if team.members:
        spec["members"] = [ref("User", member) for member in team.members]
    return entity("Group", metadata, spec, ("teams", team.name), path=ORGANISATION)


def _user(platform: Platform, user: User) -> Entity:
    metadata = Metadata(name=user.name, title=user.title)
    teams = [ref("Group", team.name) for team in platform.teams if user.name in team.members]
    spec = {"profile": _profile(user.title, user.email), "memberOf": teams}
    return entity("User", metadata, spec, ("users", user.name), path=ORGANISATION)


def _profile(name: str, email: str | None) -> dict[str, str]:
    profile = {"displayName": name}
    if email is not None:
        profile["email"] = email
    return profile
