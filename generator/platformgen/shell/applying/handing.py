"""What Argo CD applies from now on, and what it no longer does."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial
from http import HTTPStatus
from typing import Any

from platformgen.apply.answers import verdict
from platformgen.apply.handing import without_cascade
from platformgen.apply.inventory import Entry
from platformgen.apply.key import Key
from platformgen.apply.leaving import HandOver, Withdraw
from platformgen.apply.ownership import given_up
from platformgen.apply.plan import Plan
from platformgen.apply.prune import not_ours
from platformgen.apply.release import is_release
from platformgen.apply.served import Catalogue, Served
from platformgen.shell.applying.event import Event, Tell
from platformgen.shell.applying.passing import pass_on
from platformgen.shell.applying.result import Lost, lost
from platformgen.shell.applying.writing import gone, options
from platformgen.shell.cluster.client import Client
from platformgen.shell.cluster.failure import ClusterError

Live = Mapping[str, Any]


async def withdraw_all(
    client: Client, plan: Plan, catalogue: Catalogue, identity: str, *, tell: Tell
) -> set[Key]:
    """Take the Applications away whose objects are to be ours again; return which are gone."""

    async def one(change: Withdraw) -> bool:
        failed = await _withdrawn(client, catalogue, change, identity)
        if failed is not None:
            tell(Event(name="failed", key=change.key, message=failed.reason, fix=failed.fix))
        elif change.live is not None:
            tell(Event(name="withdrawn", key=change.key))
        return failed is None

    done = await asyncio.gather(*map(one, plan.withdrawals))
    return {each.key for each, is_gone in zip(plan.withdrawals, done, strict=True) if is_gone}


async def _withdrawn(
    client: Client, catalogue: Catalogue, change: Withdraw, identity: str
) -> Lost | None:
    served = catalogue.preferred(change.key)
    if change.live is None or served is None:
        return None
    try:
        return await withdraw(client, served, change.key, change.live, identity)
    except ClusterError as error:
        return Lost("", str(error))


async def withdraw(
    client: Client, served: Served, key: Key, live: Live, identity: str
) -> Lost | None:
    """Delete an Application of Argo CD, and nothing that it made.

    Argo CD writes down there how things go, so that its version moves: where that comes between,
    it is looked at anew.
    """
    path = served.path(key.namespace, key.name)
    uid = str(live["metadata"]["uid"])
    while True:
        now = await client.ask("GET", path)
        if not now.is_success:
            return None if now.status == HTTPStatus.NOT_FOUND else lost(now, verdict(now))
        reason = not_ours(now.body, Entry(uid), identity)
        if reason:
            return Lost("", f"{reason}: it stays")
        if without_cascade(now.body) is not None:
            failed = await pass_on(client, served, key, now.body, without_cascade)
            if failed is not None:
                return failed
            continue
        version = str(now.body["metadata"]["resourceVersion"])
        said = await client.ask("DELETE", path, body=options(uid, "Orphan", version))
        if said.is_success or said.status == HTTPStatus.NOT_FOUND:
            return await gone(client, path, uid)
        if said.status != HTTPStatus.CONFLICT:
            return lost(said, verdict(said))


async def hand_over(
    client: Client, due: Sequence[HandOver], catalogue: Catalogue, identity: str, *, tell: Tell
) -> set[Key]:
    """Give up what Argo CD applies from now on; return what is no more ours."""

    async def one(change: HandOver) -> bool:
        failed = await _given_up(client, catalogue, change, identity)
        if failed is not None:
            tell(Event(name="failed", key=change.key, message=failed.reason, fix=failed.fix))
            return False
        tell(Event(name="handed", key=change.key))
        return True

    done = await asyncio.gather(*map(one, due))
    return {each.key for each, is_done in zip(due, done, strict=True) if is_done}


async def _given_up(
    client: Client, catalogue: Catalogue, change: HandOver, identity: str
) -> Lost | None:
    served = catalogue.preferred(change.key)
    # What Helm keeps of a release stays as it is.
    if is_release(change.key) or served is None:
        return None
    patch = partial(given_up, set_id=identity)
    try:
        return await pass_on(client, served, change.key, change.live, patch)
    except ClusterError as error:
        return Lost("", str(error))
