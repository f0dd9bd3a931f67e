"""The removals of a plan, last of all: what needs another goes before it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable

from platformgen.apply.change import (
    Delete,
    Removal,
    Uninstall,
)
from platformgen.apply.key import Key
from platformgen.apply.mounting import GoAlong, Unmount
from platformgen.apply.order import Edges
from platformgen.apply.ownership import is_application
from platformgen.apply.queue import Queue
from platformgen.apply.served import Catalogue, Served
from platformgen.shell.applying.abreast import Stopped, abreast
from platformgen.shell.applying.event import Event, Tell
from platformgen.shell.applying.grafting import followed, unmount
from platformgen.shell.applying.handing import withdraw
from platformgen.shell.applying.result import Lost, unable
from platformgen.shell.applying.task import Means
from platformgen.shell.applying.writing import delete
from platformgen.shell.cluster.client import Client
from platformgen.shell.cluster.failure import ClusterError
from platformgen.shell.failure import WorldError

Remove = Callable[[Removal], Awaitable[Lost | None]]
"""Takes one thing away; what cannot be done is returned."""


def remover(means: Means, catalogue: Catalogue, identity: str) -> Remove:
    """Return what takes one thing of a plan away, each in its own manner."""

    async def remove(change: Removal) -> Lost | None:
        if isinstance(change, Uninstall):
            said = await means.helm.uninstall(change.key)
            return Lost("", f"helm: {said}") if said else None
        if isinstance(change, Unmount):
            return await unmount(means.client, catalogue, change)
        served = catalogue.preferred(change.key)
        assert served is not None  # noqa: S101  # it was listed
        return await _deleted(means, served, change, identity)

    return remove


async def remove_all(
    removals: Iterable[Removal], order: Edges, remove: Remove, *, tell: Tell, stopped: Stopped
) -> set[Key]:
    """Take all of it away, in order; return what is gone.

    What fails, or is not begun as the run is to end, is told, and stays ours.
    """
    doomed = {each.key: each for each in removals}
    queue = Queue.of(doomed, order)
    gone: set[Key] = set()

    async def one(key: Key) -> None:
        try:
            failed = await remove(doomed[key])
        except (WorldError, OSError) as error:
            failed = unable(error)
        if failed is None:
            gone.add(key)
            tell(Event(name="deleted", key=key))
            queue.present(key)
        else:
            tell(Event(name="failed", key=key, message=failed.reason, fix=failed.fix))
            for each in queue.failed(key):
                message = f"{key}, which needs it, is still there"
                tell(Event(name="skipped", key=each, message=message))

    left: list[Key] = []
    while turn := queue.take():
        left += await abreast(turn, one, stopped)
    for key in (*left, *queue.waiting):
        tell(Event(name="undone", key=key, message=stopped() or "its turn never came"))
    return gone


async def follow_all(
    goers: Iterable[GoAlong],
    went: Collection[Key],
    client: Client,
    catalogue: Catalogue,
    tell: Tell,
) -> set[Key]:
    """Return the fields of ours that are gone with their objects; what stays of them is told.

    Those of an object that did not go stay ours: it was told, and the next run sees to them.
    """
    gone: set[Key] = set()
    for each in goers:
        if each.holder not in went:
            continue
        try:
            failed = await followed(client, catalogue, each)
        except ClusterError as error:
            failed = unable(error)
        if failed is None:
            gone.add(each.key)
        else:
            tell(Event(name="failed", key=each.key, message=failed.reason, fix=failed.fix))
    return gone


async def _deleted(means: Means, served: Served, change: Delete, identity: str) -> Lost | None:
    if is_application(change.key):
        return await withdraw(means, served, change.key, change.live, identity)
    return await delete(means, served, change, identity)
