"""A platform in its cluster, seen once: one LIST for each kind, and one GET for each URL."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator

from msgspec import Struct

from platformgen.apply.change import Kept
from platformgen.apply.choices import Choices
from platformgen.apply.key import Key
from platformgen.apply.order import WORKLOADS
from platformgen.apply.ownership import APPLICATION
from platformgen.apply.refusals import lacks_pods
from platformgen.apply.release import is_release
from platformgen.apply.served import Served
from platformgen.apply.standing import Live, Rest, Scene, Standing, rest, standing, watched
from platformgen.model import Component
from platformgen.pipeline.membership import Membership
from platformgen.shell.answering import Reply, reply
from platformgen.shell.applying.listing import by_key, list_of
from platformgen.shell.applying.looking import Look, look
from platformgen.shell.applying.planning import plan
from platformgen.shell.applying.watching import EVENTS, PODS, REPLICA_SETS
from platformgen.shell.cluster.client import Client

_FEW = 8
"""So many namespaces are asked one by one, for a cluster's pods are many; more, by one LIST."""


class Survey(Struct, frozen=True, kw_only=True):
    """How all components stand, in the spec's order, with what their URLs answer."""

    version: str
    """Kubernetes', of the server."""
    standings: tuple[Standing, ...]
    replies: tuple[tuple[Reply, ...], ...]
    """By component, in the same order."""
    left: tuple[Kept, ...]
    """What is in our list, or carries our label, and the spec no longer has."""
    rest: Rest
    unlocked: tuple[str, ...]
    """The components that no lock knows, so that nothing installs them."""

    @property
    def parts(self) -> tuple[Standing | Rest, ...]:
        """All components, and what belongs to none."""
        return (*self.standings, self.rest)

    @property
    def is_healthy(self) -> bool:
        """Whether everything is as it should be."""
        answers = (each for some in self.replies for each in some)
        return all(each.is_healthy for each in self.parts) and all(each.is_good for each in answers)


async def survey(client: Client, members: Membership, *, is_whole: bool) -> Survey:
    """Return how a platform stands now; `ClusterError` where the cluster cannot be asked.

    Of members that are not known as a whole, nothing is called left over.
    """
    platform = members.platform
    addresses = platform.cluster.addresses
    address = addresses[0] if addresses else ""
    (version, scene, others), replies = await asyncio.gather(
        _seen(client, members, is_whole=is_whole),
        asyncio.gather(*(_replies(each, address) for each in platform.components)),
    )
    return Survey(
        version=version,
        standings=tuple(standing(each, others[each.name], scene) for each in platform.components),
        replies=tuple(replies),
        rest=rest(scene),
        unlocked=members.installed,
        left=tuple(_left(scene, members)),
    )


def _left(scene: Scene, members: Membership) -> Iterator[Kept]:
    """Yield what is left over; a release is not, where no lock tells which releases there are."""
    for each in scene.changes:
        if isinstance(each, Kept) and not (members.installed and is_release(each.key)):
            yield each


async def _replies(component: Component, address: str) -> tuple[Reply, ...]:
    routes = [each for each in component.routes if address and "*" not in each.host]
    return tuple(await asyncio.gather(*(reply(each, address) for each in routes)))


async def _seen(
    client: Client, members: Membership, *, is_whole: bool
) -> tuple[str, Scene, dict[str, tuple[Key, ...]]]:
    platform = members.platform
    found = await look(client, platform.name, members.wanted, has_installs=bool(members.installs))
    others = {
        each.name: tuple(watched(each, found.sight.catalogue)) for each in platform.components
    }
    keys = [key for each in others.values() for key in each] + list(_applications(members, found))
    spaces = _inhabited([*(each.key for each in found.wanted), *keys])
    planned, pods, sets, live = await asyncio.gather(
        plan(client, members, found, Choices(), is_partial=not is_whole),
        _listed(client, PODS, spaces),
        _listed(client, REPLICA_SETS, spaces),
        _there(client, found, keys),
    )
    everything = {**found.sight.live, **live}
    scene = Scene(
        live=everything,
        events=await _events(client, everything),
        pods=pods,
        replica_sets=sets,
        changes=planned.changes,
        closed=frozenset(found.closed),
    )
    return found.version, scene, others


def _inhabited(keys: Iterable[Key]) -> list[str]:
    """Return the namespaces that have workloads of ours; of many, that all are to be asked."""
    spaces = sorted({key.namespace for key in keys if key.kind in WORKLOADS})
    return spaces if len(spaces) <= _FEW else [""]


async def _listed(client: Client, served: Served, spaces: Iterable[str]) -> tuple[Live, ...]:
    """Return the objects of a kind in some namespaces; of what Deployments make, the metadata."""
    is_brief = served is REPLICA_SETS
    pages = await asyncio.gather(
        *(list_of(client, served, namespace=each, brief=is_brief) for each in spaces)
    )
    return tuple(each for items, _ in pages for each in by_key(served, items).values())


async def _events(client: Client, live: dict[Key, Live]) -> tuple[Live, ...]:
    """Return what was reported in the namespaces where workloads lack pods; most often none do."""
    spaces = sorted({key.namespace for key, each in live.items() if lacks_pods(each)})
    return await _listed(client, EVENTS, spaces)


def _applications(members: Membership, found: Look) -> list[Key]:
    """Return the Applications that Argo CD may have of our components."""
    if not any(kind == APPLICATION for kind in found.sight.catalogue.kinds):
        return []
    return [
        Key(*APPLICATION, manager.namespace, name)
        for manager in members.platform.components
        for name in manager.manages
        if manager.namespace is not None
    ]


async def _there(client: Client, found: Look, keys: list[Key]) -> dict[Key, Live]:
    """Return those objects that were not seen yet and are there, by one LIST for each kind."""
    missing = {key for key in keys if key not in found.sight.live}
    kinds = {served for key in missing if (served := found.sight.catalogue.preferred(key))}
    pages = await asyncio.gather(*(list_of(client, each) for each in kinds))
    seen = {
        key: live
        for served, (items, _) in zip(kinds, pages, strict=True)
        for key, live in by_key(served, items).items()
    }
    return {key: live for key, live in seen.items() if key in missing}
