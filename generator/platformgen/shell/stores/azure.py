"""Azure Blob Storage, by its own library.

Credentials come from AZURE_STORAGE_CONNECTION_STRING, AZURE_STORAGE_KEY or
AZURE_STORAGE_SAS_TOKEN, as for the Azure command line; else from where DefaultAzureCredential
finds them: environment, workload identity, managed identity, `az login`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from azure.core.exceptions import (
    AzureError,
    HttpResponseError,
    ResourceNotFoundError,
)
from azure.identity import DefaultAzureCredential
from azure.storage.blob import BlobServiceClient, ContainerClient, ContentSettings, LinearRetry
from msgspec import Struct

from platformgen.shell.stores.headers import cache_control, content_type
from platformgen.shell.stores.store import AT_ONCE, Store, StoreError, md5

_CONNECTION = "AZURE_STORAGE_CONNECTION_STRING"
_KEYS = ("AZURE_STORAGE_KEY", "AZURE_STORAGE_SAS_TOKEN")
_ROLE = "Storage Blob Data Contributor"


@contextmanager
def opened(account: str, container: str, prefix: str) -> Iterator[Store]:
    """Give the store of what is under a prefix of a container."""
    place = f"az://{account}/{container}/{prefix}"
    with _service(account) as service:
        client = service.get_container_client(container)
        yield AzureStore(container=client, prefix=f"{prefix}/", place=place)


class AzureStore(Struct, frozen=True, kw_only=True):
    """The blobs of a container whose names begin with a prefix, which ends with a slash."""

    container: ContainerClient
    prefix: str
    place: str
    at_once: int = AT_ONCE

    def list(self) -> Mapping[str, str]:
        """Return every path with the MD5 of its content in hex, where the server knows it."""
        with _told(self.place):
            return {
                each.name.removeprefix(self.prefix): bytes(
                    each.content_settings.content_md5 or b""
                ).hex()
                for each in self.container.list_blobs(self.prefix, include=["metadata"])
                # Accounts with a hierarchy list their folders too.
                if not (each.metadata or {}).get("hdi_isfolder") and not each.name.endswith("/")
            }

    def is_same(self, path: str, told: str, content: bytes) -> bool:  # noqa: ARG002  # its protocol
        """Tell whether a blob holds this content."""
        return told == md5(content).hex()

    def put(self, path: str, content: bytes) -> None:
        """Make a blob hold this content; the server keeps the digest that we give it."""
        settings = ContentSettings(
            content_type=content_type(path),
            cache_control=cache_control(path),
            content_md5=bytearray(md5(content)),
        )
        with _told(self.place):
            self.container.upload_blob(
                self.prefix + path,
                content,
                overwrite=True,
                content_settings=settings,
                validate_content=True,
            )

    def delete(self, path: str) -> None:
        """Remove a blob, if it is there."""
        with _told(self.place):
            try:
                self.container.delete_blob(self.prefix + path)
            except ResourceNotFoundError:
                return


def _service(account: str) -> BlobServiceClient:
    settings: dict[str, Any] = {  # what the library's signature spells out, and more
        "connection_timeout": 10,
        "read_timeout": 60,
        # Six times in about ten seconds; the library's own patience is minutes.
        "retry_policy": LinearRetry(backoff=2, retry_total=5, random_jitter_range=1),
    }
    connection = os.environ.get(_CONNECTION)
    if not connection:
        secret = next(filter(None, map(os.environ.get, _KEYS)), None)
        url = f"https://{account}.blob.core.windows.net"
        return BlobServiceClient(url, secret or DefaultAzureCredential(), **settings)
    try:
        service = BlobServiceClient.from_connection_string(connection, **settings)
    except ValueError as error:
        raise StoreError(f"{_CONNECTION} is no connection string of Azure's storage") from error
    if service.account_name != account:
        raise StoreError(f"{_CONNECTION} is for another account than {account}")
    return service


@contextmanager
def _told(place: str) -> Iterator[None]:
    """Make a StoreError of what the library raises.

    Its own messages are long, and those of a connection may hold the token of a URL.
    """
    try:
        yield
    except HttpResponseError as error:
        raise StoreError(f"{place}: {_refusal(error)}") from error
    except AzureError as error:
        raise StoreError(f"{place}: cannot be reached: {type(error).__name__}") from error


def _refusal(error: HttpResponseError) -> str:
    if error.response is None:
        variables = ", ".join((_CONNECTION, *_KEYS))
        return f"no credentials that work were found: run `az login`, or set one of {variables}"
    code = getattr(error, "error_code", None) or error.reason
    code = getattr(code, "value", code)  # where the library knows it, it is of an enumeration
    if code == "ContainerNotFound":
        return "there is no such container"
    if error.status_code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return f"refused ({code}): the credentials must have the role {_ROLE} there"
    return f"{error.status_code} {code}"
