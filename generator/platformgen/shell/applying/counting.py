"""What stands in, or hangs on, what may go: counted before anything does."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any

from platformgen.apply.claims import CLAIM, left_by, templates
from platformgen.apply.guarding import guard
from platformgen.apply.key import Key
from platformgen.apply.plan import Sight
from platformgen.apply.prune import Census, shown, strangers
from platformgen.apply.served import defined, is_definition
from platformgen.shell.applying.listing import list_of
from platformgen.shell.cluster.client import Client

Live = Mapping[str, Any]


async def count(client: Client, sight: Sight, unwanted: Iterable[Key], identity: str) -> Census:
    """Return what would die with what cannot be made again, and the claims that would stay."""
    there = {each: sight.live[each] for each in unwanted if each in sight.live}
    guarded = [each for each, live in there.items() if guard(each, live)]
    makers = {each: live for each, live in there.items() if templates(live)}
    inside, claims = await asyncio.gather(
        asyncio.gather(*(_inside(client, sight, each, identity) for each in guarded)),
        _claims(client, sight, makers),
    )
    return Census(inside=dict(zip(guarded, inside, strict=True)), claims=claims)


async def _claims(
    client: Client, sight: Sight, makers: Mapping[Key, Live]
) -> dict[Key, tuple[Key, ...]]:
    """Return the claims that each StatefulSet would leave, by one LIST for each namespace."""
    spaces = sorted({each.namespace for each in makers})
    served, *_ = sight.catalogue.kinds["", CLAIM]
    pages = await asyncio.gather(
        *(list_of(client, served, namespace=each, brief=True) for each in spaces)
    )
    there = {space: items for space, (items, _) in zip(spaces, pages, strict=True)}
    return {each: left_by(live, there[each.namespace]) for each, live in makers.items()}


async def _inside(client: Client, sight: Sight, each: Key, identity: str) -> tuple[str, ...]:
    live = sight.live[each]
    if each.kind == "Namespace":
        kinds = list(sight.catalogue.namespaced())
        lists = await asyncio.gather(
            *(list_of(client, kind, namespace=each.name, brief=True) for kind in kinds)
        )
        found = (
            (kind.kind, item)
            for kind, (items, _) in zip(kinds, lists, strict=True)
            for item in items
        )
        return strangers(found, identity)
    if is_definition(each):
        return await _instances(client, live)
    if each.kind == "Secret":
        return ()
    spec, status = live.get("spec", {}), live.get("status", {})
    size = (status.get("capacity") or spec.get("capacity") or {}).get("storage", "")
    return (f"the data in it ({size})" if size else "the data in it",)


async def _instances(client: Client, definition: Live) -> tuple[str, ...]:
    served = next(iter(defined(definition)), None)
    if served is None:
        return ()
    items, _ = await list_of(client, served, brief=True)
    names = (item["metadata"] for item in items)
    return shown(
        sorted(
            "/".join(filter(None, (served.kind, each.get("namespace"), each["name"])))
            for each in names
        )
    )
