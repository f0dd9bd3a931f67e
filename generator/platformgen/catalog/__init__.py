"""The platform as Backstage entities.

The catalog knows no namespace but `default`. The cluster itself has no entity: everything would
depend on it, and every relation graph would show everything.
"""

from __future__ import annotations

from collections.abc import Iterator

from platformgen.catalog.component import component_entities
from platformgen.catalog.entity import ORGANISATION, Entity, Metadata, entity
from platformgen.catalog.index import Index, index
from platformgen.catalog.organisation import organisation
from platformgen.catalog.surroundings import external_entity, site_entity, system_entity
from platformgen.model import Platform

__all__ = ["ENTRY", "ORGANISATION", "Entity", "entities"]

ENTRY = "catalog/all.yaml"
"""The Location that names every entity's file, but for those in ORGANISATION."""


def entities(platform: Platform) -> tuple[Entity, ...]:
    """Return every entity of the catalog: the entry first, the organisation last.

    Entities of one file stand in its order.
    """
    known = index(platform)
    listed = tuple(_listed(known))
    return (_entry(platform, listed), *listed, *organisation(known))


def _listed(known: Index) -> Iterator[Entity]:
    platform = known.platform
    for system in platform.systems:
        yield system_entity(known, system)
    yield site_entity(known)
    for component in platform.components:
        yield from component_entities(known, component)
    for external in platform.externals:
        yield external_entity(known, external)


def _entry(platform: Platform, listed: tuple[Entity, ...]) -> Entity:
    folder = ENTRY.rpartition("/")[0]
    metadata = Metadata(name=platform.name, title=platform.title, description=platform.description)
    targets = sorted(f".{each.path.removeprefix(folder)}" for each in listed)
    # Named one by one: a pattern would need a file location, and would take in strangers' files.
    return entity("Location", metadata, {"targets": targets}, ("platform",), path=ENTRY)
