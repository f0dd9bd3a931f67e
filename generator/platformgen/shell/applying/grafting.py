"""Fields of ours put on an object that another makes, such as a chart; or taken off it."""

from __future__ import annotations

from msgspec.structs import replace

from platformgen.apply.answers import Done, verdict
from platformgen.apply.ending import is_ending
from platformgen.apply.graft import MANAGER, host, is_grafted, missing_containers, pinned, withdrawn
from platformgen.apply.mounting import GoAlong, Mount, Unmount
from platformgen.apply.served import Catalogue, Served
from platformgen.shell.applying.looking import read
from platformgen.shell.applying.planning import query_of
from platformgen.shell.applying.result import Lost, Result, lost
from platformgen.shell.applying.task import Means
from platformgen.shell.applying.writing import Manner, applied
from platformgen.shell.cluster.client import APPLY, Client


async def mount(means: Means, served: Served, change: Mount) -> Result:
    """Put our fields on an object that is there by now; it is never made by us."""
    desired = change.desired
    live = await read(means.client, served, change.key)
    if live is None or is_ending(live):
        fix = "look at what its release made, or install that anew"
        return Lost("", "it is not there, and there is nothing to mount into", fix)
    missing = missing_containers(desired.document, live)
    if missing:
        fix = "run `platformgen lock`: the lock says which container its chart has"
        return Lost("", f"it has no container {missing[0]!r} to mount into", fix)
    sent = replace(desired, document=pinned(desired.document, live))
    return await applied(means, served, sent, Manner(is_forced=bool(change.taken)))


async def followed(client: Client, catalogue: Catalogue, change: GoAlong) -> Lost | None:
    """See that an object is going that was to take our fields along; else take them off it.

    A chart may tell Helm to keep what it made.
    """
    served = catalogue.preferred(host(change.key))
    live = await read(client, served, host(change.key)) if served is not None else None
    if live is None or is_ending(live) or not is_grafted(live):
        return None
    return await unmount(client, catalogue, Unmount(key=change.key, live=live))


async def unmount(client: Client, catalogue: Catalogue, change: Unmount) -> Lost | None:
    """Take our fields off an object, which stays; where it is gone, they are too."""
    served = catalogue.preferred(host(change.key))
    assert served is not None  # noqa: S101  # it was seen there
    path = served.path(change.key.namespace, change.key.name)
    query = query_of(MANAGER, is_forced=False)
    said = await client.ask(
        "PATCH", f"{path}?{query}", body=withdrawn(change.live), content_type=APPLY
    )
    meant = verdict(said)
    if isinstance(meant, Done):
        return None
    now = await read(client, served, change.key)
    is_gone = now is None or now["metadata"]["uid"] != change.live["metadata"]["uid"]
    return None if is_gone else lost(said, meant)
