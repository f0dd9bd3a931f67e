"""From the model to entities and objects, for those who write them down and those who apply."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from platformgen.artifact import Artifact
from platformgen.catalog import entities
from platformgen.check.entities import Entities
from platformgen.emit import catalog, portal
from platformgen.kubernetes import KubernetesObject, object_stream, portal_mount
from platformgen.memory import Recall, afresh
from platformgen.model import Platform
from platformgen.roles import portal as portal_of


class Made(Struct, frozen=True):
    """What a platform becomes, before it is written down."""

    entities: Entities
    catalog: tuple[Artifact, ...]
    config: tuple[Artifact, ...]
    """What configures the portal."""
    objects: Iterator[KubernetesObject]
    """One by one, and once: of a large platform nobody needs to keep them all."""
    mount: KubernetesObject | None
    """The fields that the portal's workload gets where an install makes it."""


def made(platform: Platform, recall: Recall = afresh) -> Made:
    """Return a platform's entities and objects; the portal's hold the catalog."""
    listed = entities(platform)
    catalog_files = tuple(catalog.catalog_files(listed, recall))
    config = tuple(portal.emit(platform))
    files = _portal_files(platform, listed, (catalog_files, config))
    objects, mount = object_stream(platform, files), portal_mount(platform, files)
    return Made(listed, catalog_files, config, objects, mount)


def _portal_files(
    platform: Platform, listed: Entities, made: tuple[Iterable[Artifact], Iterable[Artifact]]
) -> Mapping[str, str]:
    if portal_of(platform) is None:
        return {}
    catalog_files, config = made
    # The first entity is the entry.
    files = (*catalog.mounted_files(listed[0], catalog_files), *config)
    return {str(each.path): each.content.decode() for each in files}
