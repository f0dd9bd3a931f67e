"""Who applies what, where Argo CD is one of the two: what changes hands, and in which direction.

A component is handed over where its Application is wanted, and was handed over where our list has
an Application that is not: by that alone a run knows what an earlier one did, also one that was
killed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

from platformgen.apply.change import Blocked, Change, Conflict, Kept, Unserved, wanted_of
from platformgen.apply.inventory import label
from platformgen.apply.key import Key
from platformgen.apply.leaving import HandOver, Withdraw
from platformgen.apply.ownership import is_application
from platformgen.apply.plan import Plan, Sight
from platformgen.apply.prune import not_ours
from platformgen.apply.wanted import Generated, Wanted
from platformgen.kubernetes.labels import MANAGED_BY, MANAGER

Live = Mapping[str, Any]

_DOMAIN: Final = ".argocd.argoproj.io"


def returning(
    sight: Sight, wanted: Iterable[Wanted], known: Collection[Key], set_id: str
) -> dict[str, Key]:
    """Return the components that we apply again, each with the Application that it had.

    `known` is all that the whole spec wants, `wanted` what is looked at of it.
    """
    names = {each.component for each in wanted if not isinstance(each, Generated)}
    return {
        each.name: each
        for each in sorted(sight.entries)
        if is_application(each)
        and each.name in names
        and each not in known
        and _is_made_by_us(each, sight, set_id)
    }


def _is_made_by_us(each: Key, sight: Sight, set_id: str) -> bool:
    """Tell whether an Application was made from the spec, and is still ours; or is gone."""
    live = sight.live.get(each)
    if live is None:
        return True
    is_from_spec = live["metadata"]["labels"].get(MANAGED_BY) == MANAGER
    return is_from_spec and not not_ours(live, sight.entries[each], set_id)


def withdrawals(sight: Sight, applications: Iterable[Key]) -> Iterator[Withdraw]:
    """Yield what becomes of the Applications of the components that we apply again."""
    return (Withdraw(key=each, live=sight.live.get(each)) for each in applications)


def handed_over(
    sight: Sight, handed: Mapping[Key, Key], decided: Iterable[Change], set_id: str
) -> Iterator[HandOver | Kept]:
    """Yield what becomes of the objects that Argo CD applies, and that are ours yet.

    `handed` are all of its objects, each with its Application; `decided` what becomes of what we
    apply. Where an Application cannot be set, its objects stay ours.
    """
    fates = {each.key: each for each in decided}
    for each, application in sorted(handed.items()):
        live = sight.live.get(each)
        is_ours = each in sight.entries or (live is not None and label(live) == set_id)
        if not is_ours or application not in fates:
            continue
        if isinstance(fates[application], Blocked | Conflict | Unserved):
            reason = f"{application} cannot be set: it stays with us"
            yield Kept(key=each, live=live, reason=reason, is_ours=each in sight.entries)
        else:
            yield HandOver(key=each, live=live, application=application)


def settled(plan: Plan, written: Collection[Key]) -> set[Key]:
    """Return the withdrawn Applications that our list may forget: what they made is ours again."""
    due = (*plan.writes, *plan.rollouts, *plan.unserved)
    asking = (wanted_of(each) for each in due if each.key not in written)
    left = {each.component for each in asking if each is not None}
    return {each.key for each in plan.withdrawals if each.key.name not in left}


def without_cascade(live: Live) -> dict[str, Any] | None:
    """Return the merge patch that keeps Argo CD from taking along what an Application made.

    None where nothing would. Finalizers ask for it, and for hooks that run after a deletion.
    """
    metadata = live["metadata"]
    finalizers = metadata.get("finalizers") or []
    kept = [each for each in finalizers if not each.partition("/")[0].endswith(_DOMAIN)]
    if kept == finalizers:
        return None
    known = {name: metadata[name] for name in ("uid", "resourceVersion")}
    return {"metadata": {**known, "finalizers": kept}}
