"""What a cluster holds of a platform: its kinds, our list, and one LIST for each kind."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from platformgen.apply import inventory
from platformgen.apply.answers import Absent, Answer, Done, verdict
from platformgen.apply.entrance import awaited
from platformgen.apply.graft import host, is_graft
from platformgen.apply.inventory import MEMBER, NAMESPACE, Inventory, parent_name
from platformgen.apply.key import Key
from platformgen.apply.order import Edges
from platformgen.apply.plan import Sight
from platformgen.apply.served import Catalogue, Served, catalogue, is_definition
from platformgen.apply.wanted import Desired, Wanted
from platformgen.shell.applying.entering import closed
from platformgen.shell.applying.listing import METADATA, by_key, list_of, passed
from platformgen.shell.cluster.client import Client
from platformgen.shell.cluster.failure import ClusterError
from platformgen.shell.cluster.request import JSON

_DISCOVERY = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"
_FEW = 3
"""Up to so many objects are looked for one by one, more of a kind and namespace by a LIST."""

Live = Mapping[str, Any]


class Look(Struct, kw_only=True):
    """What was seen, and what later steps need of it."""

    version: str
    sight: Sight
    inventory: Inventory
    parent: Live | None
    wanted: tuple[Wanted, ...]
    """What was asked for, with the namespace that the server would give to what says none."""
    closed: Mapping[Key, Wanted] = field(default_factory=dict)
    """What routes hang on and is nowhere, each with the first of these."""
    versions: dict[Served, str] = field(default_factory=dict)
    """The resourceVersion that the LIST of each kind was of."""
    order: Edges = field(default_factory=lambda: Edges({}, {}))
    """What needs what of what is wanted, once there is a plan."""


async def look(
    client: Client,
    platform: str,
    wanted: Sequence[Wanted],
    leaving: Iterable[Wanted] = (),
    *,
    has_installs: bool,
) -> Look:
    """Return what the cluster holds of the platform.

    What is of the kinds of what is `leaving` is found by its label even where our list is gone.
    """
    ways = awaited(wanted)
    version, discovered, parent, shut = await asyncio.gather(
        client.ask("GET", "/version"),
        discovery(client),
        client.ask("GET", parent_path(platform)),
        closed(client, ways),
    )
    kinds = catalogue(*discovered)
    known = _stock(parent, platform)
    coming = kinds.with_defined(
        each.document for each in wanted if isinstance(each, Desired) and is_definition(each.key)
    )
    placed = tuple(_placed(each, coming) for each in wanted)
    sight = Sight(catalogue=kinds, live={}, entries=known.entries, has_installs=has_installs)
    found = Look(
        version=str(version.body.get("gitVersion", "")),
        sight=sight,
        inventory=known,
        parent=parent.body if parent.is_success else None,
        wanted=placed,
        closed={each: ways[each] for each in ways if each in shut},
    )
    live = await _members(client, found, platform, leaving)
    live |= await _others(client, found, live)
    live |= await _unlabelled(client, found, live)
    live |= await _hosts(client, found)
    found.sight = replace(sight, live=live)
    return found


async def discovery(client: Client) -> tuple[Mapping[str, Any], ...]:
    """Return the documents in which the cluster tells its kinds."""
    said = await asyncio.gather(
        client.ask("GET", "/api", accept=_DISCOVERY),
        client.ask("GET", "/apis", accept=_DISCOVERY),
    )
    return tuple(_discovered(each, client) for each in said)


async def cluster_uid(client: Client) -> str:
    """Return what tells a cluster from all others, whatever its context is called.

    It is the UID of a namespace that each has and none loses; empty where we may not ask for it.
    """
    said = await client.ask("GET", "/api/v1/namespaces/kube-system", accept=METADATA)
    return str(said.body["metadata"]["uid"]) if said.is_success else ""


def parent_path(platform: str) -> str:
    """Return the path of the platform's inventory."""
    return f"/api/v1/namespaces/{NAMESPACE}/configmaps/{parent_name(platform)}"


def _discovered(said: Answer, client: Client) -> Mapping[str, Any]:
    passed(said, "the cluster does not tell its kinds")
    if said.body.get("kind") != "APIGroupDiscoveryList":
        raise ClusterError(f"{client.name} is older than Kubernetes 1.30")
    return said.body


_LIST_FIX = "mend it; or delete it, and `platformgen apply` writes it anew"


def _stock(parent: Answer, platform: str) -> Inventory:
    if isinstance(verdict(parent), Absent):
        return inventory.read(None)
    passed(parent, "our list in the cluster cannot be read")
    where = f"ConfigMap {parent_name(platform)} in namespace {NAMESPACE}"
    try:
        known = inventory.read(parent.body)
    except inventory.UnreadableError as error:
        raise ClusterError(f"{where} is not as we wrote it: {error}\n  fix: {_LIST_FIX}") from error
    if known.stranger:
        raise ClusterError(f"{where} belongs to {known.stranger}: nothing is written")
    return known


def _placed(each: Wanted, kinds: Catalogue) -> Wanted:
    """Return an object in the namespace that it falls to where it says none."""
    if not isinstance(each, Desired) or each.key.namespace:
        return each
    served = kinds.of(str(each.document["apiVersion"]), each.key.kind)
    if served is None or not served.is_namespaced:
        return each
    metadata = {**each.document["metadata"], "namespace": each.home}
    return replace(
        each,
        key=replace(each.key, namespace=each.home),
        document={**each.document, "metadata": metadata},
    )


async def _members(
    client: Client, found: Look, platform: str, leaving: Iterable[Wanted]
) -> dict[Key, Live]:
    """Return all that carries our label."""
    members = [each for each in (*found.wanted, *leaving) if not is_graft(each.key)]
    kinds = {_served(each, found.sight.catalogue) for each in members}
    kinds |= {found.sight.catalogue.preferred(each) for each in found.inventory.entries}
    listed = [each for each in kinds if each is not None and each.is_listed]
    selector = f"{MEMBER}={inventory.set_id(platform)}"
    pages = await asyncio.gather(*(list_of(client, each, selector=selector) for each in listed))
    live: dict[Key, Live] = {}
    for served, (items, version) in zip(listed, pages, strict=True):
        found.versions[served] = version
        live |= by_key(served, items)
    return live


def _served(each: Wanted, kinds: Catalogue) -> Served | None:
    if isinstance(each, Desired):
        return kinds.of(str(each.document["apiVersion"]), each.key.kind)
    return kinds.preferred(each.key)


async def _others(client: Client, found: Look, live: Mapping[Key, Live]) -> dict[Key, Live]:
    """Return what the spec asks for and is there without our label."""
    missing = [each for each in found.wanted if each.key not in live and not is_graft(each.key)]
    namespaces = [each for each in missing if each.key.kind == "Namespace" and not each.key.group]
    there = await _one_by_one(client, found, namespaces)
    absent = {each.key.name for each in namespaces} - {each.name for each in there}
    groups: dict[tuple[Served, str], list[Wanted]] = {}
    for each in missing:
        served = _served(each, found.sight.catalogue)
        # In a namespace that is not there is nothing, nor of a kind that is not served.
        if served and each not in namespaces and each.key.namespace not in absent:
            groups.setdefault((served, each.key.namespace), []).append(each)
    answers = await asyncio.gather(
        *(_group(client, found, served, each) for (served, _), each in groups.items())
    )
    return {**there, **{key: value for part in answers for key, value in part.items()}}


async def _unlabelled(client: Client, found: Look, live: Mapping[Key, Live]) -> dict[Key, Live]:
    """Return what our list has, is not wanted, and is there without our label, as metadata.

    Only a look by name tells it from what is gone.
    """
    wanted = {each.key for each in found.wanted}
    served = {
        each: kind
        for each in found.inventory.entries
        if each not in live
        and each not in wanted
        and not is_graft(each)
        and (kind := found.sight.catalogue.preferred(each)) is not None
    }
    answers = await asyncio.gather(
        *(read(client, kind, each, METADATA) for each, kind in served.items())
    )
    return {key: live for key, live in zip(served, answers, strict=True) if live is not None}


async def _hosts(client: Client, found: Look) -> dict[Key, Live]:
    """Return the objects that fields of ours stand on, or are to, by the keys of the fields."""
    grafts = sorted({*(each.key for each in found.wanted), *found.inventory.entries})
    grafts = [each for each in grafts if is_graft(each)]
    answers = await asyncio.gather(*(_host(client, found.sight, each) for each in grafts))
    return {key: live for key, live in zip(grafts, answers, strict=True) if live is not None}


async def _host(client: Client, sight: Sight, graft: Key) -> Live | None:
    served = sight.catalogue.preferred(host(graft))
    return await read(client, served, graft) if served is not None else None


async def _group(
    client: Client, found: Look, served: Served, wanted: Sequence[Wanted]
) -> dict[Key, Live]:
    if len(wanted) > _FEW:
        items, _ = await list_of(client, served, namespace=wanted[0].key.namespace, brief=True)
        known = by_key(served, items)
        wanted = [each for each in wanted if each.key in known]
    return await _one_by_one(client, found, wanted)


async def _one_by_one(client: Client, found: Look, wanted: Sequence[Wanted]) -> dict[Key, Live]:
    answers = await asyncio.gather(*(one(client, found.sight, each) for each in wanted))
    return {each.key: live for each, live in zip(wanted, answers, strict=True) if live is not None}


async def one(client: Client, sight: Sight, each: Wanted) -> Live | None:
    """Return one object as it is now; None where it is not there. Of Secrets the metadata."""
    served = _served(each, sight.catalogue)
    accept = JSON if isinstance(each, Desired) else METADATA
    return await read(client, served, each.key, accept) if served is not None else None


async def read(client: Client, served: Served, key: Key, accept: str = JSON) -> Live | None:
    """Return the object of a name as it is now; None where it is not there."""
    said = await client.ask("GET", served.path(key.namespace, key.name), accept=accept)
    match verdict(said):
        case Done():
            return {**said.body, "apiVersion": served.api_version, "kind": served.kind}
        case Absent():
            return None
        case _:
            passed(said, f"{key} cannot be read")
            return None
