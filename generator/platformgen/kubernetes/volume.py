"""The disks of a workload: files of the project, Secrets, claims and scratch space."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256

from msgspec import Struct

from platformgen.kubernetes.files import file_keys
from platformgen.kubernetes.object import Document
from platformgen.model import Claim, Workload
from platformgen.yamltext import Shared

FILES = "files"
TEMPORARY_SIZE = "256Mi"
"""The limit of the scratch space at /tmp that a workload has where the spec mounts nothing."""

_OTHER = re.compile(r"[^a-z0-9]+")
_CLEAN = re.compile(r"(?:/[a-z0-9]+)+|[a-z0-9]+(?:-[a-z0-9]+)*")
_NAME_MAX = 63
_HASH_LENGTH = 8


class Disks(Struct, frozen=True):
    """What a pod mounts, what it defines as volumes, and the claims by the name of their volume."""

    mounts: list[Document]
    volumes: list[Document]
    claims: dict[str, Claim]


def disks(workload: Workload) -> Disks:
    """Return the disks of a workload; every container sees all of them.

    Files are mounted one by one, by `subPath`. A folder would hide what the image has beside
    them (`/app` has the application), and nothing could be mounted below it (`/etc/shop/tls`).
    That such a mount does not follow its ConfigMap is no loss: a checksum in the pod's
    annotations rolls the pods.
    """
    found = Disks([], [], {})
    for path, secret in workload.secret_files.items():
        name = volume_name("secret", secret)
        found.mounts.append({"name": name, "mountPath": path, "readOnly": True})
        volume: Document = {"name": name, "secret": {"secretName": secret, "defaultMode": 0o440}}
        if volume not in found.volumes:
            found.volumes.append(volume)
    if workload.files:
        found.volumes.append({"name": FILES, "configMap": {"name": workload.name}})
    for file, key in zip(workload.files, file_keys(workload.files), strict=True):
        found.mounts.append(_file_mount(file.path, key))
    _add_space(workload, found)
    return found


# Programs of one kind have their settings in one place.
@lru_cache(maxsize=256)
def _file_mount(path: str, key: str) -> Document:
    return Shared({"name": FILES, "mountPath": path, "subPath": key, "readOnly": True})


def _add_space(workload: Workload, found: Disks) -> None:
    for space in workload.volumes:
        if isinstance(space, Claim):
            name = volume_name("data", space.path)
            found.claims[name] = space
        else:
            name = volume_name("scratch", space.path)
            found.volumes.append({"name": name, "emptyDir": {"sizeLimit": space.size}})
        found.mounts.append({"name": name, "mountPath": space.path})
    # The root file system is read-only, and hardly a program does without a place for its
    # temporary files.
    if all(mount["mountPath"] != "/tmp" for mount in found.mounts):  # noqa: S108  # in the container
        found.mounts.append(_TEMPORARY_MOUNT)
        found.volumes.append(_TEMPORARY)


_TEMPORARY: Document = Shared({"name": "scratch-tmp", "emptyDir": {"sizeLimit": TEMPORARY_SIZE}})
_TEMPORARY_MOUNT: Document = Shared({"name": "scratch-tmp", "mountPath": "/tmp"})  # noqa: S108  # as above


def claim_name(workload: Workload, volume: str) -> str:
    """Return the name of a claim that stands on its own."""
    return f"{workload.name}-{volume}"


def volume_name(prefix: str, path: str) -> str:
    """Return a volume's name for a path, or for a name; different paths have different names.

    A claim is found again by its name, so the name depends on nothing but the path: a hash is
    added where letters alone would not tell two paths apart.

    >>> volume_name("data", "/var/lib/postgresql/data")
    'data-var-lib-postgresql-data'
    """
    words = _OTHER.sub("-", path.lower()).strip("-")
    name = f"{prefix}-{words}".rstrip("-")
    if _CLEAN.fullmatch(path) and len(name) <= _NAME_MAX:
        return name
    mark = sha256(path.encode()).hexdigest()[:_HASH_LENGTH]
    return f"{name[: _NAME_MAX - _HASH_LENGTH - 1].rstrip('-')}-{mark}"
