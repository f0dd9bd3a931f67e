"""The Backstage catalog: catalog/all.yaml, catalog/org.yaml, catalog/<kind>/<name>.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from platformgen.artifact import Artifact
from platformgen.catalog import ENTRY, Entity, entities
from platformgen.kubernetes.portal import CHUNK_BYTES
from platformgen.memory import Recall, afresh
from platformgen.model import Platform
from platformgen.yamltext import yaml_file


def emit(platform: Platform) -> Iterator[Artifact]:
    """Write the catalog of the default environment; another one has none of its own."""
    if platform.environment is None:
        yield from catalog_files(entities(platform))


def catalog_files(listed: Iterable[Entity], recall: Recall = afresh) -> Iterator[Artifact]:
    """Return the files that hold these entities, as the portal of any environment reads them."""
    files: dict[str, list[Mapping[str, object]]] = {}
    for entity in listed:
        files.setdefault(entity.path, []).append(entity.document)
    for path, documents in files.items():
        yield recall(yaml_file, path, *documents)


def mounted_files(entry: Entity, files: Iterable[Artifact]) -> Iterator[Artifact]:
    """Return the same catalog in few files, as the portal's pods get it; `entry` names them.

    The API server compares each file of a volume with each other one: it takes seconds for two
    thousand of them, and gives up at some thousands more.
    """
    folder = ENTRY.rpartition("/")[0]
    alone: list[Artifact] = []
    others: list[Artifact] = []
    for each in files:
        (alone if str(each.path.parent) == folder else others).append(each)
    together = [
        Artifact(PurePosixPath(f"{folder}/entities-{number}.yaml"), content)
        for number, content in enumerate(_together(each.content for each in others), start=1)
    ]
    targets = [f"./{each.path.name}" for each in together]
    yield yaml_file(ENTRY, {**entry.document, "spec": {"targets": targets}})
    yield from (each for each in alone if str(each.path) != ENTRY)
    yield from together


def _together(contents: Iterable[bytes]) -> Iterator[bytes]:
    """Yield files one after the other, as many in one as a ConfigMap takes."""
    found: list[bytes] = []
    size = 0
    for content in contents:
        if found and size + len(content) > CHUNK_BYTES:
            yield b"".join(found)
            found, size = [], 0
        found.append(content)
        size += len(content)
    if found:
        yield b"".join(found)
