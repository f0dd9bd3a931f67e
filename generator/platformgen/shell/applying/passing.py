"""One object passed on from one applier to another, as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from platformgen.apply.answers import verdict
from platformgen.apply.fingerprint import MANAGER
from platformgen.apply.key import Key
from platformgen.apply.served import Served
from platformgen.shell.applying.looking import METADATA
from platformgen.shell.applying.result import Lost, lost
from platformgen.shell.cluster.client import MERGE, Client

Live = Mapping[str, Any]


async def pass_on(
    client: Client,
    served: Served,
    key: Key,
    live: Live | None,
    patch: Callable[[Live], Mapping[str, Any] | None],
) -> Lost | None:
    """Send what `patch` makes of an object; where it moved since, what it makes of it then.

    Nothing is sent where it makes nothing of it, or where the object is gone. What was not seen
    yet is read before; of Secrets too, only the metadata.
    """
    path = served.path(key.namespace, key.name)
    while True:
        if live is None:
            now = await client.ask("GET", path, accept=METADATA)
            if not now.is_success:
                return None if now.status == HTTPStatus.NOT_FOUND else lost(now, verdict(now))
            live = now.body
        body = patch(live)
        if body is None:
            return None
        said = await client.ask(
            "PATCH",
            f"{path}?{urlencode({'fieldManager': MANAGER})}",
            body=body,
            content_type=MERGE,
            accept=METADATA,
        )
        if said.is_success or said.status == HTTPStatus.NOT_FOUND:
            return None
        if said.status != HTTPStatus.CONFLICT:
            return lost(said, verdict(said))
        live = None
