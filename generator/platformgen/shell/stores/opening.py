"""The store at a place, opened; a cloud's library is imported here, and nowhere before."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from platformgen.shell.stores.folder import FolderStore
from platformgen.shell.stores.place import Bucket, Container, Folder, Place
from platformgen.shell.stores.store import Store, StoreError

_TALKATIVE = ("azure", "botocore", "google", "msal", "urllib3")


def opened(place: Place, path: str) -> AbstractContextManager[Store]:
    """Give the store of the site at a path of a place; nothing is asked of the place yet."""
    match place:
        case Folder():
            return nullcontext(FolderStore(place.path / path))
        case Bucket():
            prefix = f"{place.prefix}/{path}" if place.prefix else path
            return _s3(place.name, prefix) if place.cloud == "s3" else _gcs(place.name, prefix)
        case Container():
            return _azure(place, path)


def _s3(bucket: str, prefix: str) -> AbstractContextManager[Store]:
    with _extra("s3"):
        from platformgen.shell.stores import s3  # noqa: PLC0415  # 0.2 s, and may not be there
    return s3.opened(bucket, prefix)


def _gcs(bucket: str, prefix: str) -> AbstractContextManager[Store]:
    with _extra("gcs"):
        from platformgen.shell.stores import gcs  # noqa: PLC0415  # as above
    return gcs.opened(bucket, prefix)


def _azure(place: Container, prefix: str) -> AbstractContextManager[Store]:
    with _extra("azure"):
        from platformgen.shell.stores import azure  # noqa: PLC0415  # as above
    return azure.opened(place.account, place.name, prefix)


@contextmanager
def _extra(name: str) -> Iterator[None]:
    """Say how to get what an extra brings, where it is missing; and keep what it brings quiet.

    What goes wrong is told once, by us. A logger without a handler would print it too.
    """
    for each in _TALKATIVE:
        logging.getLogger(each).addHandler(logging.NullHandler())
    try:
        yield
    except ModuleNotFoundError as error:
        raise StoreError(
            f"publishing there needs {error.name}, which is not installed: "
            f"run `pip install 'platformgen[{name}]'`"
        ) from error
