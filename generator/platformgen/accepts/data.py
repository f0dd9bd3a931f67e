"""The schemas that come with the package."""

from __future__ import annotations

import gzip
import pkgutil
from functools import cache
from typing import Any

import msgspec

_FOLDER = "schemas"


@cache
def schema(name: str) -> dict[str, Any]:
    """Return the JSON document `schemas/NAME`, packed where the name ends in `.gz`."""
    # Not `importlib.resources`, which takes as long to import as a small platform to build.
    raw = pkgutil.get_data(__package__, f"{_FOLDER}/{name}") or b""
    document: dict[str, Any] = msgspec.json.decode(
        gzip.decompress(raw) if name.endswith(".gz") else raw
    )
    return document


def names(folder: str) -> tuple[str, ...]:
    """Return the names of the documents in a folder of schemas, sorted."""
    from importlib.resources import files  # noqa: PLC0415  # as above

    found = files(__package__).joinpath(_FOLDER, folder).iterdir()
    return tuple(sorted(f"{folder}/{each.name}" for each in found if ".json" in each.name))
