"""Amazon S3, and what speaks its language, by botocore.

Credentials, region and endpoint come from where the AWS command line finds them: environment,
configuration files, profiles, roles. At an endpoint of one's own the bucket is in the path, unless
a configuration says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import botocore.session
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    HTTPClientError,
    NoCredentialsError,
)
from botocore.exceptions import ConnectionError as NoConnectionError
from msgspec import Struct

from platformgen.shell.stores.headers import cache_control, content_type
from platformgen.shell.stores.store import AT_ONCE, Store, StoreError, base64_of, md5

_RIGHTS = "s3:ListBucket, s3:GetObject, s3:PutObject and s3:DeleteObject"
_CONFIG = Config(
    connect_timeout=10,
    read_timeout=60,
    max_pool_connections=AT_ONCE,
    # How often is for AWS_MAX_ATTEMPTS and the configuration to say; three times, if they do not.
    retries={"mode": "standard"},
    # Content-MD5, which we send, is checked by every server; newer checksums are not.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)


@contextmanager
def opened(bucket: str, prefix: str) -> Iterator[Store]:
    """Give the store of what is under a prefix of a bucket."""
    place = f"s3://{bucket}/{prefix}"
    with _told(place, ""):
        client = botocore.session.get_session().create_client("s3", config=_CONFIG)
    try:
        yield S3Store(client=client, bucket=bucket, prefix=f"{prefix}/", place=place)
    finally:
        client.close()


class S3Store(Struct, frozen=True, kw_only=True):
    """The objects of a bucket whose keys begin with a prefix, which ends with a slash."""

    client: Any  # botocore makes its clients' classes at run time
    bucket: str
    prefix: str
    place: str
    at_once: int = AT_ONCE

    def list(self) -> Mapping[str, str]:
        """Return every path with its ETag, which is often the MD5 of the content."""
        pages = self.client.get_paginator("list_objects_v2")
        with self._asking():
            return {
                each["Key"].removeprefix(self.prefix): each.get("ETag", "").strip('"')
                for page in pages.paginate(Bucket=self.bucket, Prefix=self.prefix)
                for each in page.get("Contents", ())
                # Consoles make folders of empty objects: they are no files.
                if not each["Key"].endswith("/")
            }

    def is_same(self, path: str, told: str, content: bytes) -> bool:
        """Tell whether an object holds this content.

        Where the bucket is encrypted with keys of its owner, an ETag is no digest: there the one
        that we kept beside the content says it.
        """
        digest = md5(content).hex()
        if told == digest:
            return True
        try:
            with self._asking():
                head = self.client.head_object(Bucket=self.bucket, Key=self.prefix + path)
        except StoreError:
            return False  # It is written then, and the answer to that is told.
        return bool(head["Metadata"].get("md5") == digest and head["ContentLength"] == len(content))

    def put(self, path: str, content: bytes) -> None:
        """Make an object hold this content; the server checks that it arrived whole."""
        digest = md5(content)
        with self._asking():
            self.client.put_object(
                Bucket=self.bucket,
                Key=self.prefix + path,
                Body=content,
                ContentMD5=base64_of(digest),
                ContentType=content_type(path),
                CacheControl=cache_control(path),
                Metadata={"md5": digest.hex()},
            )

    def delete(self, path: str) -> None:
        """Remove an object, if it is there."""
        with self._asking():
            self.client.delete_object(Bucket=self.bucket, Key=self.prefix + path)

    def _asking(self) -> AbstractContextManager[None]:
        return _told(self.place, urlsplit(self.client.meta.endpoint_url).hostname or "")


@contextmanager
def _told(place: str, host: str) -> Iterator[None]:
    """Make a StoreError of what the library raises."""
    try:
        yield
    except ClientError as error:
        raise StoreError(f"{place}: {_refusal(error)}") from error
    except NoCredentialsError as error:
        raise StoreError(
            f"{place}: no credentials were found: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and "
            "AWS_SECRET_ACCESS_KEY, or give the machine a role"
        ) from error
    except (NoConnectionError, HTTPClientError) as error:
        raise StoreError(f"{place}: {host} cannot be reached: {type(error).__name__}") from error
    except (BotoCoreError, ValueError) as error:  # ValueError: an endpoint that is no URL
        raise StoreError(f"{place}: {error}") from error


def _refusal(error: ClientError) -> str:
    answer = error.response
    code, message = answer["Error"].get("Code", ""), answer["Error"].get("Message", "")
    if code == "NoSuchBucket":
        return "there is no such bucket"
    if answer["ResponseMetadata"]["HTTPStatusCode"] in (
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.FORBIDDEN,
    ):
        return f"refused ({code}: {message}): the credentials must allow {_RIGHTS} there"
    return f"{code}: {message}"
