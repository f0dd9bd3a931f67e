"""Which files of the project a spec names, and where it names them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from platformgen.lower.values import Entry
from platformgen.source.document import Path


def file_references(spec: Entry) -> Iterator[tuple[str, Path]]:
    """Yield each file's path and the spec's path that names it."""
    for index, path in enumerate(spec.get("objects", ())):
        yield path, ("objects", index)
    for name, component in spec.get("components", {}).items():
        yield from _of_component(component, ("components", name))


def _of_component(component: Any, at: Path) -> Iterator[tuple[str, Path]]:  # noqa: ANN401  # checked by the schema
    for mount, source in component.get("workload", {}).get("files", {}).items():
        yield source, (*at, "workload", "files", mount)
    for name, api in component.get("provides", {}).items():
        yield api["definition"], (*at, "provides", name, "definition")
    for index, path in enumerate(component.get("dashboards", ())):
        yield path, (*at, "dashboards", index)
