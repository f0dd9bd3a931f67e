"""The project's own platform, read without the product, for the tests about its sources."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
SPECS = sorted((ROOT / "specs").glob("*.yaml")) + sorted((ROOT / "specs/components").glob("*.yaml"))
PAGES = sorted((ROOT / "docs").rglob("*.md"))
STACK = "components/prometheus/install/helm"

Tree = dict[str, Any]


def merged(target: Tree, source: Tree, where: str = "") -> Tree:
    """Lay one file over the others; a leaf said twice is a mistake."""
    for key, value in source.items():
        if key not in target:
            target[key] = value
        elif isinstance(target[key], dict) and isinstance(value, dict):
            merged(target[key], value, f"{where}{key}.")
        else:
            assert key == "platformgen", f"{where}{key} is said twice"
    return target


def spec() -> Tree:
    """Read the specification's files as one tree; each call gives its own."""
    tree: Tree = {}
    for file in SPECS:
        merged(tree, yaml.safe_load(file.read_text(encoding="utf-8")))
    return tree


def at(tree: Any, path: str) -> Any:  # noqa: ANN401 (a leaf of a YAML tree)
    """Return what stands at a path of keys and indexes, parted by slashes."""
    for key in path.split("/"):
        tree = tree[int(key) if isinstance(tree, list) else key]
    return tree


def page(name: str) -> str:
    """Return the source of a hand-written page."""
    return (ROOT / "docs" / name).read_text(encoding="utf-8")
