"""Files of the project as ConfigMaps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from hashlib import sha256

from platformgen.kubernetes.object import Document
from platformgen.model import TextFileMount, Workload

CHECKSUM = "checksum/files"
"""The annotation of a pod that changes with the files it mounts, so that new content rolls it."""

_NOT_IN_KEYS = re.compile(r"[^A-Za-z0-9._-]")


def files_config_map(workload: Workload, metadata: Document) -> Document:
    """Return the ConfigMap of all files that a workload mounts."""
    contents = (file.content for file in workload.files)
    return {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": metadata,
        "data": dict(zip(file_keys(workload.files), contents, strict=True)),
    }


def file_keys(files: Sequence[TextFileMount]) -> tuple[str, ...]:
    """Return the files' keys in their ConfigMap: their names, numbered where two are the same."""
    keys: dict[str, None] = {}
    for file in files:
        name = config_key(file.path)
        key, number = name, 1
        while key in keys:
            number += 1
            key = f"{number}-{name}"
        keys[key] = None
    return tuple(keys)


def config_key(path: str) -> str:
    """Return the name of a file as a ConfigMap takes it for a key.

    >>> config_key("files/año nuevo.yaml")
    'a_o_nuevo.yaml'
    """
    # A key must not begin with two dots.
    return _NOT_IN_KEYS.sub("_", path.rpartition("/")[2]).replace("..", "._") or "_"


def checksum(texts: Iterable[str]) -> str:
    """Return a hash of texts in their order; where one ends and the next begins counts."""
    total = sha256()
    for text in texts:
        content = text.encode()
        total.update(f"{len(content)}\n".encode())
        total.update(content)
    return total.hexdigest()
