"""The Backstage catalog: catalog/all.yaml, catalog/org.yaml, catalog/<kind>/<name>.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from platformgen.artifact import Artifact
from platformgen.catalog import Entity, entities
from platformgen.model import Platform
from platformgen.yamltext import yaml_file


def emit(platform: Platform) -> Iterator[Artifact]:
    """Write the catalog of the default environment; another one has none of its own."""
    if platform.environment is None:
        yield from catalog_files(entities(platform))


def catalog_files(listed: Iterable[Entity]) -> Iterator[Artifact]:
    """Return the files that hold these entities, as the portal of any environment reads them."""
    files: dict[str, list[Mapping[str, object]]] = {}
    for entity in listed:
        files.setdefault(entity.path, []).append(entity.document)
    for path, documents in files.items():
        yield yaml_file(path, *documents)
