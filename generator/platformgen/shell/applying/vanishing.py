"""Waiting until what is being deleted is no more; what holds it is told meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from msgspec.structs import replace

from platformgen.apply.answers import verdict
from platformgen.apply.ending import is_ending, told
from platformgen.apply.key import Key, space
from platformgen.shell.applying.event import Event
from platformgen.shell.applying.result import Lost, lost
from platformgen.shell.applying.task import Means
from platformgen.shell.applying.trying import Tries

Live = Mapping[str, Any]

_PAUSE_SECONDS: Final = 0.2
_QUIET_SECONDS: Final = 1.0
"""What is gone within it needs no words."""
_FIX: Final = "see what holds it, take that away, and run again"


async def gone(means: Means, path: str, key: Key, uid: str) -> Lost | None:
    """Wait until the object of this UID is no more; what keeps it is told, and returned at last."""
    loop = asyncio.get_running_loop()
    began, said = loop.time(), ""
    tries = Tries.of(means.halt, means.pursuit.clearing_seconds, pause_seconds=_PAUSE_SECONDS)
    while True:
        found = await means.client.ask("GET", path)
        if found.status == HTTPStatus.NOT_FOUND:
            return None
        if not found.is_success:
            return lost(found, verdict(found))
        if found.body["metadata"]["uid"] != uid:
            return None
        if loop.time() - began > _QUIET_SECONDS:
            said = _tell(means, key, found.body, said)
        if not await tries.again():
            return Lost("", f"after {loop.time() - began:.0f} s {told(found.body)}", _FIX)


def _tell(means: Means, key: Key, live: Live, said: str) -> str:
    message = told(live)
    if message != said:
        means.tell(Event(name="waiting", key=key, message=message))
    return message


async def unblocked(means: Means, namespace: str) -> Lost | None:
    """Wait until a namespace that is being deleted is gone; what stands in it waits for that."""
    path = f"/api/v1/namespaces/{namespace}"
    found = await means.client.ask("GET", path)
    if not found.is_success or not is_ending(found.body):
        return None
    uid = str(found.body["metadata"]["uid"])
    key = space(namespace)
    failed = await gone(means, path, key, uid)
    return None if failed is None else replace(failed, reason=f"{key}: {failed.reason}")
