"""A chart's archive, looked through in memory: nothing of it is ever put on a disk."""

from __future__ import annotations

import io
import json
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from platformgen.lock.documents import Unparsed, objects

BYTES_MAX = 100 * 1024 * 1024
"""Unpacked: the largest charts that people install have 10 MB."""
FILES_MAX = 20_000
_GZIP = 31
"""zlib's word for a gzip header and the largest window."""
_SCHEMA = "values.schema.json"
_READ = ("Chart.yaml", _SCHEMA)
_ARCHIVE = ".tgz"
"""Charts that a chart consists of may be archives themselves."""


def refused_archive(content: bytes, chart: str, version: str) -> str | None:
    """Return why this is not the archive of that chart, or None: it is.

    The words finish the sentence `ARCHIVE …`.
    """
    try:
        said: Mapping[str, Any] | None = None
        for path, data in _files(content):
            if path.parts[1:] == ("Chart.yaml",):
                said = _chart(data)
    except _RefusedError as refused:
        return str(refused)
    except (tarfile.TarError, EOFError, zlib.error, ValueError):
        return "is not the archive of a chart"
    if said is None:
        return "has no Chart.yaml"
    name, number = said.get("name"), str(said.get("version"))
    if (name, number.removeprefix("v")) != (chart, version.removeprefix("v")):
        return f"holds {name} {number}, not {chart} {version}"
    return None


def refers_elsewhere(content: bytes) -> bool:
    """Tell whether a schema of a chart, or of one in it, refers to a file or to a URL.

    Helm would read what is there, from the network or from the machine's disks. An archive that
    cannot be looked through counts as one that does.
    """
    try:
        return any(
            refers_elsewhere(data) if path.suffix == _ARCHIVE else _is_open(data)
            for path, data in _files(content)
            if path.name == _SCHEMA or path.suffix == _ARCHIVE
        )
    except (_RefusedError, tarfile.TarError, EOFError, zlib.error, ValueError, RecursionError):
        return True


def _is_open(schema: bytes) -> bool:
    """Tell whether a schema refers to something that is not in itself."""
    waiting: list[object] = [json.loads(schema)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            waiting += node.values()
            targets = (node.get(key) for key in ("$ref", "$dynamicRef", "$recursiveRef"))
            if any(isinstance(each, str) and not each.startswith("#") for each in targets):
                return True
        elif isinstance(node, list):
            waiting += node
    return False


class _RefusedError(Exception):
    """What is wrong with an archive."""


def _files(content: bytes) -> Iterator[tuple[PurePosixPath, bytes]]:
    unzip = zlib.decompressobj(wbits=_GZIP)
    unpacked = unzip.decompress(content, BYTES_MAX + 1)
    if len(unpacked) > BYTES_MAX:
        raise _RefusedError("is larger than a chart can be")
    if unzip.unused_data or not unzip.eof:
        raise _RefusedError("is not one whole archive")
    with tarfile.open(fileobj=io.BytesIO(unpacked), mode="r:") as archive:
        for count, member in enumerate(archive):
            path = PurePosixPath(member.name)
            if path.is_absolute() or ".." in path.parts or "\\" in member.name:
                raise _RefusedError("names a file outside of its folder")
            if not member.isfile() and not member.isdir():
                raise _RefusedError("holds a link or a device")
            if count >= FILES_MAX:
                raise _RefusedError("holds more files than a chart can have")
            opened = archive.extractfile(member)
            if opened is not None and (path.name in _READ or path.suffix == _ARCHIVE):
                yield path, opened.read()


def _chart(data: bytes) -> Mapping[str, Any] | None:
    found = objects(data)
    return found[0] if not isinstance(found, Unparsed) and found else None
