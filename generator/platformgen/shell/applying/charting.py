"""Charts and manifests of others: out of the store, or fetched again, and held to the lock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from platformgen.apply.change import Rollout
from platformgen.apply.key import Key
from platformgen.model import Lock
from platformgen.pipeline.membership import Membership
from platformgen.pipeline.published import manifests
from platformgen.shell import store
from platformgen.shell.failure import WorldError
from platformgen.shell.fetching import LOCK, Fetching, Holder, MovedError
from platformgen.shell.helm import program
from platformgen.shell.remote.upstream import Network, Upstream

_BACK = "run it where the network is, or lock the commit of then: `platformgen lock --from DIR`"
_THEN = (
    "what it was then comes back with `platformgen lock --from DIR` at the commit of then, "
    "where DIR has the archive of then"
)
_FIX = "where the network is: `platformgen lock`; without one: `platformgen lock --from DIR`"


def published(members: Membership) -> Mapping[str, bytes]:
    """Return the manifests that the spec names by URL and the lock has, by URL.

    `WorldError` names what cannot be had, or is not what it was.
    """
    lock = members.platform.lock or Lock()
    fetching = Fetching(upstream=Network(), last=lock, upgrade=False)
    found: dict[str, bytes] = {}
    for each in manifests(members):
        try:
            found[each.url] = fetching.manifest(each.url)
        except MovedError as error:
            raise WorldError(f"{each.origin}: {error}") from error
        except WorldError as error:
            raise WorldError(f"{each.origin}: {error}\n  fix: {_FIX}") from error
    return found


def at_hand(members: Membership) -> Mapping[str, bytes]:
    """Return those of the manifests that this machine has, by URL; nobody is asked for others."""
    lock = members.platform.lock or Lock()
    locked = {each.url: lock.manifests.get(each.url) for each in manifests(members)}
    held = {url: store.stored(each.digest) for url, each in locked.items() if each is not None}
    return {url: content for url, content in held.items() if content is not None}


def archives(
    rollouts: Iterable[Rollout], lock: Lock, authority: str, upstream: Upstream | None = None
) -> Mapping[Key, bytes]:
    """Return the archive of each chart that is to be installed; `WorldError` names what is missing.

    It is asked before anything is written: a machine without internet writes nothing. `authority`
    is what wants them, in words: what a revision wants is held to the revision.
    """
    network = upstream or Network()
    found: dict[Key, bytes] = {}
    for each in rollouts:
        program()
        origin = each.release.origin
        holder = LOCK if origin else Holder(name=authority, way_on=_THEN)
        fetching = Fetching(upstream=network, last=lock, upgrade=False, holder=holder)
        where, fix = (origin, _FIX) if origin else (each.key, _BACK)
        try:
            found[each.key] = fetching.chart(each.release.helm)
        except MovedError as error:
            raise WorldError(f"{where}: {error}") from error
        except WorldError as error:
            raise WorldError(f"{where}: {error}\n  fix: {fix}") from error
    return found
