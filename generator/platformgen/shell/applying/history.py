"""The revisions that a cluster keeps of a platform: listed, read, written and taken away."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from msgspec.structs import replace

from platformgen.apply import keeping
from platformgen.apply.inventory import NAMESPACE
from platformgen.apply.past import DamagedError, Past, read
from platformgen.apply.revision import Damaged, History, Remembered, Revision
from platformgen.apply.served import SECRETS
from platformgen.shell.applying.deletion import options
from platformgen.shell.applying.listing import list_of, passed
from platformgen.shell.cluster.client import MERGE, Client
from platformgen.shell.cluster.failure import ClusterError

_REVIEWS = "/apis/authentication.k8s.io/v1/selfsubjectreviews"
_UNKEPT = "the revision cannot be kept"


async def history(client: Client, platform: str) -> History:
    """Return what the cluster tells of the platform's past."""
    selector = keeping.selector(platform)
    items, _ = await list_of(client, SECRETS, namespace=NAMESPACE, selector=selector)
    return keeping.history(items)


async def user(client: Client) -> str:
    """Return the name that the API server has for us; empty where it does not tell."""
    body = {"apiVersion": "authentication.k8s.io/v1", "kind": "SelfSubjectReview"}
    said = await client.ask("POST", _REVIEWS, body=body)
    about = said.body.get("status", {}).get("userInfo", {}) if said.is_success else {}
    return str(about.get("username", ""))


async def keep(client: Client, platform: str, revision: Revision, content: bytes) -> Revision:
    """Write a revision as one that is under way; return it as it stands there."""
    parts = keeping.packed(content)
    meant = replace(revision, digest=keeping.digest(content), parts=len(parts))
    uid = ""
    for body in keeping.secrets(platform, meant, parts):
        said = await client.ask("POST", SECRETS.path(NAMESPACE), body=body)
        if said.reason == "AlreadyExists":
            said = await client.ask("GET", SECRETS.path(NAMESPACE, body["metadata"]["name"]))
            # Where an answer was lost, what stands there is what we sent.
            if said.is_success and said.body.get("data") != body["data"]:
                raise ClusterError(f"{_UNKEPT}: another run keeps one of the same number")
        uid = str(passed(said, _UNKEPT).body["metadata"]["uid"])
    return replace(meant, uid=uid)


async def end(
    client: Client, platform: str, revision: Revision, told: Mapping[str, str | None]
) -> None:
    """Write down how a revision ended: the annotations of `keeping.ending`."""
    metadata = {"uid": revision.uid, "annotations": told}
    path = SECRETS.path(NAMESPACE, keeping.secret_name(platform, revision.number))
    said = await client.ask("PATCH", path, body={"metadata": metadata}, content_type=MERGE)
    passed(said, "how the revision ended cannot be written down")


async def forget(client: Client, secrets: Iterable[tuple[str, str]]) -> None:
    """Delete Secrets of the past, by name and UID, one after the other."""
    for name, uid in secrets:
        said = await client.ask("DELETE", SECRETS.path(NAMESPACE, name), body=options(uid))
        if said.status not in {HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT}:
            passed(said, f"the old revision {name} cannot be deleted")


async def past(client: Client, platform: str, kept: Remembered) -> Past:
    """Return what a revision wanted; `ClusterError` where it is not as it was written."""
    where = f"Secret {keeping.secret_name(platform, kept.number)} in namespace {NAMESPACE}"
    try:
        if isinstance(kept, Damaged):
            raise DamagedError("it does not tell what it is")  # noqa: TRY301  # the same words
        bodies = await asyncio.gather(
            *(_part(client, platform, kept.number, part + 1) for part in range(kept.parts))
        )
        content = keeping.unpacked(map(keeping.part, bodies), kept.digest)
        return replace(read(content, platform), number=kept.number)
    except DamagedError as error:
        raise ClusterError(
            f"revision {kept.number} cannot be used, {where} is not as we wrote it: {error}\n"
            "  fix: choose another one: platformgen history"
        ) from error


async def _part(client: Client, platform: str, number: int, part: int) -> Mapping[str, Any]:
    name = keeping.secret_name(platform, number, part)
    said = await client.ask("GET", SECRETS.path(NAMESPACE, name))
    if said.status == HTTPStatus.NOT_FOUND:
        raise DamagedError(f"{name} is gone")
    return passed(said, f"{name} cannot be read").body
