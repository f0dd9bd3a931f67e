"""The URL that `--to` names, read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal, TypeAlias
from urllib.parse import unquote, urlsplit

from msgspec import Struct

FORMS = "file:///DIR, s3://BUCKET/PREFIX, gs://BUCKET/PREFIX or az://ACCOUNT/CONTAINER"
"""The places that can be published to."""

_BUCKET = re.compile(
    r"(?P<cloud>s3|gs)://(?P<bucket>[a-z0-9][a-z0-9._-]*[a-z0-9])"
    r"(?P<prefix>(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*)/?"
)
_CONTAINER = re.compile(r"az://(?P<account>[a-z0-9]+)/(?P<container>[a-z0-9][a-z0-9-]*)/?")


class Folder(Struct, frozen=True, kw_only=True):
    """A folder of this machine."""

    path: Path


class Bucket(Struct, frozen=True, kw_only=True):
    """A bucket of Amazon S3 or Google Cloud Storage, and the path in it, '' for its top."""

    cloud: Literal["s3", "gs"]
    name: str
    prefix: str


class Container(Struct, frozen=True, kw_only=True):
    """A container of an account of Azure Blob Storage, which Backstage reads from its top."""

    account: str
    name: str


Place: TypeAlias = Folder | Bucket | Container


class PlaceError(ValueError):
    """A URL names no place. The message does not repeat it, for a secret may be in it."""


def place(url: str) -> Place:
    """Return the place that a URL names."""
    if url.startswith("file://"):
        return Folder(path=_folder(url))
    if found := _BUCKET.fullmatch(url):
        cloud: Literal["s3", "gs"] = "s3" if found["cloud"] == "s3" else "gs"
        return Bucket(cloud=cloud, name=found["bucket"], prefix=found["prefix"].strip("/"))
    if found := _CONTAINER.fullmatch(url):
        return Container(account=found["account"], name=found["container"])
    if url.startswith("az://"):
        raise PlaceError("Backstage reads a container from its top: use az://ACCOUNT/CONTAINER")
    raise PlaceError(f"no place that can be published to: use {FORMS}")


def _folder(url: str) -> Path:
    parts = urlsplit(url)
    if parts.query or parts.fragment:
        raise PlaceError("a folder's URL has no ? and no #: use file:///DIR")
    if parts.netloc not in {"", "localhost"}:
        raise PlaceError(
            "what stands after file:// is a machine's name: use file:///DIR, or file://$PWD/DIR "
            "for a folder in this one"
        )
    path = unquote(parts.path)
    if not path:
        raise PlaceError("file:// names no folder: use file:///DIR")
    return Path(path)
