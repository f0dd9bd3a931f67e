"""One object made as the spec says, or deleted; with patience for what passes by itself."""

from __future__ import annotations

import base64
import secrets
import string
from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from msgspec import Struct
from msgspec.structs import replace

from platformgen.apply.answers import Absent, Done, Ending, Moved, verdict
from platformgen.apply.change import Adopt, Create, Delete, Recreate, TakeBack, Update
from platformgen.apply.ending import is_ending
from platformgen.apply.fingerprint import MANAGER
from platformgen.apply.order import WORKLOADS
from platformgen.apply.ownership import taken_back
from platformgen.apply.prune import still_ours
from platformgen.apply.served import Served
from platformgen.apply.wanted import Desired, Generated
from platformgen.model import GeneratedKey, TextKey
from platformgen.shell.applying.deletion import options
from platformgen.shell.applying.insisting import Crossed, insist
from platformgen.shell.applying.listing import METADATA
from platformgen.shell.applying.passing import pass_on
from platformgen.shell.applying.planning import apply
from platformgen.shell.applying.result import Lost, Result, Written, lost
from platformgen.shell.applying.task import Means
from platformgen.shell.applying.trying import Tries
from platformgen.shell.applying.vanishing import gone, unblocked
from platformgen.shell.cluster.client import Client
from platformgen.shell.cluster.request import JSON

Live = Mapping[str, Any]

_TRIES_SECONDS = 60.0
_PAUSE_SECONDS = 0.2
_LETTERS = string.ascii_letters + string.digits


Made = Create | Update | Adopt | TakeBack | Recreate
"""What is done to an object that is ours, or will be."""


class Manner(Struct, frozen=True, kw_only=True):
    """How an object is applied."""

    is_forced: bool = False
    """Whether fields are taken from others."""
    is_new_kind: bool = False
    """Whether its kind may take a moment to be served."""
    is_brief: bool = False
    """Whether only the metadata is of use of what the server has then: it sends nothing else."""


async def write(means: Means, served: Served, change: Made, manner: Manner) -> Result:
    """Make one object as the spec says."""
    match change:
        case Create(wanted=wanted, ending=ending):
            path = served.path(change.key.namespace, change.key.name)
            held = await gone(means, path, change.key, ending) if ending else None
            if held is not None:
                return held
            if isinstance(wanted, Generated):
                return await _generate(means.client, served, wanted)
            return await applied(means, served, wanted, manner)
        case Recreate(desired=desired):
            failed = await _cleared(means, served, change)
            return failed or await applied(means, served, desired, manner)
        case Update(desired=desired, taken=taken) | Adopt(desired=desired, taken=taken):
            manner = replace(manner, is_forced=bool(taken))
            return await applied(means, served, desired, manner)
        case TakeBack(desired=desired, taken=taken):
            failed = await pass_on(means, served, change.key, change.live, taken_back)
            manner = replace(manner, is_forced=bool(taken))
            return failed or await applied(means, served, desired, manner)


async def applied(means: Means, served: Served, desired: Desired, manner: Manner) -> Result:
    """Apply an object, until the server has it or says what is against it."""
    client, accept = means.client, METADATA if manner.is_brief else JSON
    tries = Tries.of(means.halt, _TRIES_SECONDS, pause_seconds=_PAUSE_SECONDS)
    while True:
        said = await apply(client, served, desired, is_forced=manner.is_forced, accept=accept)
        meant = verdict(said)
        if isinstance(meant, Done):
            return Written(said.body)
        if isinstance(meant, Ending):
            failed = await unblocked(means, desired.key.namespace)
            if failed is not None:
                return failed
        passes = isinstance(meant, Ending | Moved) or (
            manner.is_new_kind and isinstance(meant, Absent) and meant.is_kind
        )
        if not (passes and await tries.again()):
            return lost(said, meant)


async def _generate(client: Client, served: Served, secret: Generated) -> Result:
    """Make a Secret with values that nobody has seen; one that is there by now is left alone."""
    data = {each.key: _value(each) for each in secret.keys}
    body = {**secret.document, "data": data}
    path = f"{served.path(secret.key.namespace)}?{urlencode({'fieldManager': MANAGER})}"
    said = await client.ask("POST", path, body=body)
    if said.is_success or said.reason == "AlreadyExists":
        return Written({"metadata": said.body.get("metadata", {}) if said.is_success else {}})
    return lost(said, verdict(said))


def _value(key: GeneratedKey | TextKey) -> str:
    text = (
        key.text
        if isinstance(key, TextKey)
        else "".join(secrets.choice(_LETTERS) for _ in range(key.length))
    )
    return base64.b64encode(text.encode()).decode()


async def _cleared(means: Means, served: Served, change: Recreate) -> Lost | None:
    """Delete what cannot be changed, and wait until it is gone; pods of a StatefulSet stay."""
    # What hangs on a StatefulSet is taken over by the one that follows.
    how = "Orphan" if change.key.kind == "StatefulSet" else "Background"
    path = served.path(change.key.namespace, change.key.name)
    uid = change.live["metadata"]["uid"]
    said = await means.client.ask("DELETE", path, body=options(uid, how))
    if not said.is_success and said.status != HTTPStatus.NOT_FOUND:
        return lost(said, verdict(said))
    return await gone(means, path, change.key, uid)


async def delete(means: Means, served: Served, change: Delete, identity: str) -> Lost | None:
    """Delete one object of ours, as long as it is the one that was planned for.

    Its resourceVersion moves with its status: where only that moved, it is asked for again.
    """
    path = served.path(change.key.namespace, change.key.name)
    return await insist(partial(_deleted, means, path, change, identity), change.live, means.halt)


async def _deleted(
    means: Means, path: str, change: Delete, identity: str, live: Live | None
) -> Lost | Crossed | None:
    uid = str(change.live["metadata"]["uid"])
    if live is None:
        now = await means.client.ask("GET", path)
        if not now.is_success:
            return None if now.status == HTTPStatus.NOT_FOUND else lost(now, verdict(now))
        if not still_ours(change.live, now.body, identity):
            return Lost("", "somebody changed it since we looked: it stays")
        if is_ending(now.body):
            return await gone(means, path, change.key, uid)
        live = now.body
    how = "Foreground" if change.key.kind in WORKLOADS else "Background"
    version = str(live["metadata"]["resourceVersion"])
    said = await means.client.ask("DELETE", path, body=options(uid, how, version))
    if said.status == HTTPStatus.NOT_FOUND:
        return None
    if said.is_success:
        # A Status says that it is gone; the object itself, that something holds it yet.
        is_gone = said.body.get("kind") == "Status"
        return None if is_gone else await gone(means, path, change.key, uid)
    return Crossed() if said.status == HTTPStatus.CONFLICT else lost(said, verdict(said))
