"""The platforms that the manifests are compared for, compiled from their specs."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from platformgen.kubernetes import objects, target
from platformgen.model import Platform
from platformgen.pipeline import compiled
from platformgen.shell.disk import DiskProject
from platforms.generated import generated

CASES = Path(__file__).parent / "kubernetes" / "cases"
ROOT = Path(__file__).resolve().parents[1]
NAMES = ("edge", "shop")
ALL = (*NAMES, "market", "generated", "own")
PORTAL_FILES = {
    "catalog/all.yaml": "kind: Location\n",
    "catalog/entities-1.yaml": "kind: Component\n",
    "build/backstage/app-config.yaml": "app: {}\n",
}


FOLDERS = {"own": ROOT, "market": ROOT / "tests" / "platforms" / "shop"}
"""Platforms that do not stand among the cases: the project's own, and one with every field."""
GENERATED = 100


@cache
def case(name: str) -> Platform:
    """Return the platform of a case's specs, of a folder, or one that is generated."""
    if name == "generated":
        with TemporaryDirectory() as folder:
            for path, content in generated(GENERATED).items():
                file = Path(folder, path)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
            return _compiled(Path(folder))
    return _compiled(FOLDERS.get(name, CASES / name))


def _compiled(folder: Path) -> Platform:
    compilation, found = compiled(DiskProject(folder))
    assert compilation is not None, "\n".join(each.render() for each in found)
    return compilation.platform


def named(platform: Platform, kind: str, name: str) -> dict[str, Any]:
    """Return the one object of this kind and name; an object of its own parts, to look into."""
    found = [
        each.document
        for each in objects(platform, PORTAL_FILES)
        if target(each.document)[0] == kind and target(each.document)[2] == name
    ]
    assert len(found) == 1, f"{len(found)} of {kind} {name}"
    return found[0]


def names(platform: Platform, kind: str) -> list[str]:
    """Return the names of all objects of a kind, in the order in which they are made."""
    made = (target(each.document) for each in objects(platform, PORTAL_FILES))
    return [name for found, _, name in made if found == kind]
