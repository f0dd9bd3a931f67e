"""The values of credentials, read from the cluster: one GET for each Secret, kept nowhere."""

from __future__ import annotations

import asyncio
import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from platformgen.logins import Login
from platformgen.shell.applying.listing import passed
from platformgen.shell.cluster.client import Client


@dataclass(frozen=True, slots=True, repr=False)
class Value:
    """What a key holds; None with the reason where there is nothing to show."""

    content: bytes | None
    why: str = ""


def values(client: Client, found: Sequence[Login]) -> tuple[Value, ...]:
    """Return the value of each credential, in their order; `ClusterError` if none can be read."""
    return asyncio.run(_values(client, found))


async def _values(client: Client, found: Sequence[Login]) -> tuple[Value, ...]:
    places = list(dict.fromkeys((each.namespace, each.secret) for each in found))
    try:
        secrets = await asyncio.gather(*(_data(client, *place) for place in places))
    finally:
        client.close()
    by_place = dict(zip(places, secrets, strict=True))
    return tuple(_value(by_place[each.namespace, each.secret], each) for each in found)


async def _data(client: Client, namespace: str, name: str) -> Mapping[str, Any] | None:
    """Return what a Secret holds, still encoded; None where it is not there."""
    path = f"/api/v1/namespaces/{quote(namespace, safe='')}/secrets/{quote(name, safe='')}"
    said = await client.ask("GET", path)
    if said.status == HTTPStatus.NOT_FOUND:
        return None
    data: Mapping[str, Any] = passed(said, f"Secret {namespace}/{name}").body.get("data") or {}
    return data


def _value(data: Mapping[str, Any] | None, login: Login) -> Value:
    if data is None:
        return Value(None, "the Secret is not there yet")
    if not login.key:
        return Value(None, f"say which key: {', '.join(sorted(data)) or 'it has none'}")
    if login.key not in data:
        return Value(None, "the Secret has no such key")
    try:
        return Value(base64.b64decode(str(data[login.key]), validate=True))
    except binascii.Error:
        return Value(None, "what the cluster says is not base64")
