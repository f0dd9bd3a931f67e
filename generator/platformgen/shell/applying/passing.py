"""One object passed on from one applier to another, as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from platformgen.apply.answers import Answer, verdict
from platformgen.apply.fingerprint import MANAGER
from platformgen.apply.key import Key
from platformgen.apply.served import Served
from platformgen.shell.applying.insisting import Crossed, insist
from platformgen.shell.applying.listing import METADATA
from platformgen.shell.applying.result import Lost, lost
from platformgen.shell.applying.task import Means
from platformgen.shell.cluster.client import MERGE, Client

Live = Mapping[str, Any]
Patch = Callable[[Live], Mapping[str, Any] | None]
"""Returns the merge patch that an object as it is seen gets; None for none."""


async def pass_on(
    means: Means,
    served: Served,
    key: Key,
    live: Live | None,
    patch: Patch,
) -> Lost | None:
    """Send what `patch` makes of an object; where it moved since, what it makes of it then.

    Nothing is sent where it makes nothing of it, or where the object is gone. What was not seen
    yet is read before; of Secrets too, only the metadata.
    """
    attempt = partial(_passed, means.client, served.path(key.namespace, key.name), patch)
    return await insist(attempt, live, means.halt)


async def _passed(
    client: Client, path: str, patch: Patch, live: Live | None
) -> Lost | Crossed | None:
    if live is None:
        now = await client.ask("GET", path, accept=METADATA)
        if not now.is_success:
            return None if now.status == HTTPStatus.NOT_FOUND else lost(now, verdict(now))
        live = now.body
    body = patch(live)
    if body is None:
        return None
    said = await patched(client, path, body)
    if said.is_success or said.status == HTTPStatus.NOT_FOUND:
        return None
    return Crossed() if said.status == HTTPStatus.CONFLICT else lost(said, verdict(said))


async def patched(client: Client, path: str, body: Mapping[str, Any]) -> Answer:
    """Return the server's answer to a merge patch of ours: of the object, the metadata."""
    return await client.ask(
        "PATCH",
        f"{path}?{urlencode({'fieldManager': MANAGER})}",
        body=body,
        content_type=MERGE,
        accept=METADATA,
    )
