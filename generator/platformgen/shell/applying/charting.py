"""The charts of a plan: out of the store, or fetched again, and held to the lock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from platformgen.apply.change import Rollout
from platformgen.apply.key import Key
from platformgen.model import Lock
from platformgen.shell.failure import WorldError
from platformgen.shell.fetching import Fetching
from platformgen.shell.helm import program
from platformgen.shell.remote.upstream import Network


def archives(rollouts: Iterable[Rollout], lock: Lock) -> Mapping[Key, bytes]:
    """Return the archive of each chart that is to be installed; `WorldError` names what is missing.

    It is asked before anything is written: a machine without internet writes nothing.
    """
    fetching = Fetching(upstream=Network(), last=lock, upgrade=False)
    found: dict[Key, bytes] = {}
    for each in rollouts:
        program()
        try:
            found[each.key] = fetching.chart(each.release.helm)
        except WorldError as error:
            fix = "where the network is: `platformgen lock`; without one: `platformgen lock --from`"
            raise WorldError(f"{each.release.origin}: {error}\n  fix: {fix}") from error
    return found
