"""Fields of ours put on an object that another makes, such as a chart; or taken off it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from platformgen.apply.answers import Done, verdict
from platformgen.apply.change import Mount, Unmount
from platformgen.apply.graft import MANAGER, host, missing_containers, pinned, withdrawn
from platformgen.apply.plan import is_ending
from platformgen.apply.served import Catalogue, Served
from platformgen.shell.applying.looking import read
from platformgen.shell.applying.writing import Lost, Result, applied, lost
from platformgen.shell.cluster.client import APPLY, Client

Live = Mapping[str, Any]

_MADE_SECONDS = 30.0
"""How long the object may take to be there: a chart has made it by now, an operator may be late."""
_PAUSE_SECONDS = 0.5


async def mount(client: Client, served: Served, change: Mount) -> Result:
    """Put our fields on an object that is there by now; it is never made by us."""
    desired = change.desired
    live = await _made(client, served, change)
    if live is None:
        return Lost("", "what is installed did not make it, and there is nothing to mount into")
    missing = missing_containers(desired.document, live)
    if missing:
        fix = "run `platformgen lock`: the lock says which container its chart has"
        return Lost("", f"it has no container {missing[0]!r} to mount into", fix)
    sent = replace(desired, document=pinned(desired.document, live))
    return await applied(client, served, sent, is_forced=bool(change.taken))


async def _made(client: Client, served: Served, change: Mount) -> Live | None:
    """Return the object as it is now; None where it is not there in time, or is being deleted."""
    deadline = asyncio.get_running_loop().time() + _MADE_SECONDS
    while True:
        live = await read(client, served, change.key)
        if live is not None and not is_ending(live):
            return live
        if asyncio.get_running_loop().time() > deadline:
            return None
        await asyncio.sleep(_PAUSE_SECONDS)


async def unmount(client: Client, catalogue: Catalogue, change: Unmount) -> Lost | None:
    """Take our fields off an object, which stays; where it is gone, they are too."""
    served = catalogue.preferred(host(change.key))
    assert served is not None  # noqa: S101  # it was seen there
    path = served.path(change.key.namespace, change.key.name)
    query = urlencode({"fieldManager": MANAGER, "fieldValidation": "Strict", "force": "false"})
    said = await client.ask(
        "PATCH", f"{path}?{query}", body=withdrawn(change.live), content_type=APPLY
    )
    meant = verdict(said)
    if isinstance(meant, Done):
        return None
    now = await read(client, served, change.key)
    is_gone = now is None or now["metadata"]["uid"] != change.live["metadata"]["uid"]
    return None if is_gone else lost(said, meant)
