"""A chart's archive, looked through in memory: nothing of it is ever put on a disk."""

from __future__ import annotations

import io
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
            if opened is not None and path.name == "Chart.yaml":
                yield path, opened.read()


def _chart(data: bytes) -> Mapping[str, Any] | None:
    found = objects(data)
    return found[0] if not isinstance(found, Unparsed) and found else None
