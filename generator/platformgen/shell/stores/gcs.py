"""Google Cloud Storage, by its own library.

Credentials come from where Google's libraries find them (Application Default Credentials):
GOOGLE_APPLICATION_CREDENTIALS, `gcloud auth application-default login`, the machine's account.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus

from google.api_core.exceptions import GoogleAPICallError, NotFound, RetryError
from google.auth.exceptions import DefaultCredentialsError, GoogleAuthError
from google.cloud.storage import Bucket, Client
from google.cloud.storage.retry import DEFAULT_RETRY
from msgspec import Struct

from platformgen.shell.stores.headers import cache_control, content_type
from platformgen.shell.stores.store import AT_ONCE, Store, StoreError, base64_of, md5

_RIGHTS = "storage.objects.list, .get, .create and .delete"
_TIMEOUT_SECONDS = (10, 60)  # to connect, to be answered
_RETRY = DEFAULT_RETRY.with_timeout(20)
"""Again and again for twenty seconds. Whatever we ask may be asked twice."""


@contextmanager
def opened(bucket: str, prefix: str) -> Iterator[Store]:
    """Give the store of what is under a prefix of a bucket."""
    place = f"gs://{bucket}/{prefix}"
    with _told(place):
        client = Client(project=None)
    try:
        yield GcsStore(bucket=client.bucket(bucket), prefix=f"{prefix}/", place=place)
    finally:
        client.close()


class GcsStore(Struct, frozen=True, kw_only=True):
    """The objects of a bucket whose names begin with a prefix, which ends with a slash."""

    bucket: Bucket
    prefix: str
    place: str
    at_once: int = AT_ONCE

    def list(self) -> Mapping[str, str]:
        """Return every path with the MD5 of its content, in base64."""
        with _told(self.place):
            found = self.bucket.list_blobs(
                prefix=self.prefix,
                fields="items(name,md5Hash),nextPageToken",
                timeout=_TIMEOUT_SECONDS,
                retry=_RETRY,
            )
            return {
                each.name.removeprefix(self.prefix): each.md5_hash or ""
                for each in found
                # Consoles make folders of empty objects: they are no files.
                if not each.name.endswith("/")
            }

    def is_same(self, path: str, told: str, content: bytes) -> bool:  # noqa: ARG002  # its protocol
        """Tell whether an object holds this content."""
        return told == base64_of(md5(content))

    def put(self, path: str, content: bytes) -> None:
        """Make an object hold this content; the server checks that it arrived whole."""
        blob = self.bucket.blob(self.prefix + path)
        blob.cache_control = cache_control(path)
        with _told(self.place):
            blob.upload_from_string(
                content,
                content_type=content_type(path),
                timeout=_TIMEOUT_SECONDS,
                retry=_RETRY,
                checksum="md5",
            )

    def delete(self, path: str) -> None:
        """Remove an object, if it is there."""
        with _told(self.place):
            try:
                blob = self.bucket.blob(self.prefix + path)
                blob.delete(timeout=_TIMEOUT_SECONDS, retry=_RETRY)
            except NotFound:
                return


@contextmanager
def _told(place: str) -> Iterator[None]:
    """Make a StoreError of what the library raises."""
    try:
        yield
    except DefaultCredentialsError as error:
        raise StoreError(
            f"{place}: no credentials were found: run `gcloud auth application-default login`, or "
            "name a file of them in GOOGLE_APPLICATION_CREDENTIALS"
        ) from error
    except GoogleAPICallError as error:
        raise StoreError(f"{place}: {_refusal(error)}") from error
    except GoogleAuthError as error:
        raise StoreError(f"{place}: the credentials do not work: {type(error).__name__}") from error
    except (RetryError, OSError) as error:
        cause = getattr(error, "cause", None) or error
        raise StoreError(f"{place}: cannot be reached: {type(cause).__name__}") from error


def _refusal(error: GoogleAPICallError) -> str:
    if error.code == HTTPStatus.NOT_FOUND:
        return "there is no such bucket"
    if error.code in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return f"refused ({error.code}): the credentials must allow {_RIGHTS} there"
    said = error.errors[0].get("message", "") if error.errors else ""
    return f"{error.code} {said}".strip()
