"""What Argo CD applies from now on, and what it no longer does."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from functools import partial
from http import HTTPStatus
from typing import Any

from platformgen.apply.answers import verdict
from platformgen.apply.handing import without_cascade
from platformgen.apply.inventory import Entry
from platformgen.apply.key import Key
from platformgen.apply.leaving import HandOver, Withdraw
from platformgen.apply.ownership import given_up
from platformgen.apply.prune import not_ours
from platformgen.apply.release import is_release
from platformgen.apply.served import Catalogue, Served
from platformgen.shell.applying.abreast import Stopped, abreast
from platformgen.shell.applying.deletion import options
from platformgen.shell.applying.event import Event, Tell
from platformgen.shell.applying.insisting import Crossed, insist
from platformgen.shell.applying.passing import pass_on, patched
from platformgen.shell.applying.result import Lost, lost, unable
from platformgen.shell.applying.task import Means
from platformgen.shell.applying.vanishing import gone
from platformgen.shell.cluster.client import Client
from platformgen.shell.cluster.failure import ClusterError

Live = Mapping[str, Any]
Change = Withdraw | HandOver
Pass = Callable[[Change], Awaitable[Lost | None]]
"""Lets one thing change hands; what cannot be done is returned."""


def passer(means: Means, catalogue: Catalogue, identity: str) -> Pass:
    """Return what lets one thing of a plan change hands, in the direction that it says."""

    async def pass_one(change: Change) -> Lost | None:
        try:
            if isinstance(change, Withdraw):
                return await _withdrawn(means, catalogue, change, identity)
            return await _given_up(means, catalogue, change, identity)
        except ClusterError as error:
            return unable(error)

    return pass_one


async def pass_all(
    due: Iterable[Change], pass_one: Pass, *, tell: Tell, stopped: Stopped
) -> set[Key]:
    """Let all of them change hands; return those of which it is done, the others are told."""
    done: set[Key] = set()

    async def one(change: Change) -> None:
        failed = await pass_one(change)
        if failed is not None:
            tell(Event(name="failed", key=change.key, message=failed.reason, fix=failed.fix))
            return
        done.add(change.key)
        if isinstance(change, HandOver):
            tell(Event(name="handed", key=change.key))
        elif change.live is not None:
            tell(Event(name="withdrawn", key=change.key))

    for change in await abreast(due, one, stopped):
        tell(Event(name="undone", key=change.key, message=stopped()))
    return done


async def _withdrawn(
    means: Means, catalogue: Catalogue, change: Withdraw, identity: str
) -> Lost | None:
    served = catalogue.preferred(change.key)
    if change.live is None or served is None:
        return None
    return await withdraw(means, served, change.key, change.live, identity)


async def withdraw(
    means: Means, served: Served, key: Key, live: Live, identity: str
) -> Lost | None:
    """Delete an Application of Argo CD, and nothing that it made.

    Argo CD writes down there how things go, so that its version moves: where that comes between,
    it is looked at anew.
    """
    path = served.path(key.namespace, key.name)
    uid = str(live["metadata"]["uid"])
    attempt = partial(_orphaned, means.client, path, uid, identity)
    failed = await insist(attempt, None, means.halt)
    return failed or await gone(means, path, key, uid)


async def _orphaned(
    client: Client, path: str, uid: str, identity: str, _: Live | None
) -> Lost | Crossed | None:
    """Ask once for an Application to go, in the very version that was seen to take nothing along.

    One of the same name that is another by now is not touched.
    """
    now = await client.ask("GET", path)
    if not now.is_success:
        return None if now.status == HTTPStatus.NOT_FOUND else lost(now, verdict(now))
    reason = not_ours(now.body, Entry(uid), identity)
    if reason:
        return Lost("", f"{reason}: it stays")
    seen, spared = now, without_cascade(now.body)
    if spared is not None:
        seen = await patched(client, path, spared)
    if seen.is_success:
        version = str(seen.body["metadata"]["resourceVersion"])
        seen = await client.ask("DELETE", path, body=options(uid, "Orphan", version))
    if seen.is_success or seen.status == HTTPStatus.NOT_FOUND:
        return None
    return Crossed() if seen.status == HTTPStatus.CONFLICT else lost(seen, verdict(seen))


async def _given_up(
    means: Means, catalogue: Catalogue, change: HandOver, identity: str
) -> Lost | None:
    served = catalogue.preferred(change.key)
    # What Helm keeps of a release stays as it is.
    if is_release(change.key) or served is None:
        return None
    return await pass_on(means, served, change.key, change.live, partial(given_up, set_id=identity))
