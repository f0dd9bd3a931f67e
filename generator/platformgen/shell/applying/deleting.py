"""The deletions of a plan, last of all: what needs another goes before it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from platformgen.apply.change import Delete
from platformgen.apply.key import Key
from platformgen.apply.order import edges
from platformgen.apply.ownership import is_application
from platformgen.apply.plan import Plan
from platformgen.apply.queue import Queue, reversed_edges
from platformgen.apply.served import Catalogue, Served
from platformgen.shell.applying.event import Event, Tell
from platformgen.shell.applying.handing import withdraw
from platformgen.shell.applying.result import Lost
from platformgen.shell.applying.writing import delete
from platformgen.shell.cluster.client import Client
from platformgen.shell.cluster.failure import ClusterError


async def delete_all(
    client: Client, plan: Plan, catalogue: Catalogue, identity: str, *, tell: Tell
) -> set[Key]:
    """Delete what the plan deletes; return what is gone. What fails is told, and stays ours."""
    deletions: Mapping[Key, Delete] = {each.key: each for each in plan.deletions}
    needs = edges([each.live for each in deletions.values()], {}, {})
    queue = Queue.of(deletions, reversed_edges(needs))
    gone: set[Key] = set()

    async def one(key: Key) -> None:
        served = catalogue.preferred(key)
        assert served is not None  # noqa: S101  # it was listed
        try:
            failed = await _deleted(client, served, deletions[key], identity)
        except ClusterError as error:
            failed = Lost("", str(error))
        if failed is None:
            gone.add(key)
            tell(Event(name="deleted", key=key))
            queue.present(key)
        else:
            tell(Event(name="failed", key=key, message=failed.reason, fix=failed.fix))
            for each in queue.failed(key):
                message = f"{key}, which needs it, is still there"
                tell(Event(name="skipped", key=each, message=message))

    while turn := queue.take():
        await asyncio.gather(*(one(key) for key in turn))
    return gone


async def _deleted(client: Client, served: Served, change: Delete, identity: str) -> Lost | None:
    if is_application(change.key):
        return await withdraw(client, served, change.key, change.live, identity)
    return await delete(client, served, change, identity)
