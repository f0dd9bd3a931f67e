"""The platforms that the manifests are compared for, compiled from their specs."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from platformgen.model import Platform
from platformgen.pipeline import compiled
from platformgen.shell.disk import DiskProject

CASES = Path(__file__).parent / "kubernetes" / "cases"
ROOT = Path(__file__).resolve().parents[1]
NAMES = ("edge", "shop")
PORTAL_FILES = {
    "catalog/all.yaml": "kind: Location\n",
    "catalog/component/api.yaml": "kind: Component\n",
    "build/backstage/app-config.yaml": "app: {}\n",
}


@cache
def case(name: str) -> Platform:
    """Return the platform of a case's specs, or of the project itself."""
    compilation, found = compiled(DiskProject(ROOT if name == "own" else CASES / name))
    assert compilation is not None, "\n".join(each.render() for each in found)
    return compilation.platform
