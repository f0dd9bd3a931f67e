"""The workloads that charts and their operators run, as they are in the cluster."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from platformgen.apply.key import Key
from platformgen.apply.release import Release, workloads
from platformgen.apply.served import Catalogue, Served
from platformgen.shell.applying.listing import by_key, list_of
from platformgen.shell.cluster.client import Client

Live = Mapping[str, Any]


class Part(Struct, frozen=True):
    """A workload of a release, as it is in the cluster."""

    key: Key
    served: Served
    live: Live


async def running(client: Client, found: Catalogue, releases: Iterable[Release]) -> dict[Key, Part]:
    """Return what is there of what releases run, by one LIST for each kind and namespace."""
    keys = {part for each in releases for part in workloads((*each.own, *each.operated))}
    places = sorted({replace(each, name="") for each in keys})
    served = {each: kind for each in places if (kind := found.preferred(each)) is not None}
    pages = await asyncio.gather(
        *(list_of(client, kind, namespace=each.namespace) for each, kind in served.items())
    )
    return {
        key: Part(key, kind, live)
        for kind, (items, _) in zip(served.values(), pages, strict=True)
        for key, live in by_key(kind, items).items()
        if key in keys
    }
