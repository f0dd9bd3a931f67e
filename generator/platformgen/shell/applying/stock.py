"""Writing our list: before the first change what is meant, after the last what is."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from platformgen import __version__
from platformgen.apply import inventory
from platformgen.apply.inventory import NAMESPACE, Entry
from platformgen.apply.key import Key
from platformgen.shell.applying.deletion import options
from platformgen.shell.applying.listing import passed
from platformgen.shell.applying.looking import parent_path
from platformgen.shell.cluster.client import Client
from platformgen.shell.cluster.failure import ClusterError

Live = Mapping[str, Any]


async def save(
    client: Client, platform: str, entries: Mapping[Key, Entry], parent: Live | None
) -> Live:
    """Write the list over the one that we read; `ClusterError` where it is another one by now."""
    body = inventory.document(platform, __version__, entries)
    if parent is None:
        said = await client.ask("POST", f"/api/v1/namespaces/{NAMESPACE}/configmaps", body=body)
    else:
        known = parent["metadata"]
        body["metadata"] |= {"resourceVersion": known["resourceVersion"], "uid": known["uid"]}
        said = await client.ask("PUT", parent_path(platform), body=body)
    if said.status == HTTPStatus.CONFLICT:
        there = await client.ask("GET", parent_path(platform))
        # Where an answer was lost, what stands there is what we sent.
        if there.body.get("data") == body["data"]:
            return there.body
        raise ClusterError(
            "the cluster moved: another run changed our list since we looked\n  fix: run again"
        )
    return passed(said, "our list cannot be written to the cluster").body


async def remove(client: Client, platform: str, parent: Live) -> None:
    """Take our list away, for nothing is left to stand in it; another run's list stays."""
    known = parent["metadata"]
    body = options(known["uid"], version=known["resourceVersion"])
    said = await client.ask("DELETE", parent_path(platform), body=body)
    if said.status != HTTPStatus.NOT_FOUND:
        passed(said, "our list, which is empty, cannot be deleted")
