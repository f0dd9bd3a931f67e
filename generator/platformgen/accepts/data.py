"""The schemas that come with the package."""

from __future__ import annotations

import gzip
import json
from functools import cache
from importlib.resources import files
from typing import Any

_FOLDER = "schemas"


@cache
def schema(name: str) -> dict[str, Any]:
    """Return the JSON document `schemas/NAME`, packed where the name ends in `.gz`."""
    raw = files(__package__).joinpath(_FOLDER, *name.split("/")).read_bytes()
    document: dict[str, Any] = json.loads(gzip.decompress(raw) if name.endswith(".gz") else raw)
    return document


def names(folder: str) -> tuple[str, ...]:
    """Return the names of the documents in a folder of schemas, sorted."""
    found = files(__package__).joinpath(_FOLDER, folder).iterdir()
    return tuple(sorted(f"{folder}/{each.name}" for each in found if ".json" in each.name))
