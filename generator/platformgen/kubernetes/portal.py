"""The catalog and the configuration that the portal reads, as files in its pods.

No folder in a volume: its files would have to be named one by one, and the API server compares each
with each other one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from platformgen.kubernetes.files import checksum
from platformgen.kubernetes.object import Document
from platformgen.kubernetes.surroundings import Surroundings
from platformgen.model import Component, Container, Portal, Workload

CHECKSUM = "checksum/portal"
"""The annotation of the portal's pods that changes with the catalog and the configuration."""

CONFIG_NAME = "app-config.yaml"
"""The name of the generated configuration, here and as the end of its path among the files."""

CHUNK_BYTES = 180_000
"""How much of the catalog one ConfigMap takes.

The API server would take 1 MiB. But `kubectl apply` without `--server-side` keeps a copy of the
object, as JSON, in an annotation, and annotations end at 256 KiB.
"""

_CATALOG_FOLDER = "catalog/"
_CATALOG = "portal-catalog"
_CONFIG = "portal-config"

# How the image of a newly made Backstage app starts; `args` replace it whole.
_START = ("node", "packages/backend", "--config", "app-config.yaml")
_PRODUCTION = "app-config.production.yaml"


class PortalFiles(Struct, frozen=True):
    """What the portal's pods get: ConfigMaps' data by name, volumes, mounts and arguments.

    There are arguments only where the workload is ours: a list of them has one owner.
    """

    config_maps: Mapping[str, Mapping[str, str]]
    volumes: tuple[Document, ...]
    mounts: tuple[Document, ...]
    args: tuple[str, ...]
    checksum: str


def portal_files(around: Surroundings, component: Component) -> PortalFiles | None:
    """Return what a component's pods get as the portal; None where it is none, or has no pods."""
    portal, workload = component.portal, component.workload
    runs = workload or component.runs
    if portal is None or runs is None:
        return None
    config_maps: dict[str, Mapping[str, str]] = {}
    volumes: list[Document] = []
    mounts: list[Document] = []
    if portal.catalog:
        chunks = dict(_catalog_chunks(f"{runs.name}-catalog", around.portal_files))
        config_maps.update(chunks)
        sources = [{"configMap": {"name": name}} for name in chunks]
        volumes.append({"name": _CATALOG, "projected": {"sources": sources}})
        mounts.append({"name": _CATALOG, "mountPath": portal.catalog, "readOnly": True})
    if portal.config:
        name = f"{runs.name}-app-config"
        config_maps[name] = {CONFIG_NAME: _app_config(around.portal_files)}
        volumes.append({"name": _CONFIG, "configMap": {"name": name}})
        mounts.append({"name": _CONFIG, "mountPath": portal.config, "readOnly": True})
    return PortalFiles(
        config_maps=config_maps,
        volumes=tuple(volumes),
        mounts=tuple(mounts),
        args=_args(workload, workload.containers[0], portal) if workload else (),
        checksum=checksum(text for data in config_maps.values() for text in data.values()),
    )


def portal_config_maps(
    files: PortalFiles, namespace: str, labels: Mapping[str, str]
) -> Iterator[Document]:
    """Return the ConfigMaps that hold the portal's files."""
    for name, data in files.config_maps.items():
        yield {
            "apiVersion": "v1",
            "kind": "ConfigMap",
            "metadata": {"name": name, "namespace": namespace, "labels": labels},
            "data": data,
        }


def _catalog_chunks(name: str, files: Mapping[str, str]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield the catalog's files, all in one folder, by name, in ConfigMaps small enough."""
    chunk: dict[str, str] = {}
    size = number = 0
    for path in sorted(files):
        if not path.startswith(_CATALOG_FOLDER):
            continue
        text = files[path]
        length = len(path) + len(text.encode())
        if chunk and size + length > CHUNK_BYTES:
            number += 1
            yield f"{name}-{number}", chunk
            chunk, size = {}, 0
        chunk[path.removeprefix(_CATALOG_FOLDER)] = text
        size += length
    if chunk:
        yield f"{name}-{number + 1}", chunk


def _app_config(files: Mapping[str, str]) -> str:
    return next((text for path, text in files.items() if path.endswith(f"/{CONFIG_NAME}")), "")


def _args(workload: Workload, container: Container, portal: Portal) -> tuple[str, ...]:
    """Return the arguments of the portal, with the generated configuration as the last word."""
    if portal.config is None:
        return container.args
    ours = ("--config", f"{portal.config.rstrip('/')}/{CONFIG_NAME}")
    if container.command or container.args:
        return (*container.args, *ours)
    mounted = [file.path for file in workload.files if _is_app_config(file.path)]
    further = [word for path in mounted or [_PRODUCTION] for word in ("--config", path)]
    return (*_START, *further, *ours)


def _is_app_config(path: str) -> bool:
    name = path.rpartition("/")[2]
    return name.startswith("app-config") and name.endswith((".yaml", ".yml"))
