"""Servers that answer as the clouds' object stores do, on loopback, each with its own client.

Amazon's is versitygw, Azure's is azurite; Google's is fake-gcs-server, which checks no credentials.
"""

import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from realparts import cache, gobuild, npm, toolchain

Cloud = Literal["s3", "gs", "az"]
CLOUDS: tuple[Cloud, ...] = ("s3", "gs", "az")

_START_SECONDS = 30
_KEY = "platformgen"
_SECRET = "a-secret-that-nobody-may-see"  # noqa: S105  # of a server that lives for a test
# The account that azurite has, and its well-known key.
_ACCOUNT = "devstoreaccount1"
_ACCOUNT_KEY = (
    "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
)


class StartError(Exception):
    """A server did not come up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectStore:
    """A running server: where it is, and the environment in which the cloud's library finds it."""

    cloud: Cloud
    endpoint: str
    env: Mapping[str, str]
    secret: str
    """What must never be seen in what a program prints."""

    def url(self, bucket: str) -> str:
        """Return the place of a bucket as `publish --to` names it."""
        return f"az://{_ACCOUNT}/{bucket}" if self.cloud == "az" else f"{self.cloud}://{bucket}"

    def publisher(self, bucket: str, root: str = "") -> dict[str, object]:
        """Return the setting with which Backstage reads a bucket of this server."""
        match self.cloud:
            case "s3":
                keys = {"accessKeyId": _KEY, "secretAccessKey": _SECRET}
                there = {"region": "us-east-1", "endpoint": self.endpoint, "s3ForcePathStyle": True}
                where = {"bucketName": bucket, "bucketRootPath": root}
                return {"type": "awsS3", "awsS3": {**where, **there, "credentials": keys}}
            case "gs":
                where = {"bucketName": bucket, "bucketRootPath": root, "projectId": "test"}
                return {"type": "googleGcs", "googleGcs": where}
            case "az":
                connection = {"connectionString": self.env["AZURE_STORAGE_CONNECTION_STRING"]}
                where = {"containerName": bucket, **connection}
                return {"type": "azureBlobStorage", "azureBlobStorage": where}

    def reader_env(self) -> Mapping[str, str]:
        """Return the environment in which Backstage finds this server."""
        # Google's library for Node takes the variable for the root of the API itself.
        return (
            {"STORAGE_EMULATOR_HOST": f"{self.endpoint}/storage/v1"} if self.cloud == "gs" else {}
        )


@contextmanager
def running(cloud: Cloud) -> Iterator[ObjectStore]:
    """Give a server of its own that holds nothing; it ends with the block."""
    starts = {"s3": _s3, "gs": _gcs, "az": _azure}
    with tempfile.TemporaryDirectory(prefix="platformgen-store-") as folder:
        argv, store, env = starts[cloud](Path(folder), _free_port())
        log = Path(folder) / "log"
        with log.open("wb") as output:
            process = subprocess.Popen(argv, env=env, stdout=output, stderr=output)
        try:
            _wait(process, store.endpoint, log)
            yield store
        finally:
            process.kill()
            process.wait()


_Start = tuple[Sequence[str | Path], ObjectStore, Mapping[str, str]]


def _s3(folder: Path, port: int) -> _Start:
    data, metadata = folder / "data", folder / "metadata"
    data.mkdir()
    metadata.mkdir()
    program = gobuild.program(gobuild.VERSITYGW, "versitygw")
    endpoint = f"http://127.0.0.1:{port}"
    argv = (program, "--quiet", f"--port=127.0.0.1:{port}", "posix", "--sidecar", metadata, data)
    env = {
        "AWS_ACCESS_KEY_ID": _KEY,
        "AWS_SECRET_ACCESS_KEY": _SECRET,
        "AWS_ENDPOINT_URL_S3": endpoint,
        "AWS_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    store = ObjectStore(cloud="s3", endpoint=endpoint, env=env, secret=_SECRET)
    root = {"ROOT_ACCESS_KEY_ID": _KEY, "ROOT_SECRET_ACCESS_KEY": _SECRET}
    return argv, store, {**os.environ, **root}


def _gcs(folder: Path, port: int) -> _Start:
    program = gobuild.program(gobuild.FAKE_GCS_SERVER, "fake-gcs-server")
    endpoint = f"http://127.0.0.1:{port}"
    where = (f"-port={port}", "-host=127.0.0.1", "-scheme=http", f"-public-host=127.0.0.1:{port}")
    argv = (program, *where, "-backend=memory", f"-external-url={endpoint}")
    env = {"STORAGE_EMULATOR_HOST": endpoint}
    store = ObjectStore(cloud="gs", endpoint=endpoint, env=env, secret=_SECRET)
    return argv, store, {**os.environ, "TMPDIR": str(folder)}


def _azure(folder: Path, port: int) -> _Start:
    endpoint = f"http://127.0.0.1:{port}/{_ACCOUNT}"
    program = cache.folder(npm.AZURITE) / "node_modules/azurite/dist/src/blob/main.js"
    where = ("--blobHost", "127.0.0.1", "--blobPort", str(port), "--location", folder)
    options = ("--silent", "--disableTelemetry", "--skipApiVersionCheck", "--inMemoryPersistence")
    argv = ("node", program, *where[:4], *options)
    parts = {
        "DefaultEndpointsProtocol": "http",
        "AccountName": _ACCOUNT,
        "AccountKey": _ACCOUNT_KEY,
        "BlobEndpoint": endpoint,
    }
    connection = ";".join(f"{name}={value}" for name, value in parts.items())
    env = {"AZURE_STORAGE_CONNECTION_STRING": connection}
    store = ObjectStore(cloud="az", endpoint=endpoint, env=env, secret=_ACCOUNT_KEY)
    return argv, store, toolchain.node_environment(cache.folder(toolchain.NODE))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(process: "subprocess.Popen[bytes]", endpoint: str, log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while not _listens(endpoint):
        if process.poll() is not None or time.monotonic() > deadline:
            raise StartError(log.read_text("utf-8", errors="replace")[-4000:])
        time.sleep(0.05)


def _listens(endpoint: str) -> bool:
    where = urlsplit(endpoint)
    try:
        socket.create_connection((where.hostname or "", where.port or 0), timeout=5).close()
    except OSError:
        return False
    return True
