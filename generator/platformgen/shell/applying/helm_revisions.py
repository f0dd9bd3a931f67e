"""What Helm keeps in a cluster of the releases that we ask for: one LIST, and what differs."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from msgspec.structs import replace

from platformgen.apply.key import Key
from platformgen.apply.release import Release, is_release, newest, stored, workloads
from platformgen.apply.rollouts import Revisions, to_read
from platformgen.apply.served import SECRETS
from platformgen.shell.applying.deletion import options
from platformgen.shell.applying.listing import by_key, list_of, passed
from platformgen.shell.applying.looking import Look
from platformgen.shell.cluster.client import Client
from platformgen.shell.cluster.failure import ClusterError

Live = Mapping[str, Any]


async def revisions(client: Client, found: Look) -> Revisions:
    """Return the last revisions of the releases that are wanted, or in our list."""
    releases = [each for each in found.wanted if isinstance(each, Release)]
    known = filter(is_release, found.sight.entries)
    last = await _last(client, {*(each.key for each in releases), *known})
    lacking = await _lacking(client, found, [each for each in releases if each.key in last])
    asked = list(to_read(releases, Revisions(last=last, lacking=lacking), found.sight.entries))
    whole = await asyncio.gather(*(_whole(client, last[each]) for each in asked))
    found.sight = replace(found.sight, live={**found.sight.live, **last})
    held = dict(zip(asked, map(stored, whole), strict=True))
    return Revisions(last=last, stored=held, lacking=lacking)


async def _lacking(
    client: Client, found: Look, releases: Iterable[Release]
) -> dict[Key, tuple[Key, ...]]:
    """Return the workloads that are not there, by one LIST for each kind and namespace."""
    made = {each.key: workloads(each.own) for each in releases}
    places = sorted({replace(each, name="") for own in made.values() for each in own})
    served = {each: kind for each in places if (kind := found.sight.catalogue.preferred(each))}
    pages = await asyncio.gather(
        *(
            list_of(client, kind, namespace=each.namespace, brief=True)
            for each, kind in served.items()
        )
    )
    there = {
        key
        for kind, (items, _) in zip(served.values(), pages, strict=True)
        for key in by_key(kind, items)
    }
    return {key: tuple(each for each in own if each not in there) for key, own in made.items()}


async def last_of(client: Client, release: Key) -> Live | None:
    """Return the last revision of one release, as the metadata of its Secret."""
    return (await _last(client, (release,), release.namespace)).get(release)


async def _last(client: Client, keys: Iterable[Key], namespace: str = "") -> dict[Key, Live]:
    wanted = frozenset(keys)
    if not wanted:
        return {}
    names = ",".join(sorted({each.name for each in wanted}))
    selector = f"owner=helm,name in ({names})"
    items, _ = await list_of(client, SECRETS, namespace=namespace, selector=selector)
    return {key: live for key, live in newest(items).items() if key in wanted}


def _path(secret: Live) -> str:
    return SECRETS.path(str(secret["metadata"]["namespace"]), str(secret["metadata"]["name"]))


async def _whole(client: Client, secret: Live) -> Live:
    said = await client.ask("GET", _path(secret))
    return passed(said, "what Helm keeps of a release cannot be read").body


async def give_up(client: Client, secret: Live) -> None:
    """Delete a revision that never came to an end, if it is still the one that was planned for."""
    metadata = secret["metadata"]
    body = options(metadata["uid"], version=metadata["resourceVersion"])
    said = await client.ask("DELETE", _path(secret), body=body)
    if said.status == HTTPStatus.CONFLICT:
        raise ClusterError("the revision moved since we looked: a helm is at it")
    if said.status != HTTPStatus.NOT_FOUND:
        passed(said, "the revision that never ended cannot be given up")
