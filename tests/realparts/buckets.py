"""A bucket of a running object store, made and looked into with the cloud's own client."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

import botocore.session
from azure.storage.blob import BlobServiceClient, ContainerClient
from google.auth.credentials import AnonymousCredentials
from google.cloud import storage

from realparts.objectstores import ObjectStore


@dataclass(frozen=True, slots=True)
class Stored:
    """An object as its readers get it."""

    content: bytes
    content_type: str
    cache_control: str


class Bucket(Protocol):
    """What tests ask of a bucket, behind the product's back."""

    def put(self, key: str, content: bytes, metadata: Mapping[str, str] | None = None) -> None:
        """Store an object."""

    def stored(self) -> dict[str, Stored]:
        """Return all objects by their keys."""


@contextmanager
def made(store: ObjectStore, name: str) -> Iterator[Bucket]:
    """Make a bucket and give it; the client is closed at the end."""
    match store.cloud:
        case "s3":
            keys = (store.env["AWS_ACCESS_KEY_ID"], store.env["AWS_SECRET_ACCESS_KEY"])
            s3 = botocore.session.Session().create_client(
                "s3",
                region_name=store.env["AWS_REGION"],
                endpoint_url=store.endpoint,
                aws_access_key_id=keys[0],
                aws_secret_access_key=keys[1],
            )
            s3.create_bucket(Bucket=name)
            yield S3Bucket(s3, name)
            s3.close()
        case "gs":
            options = {"api_endpoint": store.endpoint}
            gcs = storage.Client("test", AnonymousCredentials(), client_options=options)  # type: ignore[no-untyped-call]  # it has no types
            yield GcsBucket(gcs.create_bucket(name))
            gcs.close()
        case "az":
            connection = store.env["AZURE_STORAGE_CONNECTION_STRING"]
            with BlobServiceClient.from_connection_string(connection) as service:
                yield AzureBucket(service.create_container(name))


@dataclass(frozen=True, slots=True)
class S3Bucket:
    """A bucket of Amazon S3."""

    client: Any  # botocore makes its clients' classes at run time
    name: str

    def put(self, key: str, content: bytes, metadata: Mapping[str, str] | None = None) -> None:
        self.client.put_object(Bucket=self.name, Key=key, Body=content, Metadata=metadata or {})

    def put_in_parts(self, key: str, content: bytes, metadata: Mapping[str, str]) -> None:
        """Store an object whose ETag is not the digest of its content."""
        where = {"Bucket": self.name, "Key": key}
        upload = self.client.create_multipart_upload(**where, Metadata=metadata)["UploadId"]
        part = self.client.upload_part(**where, UploadId=upload, PartNumber=1, Body=content)
        parts = {"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]}
        self.client.complete_multipart_upload(**where, UploadId=upload, MultipartUpload=parts)

    def stored(self) -> dict[str, Stored]:
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=self.name)
        return {each["Key"]: self._get(each["Key"]) for each in pages.search("Contents[]") if each}

    def _get(self, key: str) -> Stored:
        answer = self.client.get_object(Bucket=self.name, Key=key)
        with answer["Body"] as body:
            return Stored(body.read(), answer["ContentType"], answer.get("CacheControl", ""))


@dataclass(frozen=True, slots=True)
class GcsBucket:
    """A bucket of Google Cloud Storage."""

    bucket: Any  # the library has no types

    def put(self, key: str, content: bytes, metadata: Mapping[str, str] | None = None) -> None:
        blob = self.bucket.blob(key)
        blob.metadata = dict(metadata or {})
        blob.upload_from_string(content)

    def stored(self) -> dict[str, Stored]:
        return {
            each.name: Stored(each.download_as_bytes(), each.content_type, each.cache_control or "")
            for each in self.bucket.list_blobs()
        }


@dataclass(frozen=True, slots=True)
class AzureBucket:
    """A container of Azure Blob Storage."""

    container: ContainerClient

    def put(self, key: str, content: bytes, metadata: Mapping[str, str] | None = None) -> None:
        self.container.upload_blob(key, content, metadata=dict(metadata or {}))

    def stored(self) -> dict[str, Stored]:
        return {each.name: self._get(each.name) for each in self.container.list_blobs()}

    def _get(self, key: str) -> Stored:
        found = self.container.download_blob(key)
        settings = found.properties.content_settings
        return Stored(found.readall(), settings.content_type or "", settings.cache_control or "")
