"""Which components come back from Argo CD, and what of them stays with it in this run.

A component was handed over where our list has an Application that is not wanted any more: by that
alone a run knows what an earlier one did, also one that was killed. It comes back as a whole or not
at all: once its Application is gone, nobody applies what of it is not ours.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

from msgspec import Struct, field

from platformgen.apply.aim import Aim
from platformgen.apply.change import (
    Blocked,
    Change,
    Conflict,
    Create,
    Rollout,
    Unchanged,
    Write,
    wanted_of,
)
from platformgen.apply.inventory import Entry
from platformgen.apply.key import Key
from platformgen.apply.leaving import Withdraw
from platformgen.apply.ownership import is_application, is_argo_cds
from platformgen.apply.plan import Plan, Sight
from platformgen.apply.prune import not_ours, shown
from platformgen.apply.release import Release
from platformgen.apply.wanted import Wanted, made_of
from platformgen.kubernetes.labels import MANAGED_BY, MANAGER

Live = Mapping[str, Any]


class Returns(Struct, frozen=True, kw_only=True):
    """The components that are to come back, by their names: what becomes of each in this run."""

    back: Mapping[str, Key] = field(default_factory=dict)
    """Those that we apply again, with the Application that is withdrawn."""
    partial: Collection[str] = frozenset()
    """Those of which only a part is looked at: that part stays as it is."""
    barred: Mapping[str, str] = field(default_factory=dict)
    """Those whose Application we may not delete, and why."""


def returning(
    sight: Sight, wanted: Iterable[Wanted], aim: Aim, in_part: Collection[str], set_id: str
) -> Returns:
    """Return what becomes of the components whose Application is not wanted any more.

    `wanted` is what is looked at of an aim, `in_part` names the components that this is not all of.
    """
    looked_at = {each.component for each in wanted}
    known = {each.key for each in aim.wanted}
    back: dict[str, Key] = {}
    barred: dict[str, str] = {}
    partial: set[str] = set()
    for each, entry in sorted(sight.entries.items()):
        name, live = each.name, sight.live.get(each)
        if not is_application(each) or each in known or name not in looked_at or _is_users(live):
            continue
        reason = _estranged(live, entry, set_id)
        if name in in_part:
            partial.add(name)
        elif reason:
            barred[name] = f"{each} still has Argo CD apply it, and is not ours: {reason}"
        else:
            back[name] = each
    return Returns(back=back, partial=frozenset(partial), barred=barred)


def _is_users(live: Live | None) -> bool:
    """Tell whether an Application was written by the user, as one of the spec's objects."""
    return live is not None and (live["metadata"].get("labels") or {}).get(MANAGED_BY) != MANAGER


def _estranged(live: Live | None, entry: Entry, set_id: str) -> str:
    return not_ours(live, entry, set_id) if live is not None else ""


_BARRED_FIX: Final = (
    "delete the Application without what it made: argocd app delete {name} --cascade=false"
)
_PARTIAL_NOTE: Final = "Argo CD has it until all of its component comes back"


def left_alone(change: Change, returns: Returns, sight: Sight) -> Change:
    """Return what becomes of an object that Argo CD has and that cannot come back in this run."""
    wanted = wanted_of(change)
    name = wanted.component if wanted is not None else ""
    if wanted is None or not isinstance(change, Write | Rollout | Conflict):
        return change
    if name in returns.barred:
        fix = _BARRED_FIX.format(name=name)
        return Blocked(wanted=wanted, field="", reason=returns.barred[name], fix=fix)
    if name in returns.partial and _is_theirs(change, wanted, sight):
        return Unchanged(wanted=wanted, live=None, note=_PARTIAL_NOTE)
    return change


def _is_theirs(change: Change, wanted: Wanted, sight: Sight) -> bool:
    if isinstance(wanted, Release):
        return wanted.key not in sight.entries
    live = sight.live.get(wanted.key)
    return live is not None and not isinstance(change, Create) and is_argo_cds(live)


def withdrawals(
    sight: Sight, applications: Iterable[Key], everything: Iterable[Wanted]
) -> Iterator[Withdraw]:
    """Yield what becomes of the Applications of the components that we apply again."""
    known = tuple(everything)
    heirs = {each.key.name: each.key for each in known if is_application(each.key)}
    names = frozenset((one.kind, one.name) for each in known for one in made_of(each))
    for each in applications:
        live, heir = sight.live.get(each), heirs.get(each.name)
        left = _left(live or {}, names) if heir is None else ()
        yield Withdraw(key=each, live=live, heir=heir, left=left)


def _left(application: Live, known: Collection[tuple[str, str]]) -> tuple[str, ...]:
    """Return what Argo CD says that it made of an Application, and that nobody wants."""
    resources = (application.get("status") or {}).get("resources") or ()
    return shown(
        sorted(
            "/".join(filter(None, (each["kind"], each.get("namespace"), each["name"])))
            for each in resources
            if (each["kind"], each["name"]) not in known and not each.get("hook")
        )
    )


def settled(plan: Plan, written: Collection[Key]) -> set[Key]:
    """Return the withdrawn Applications that our list may forget: what they made is ours again."""
    due = (*plan.writes, *plan.rollouts, *plan.unserved)
    asking = (wanted_of(each) for each in due if each.key not in written)
    left = {each.component for each in asking if each is not None}
    return {each.key for each in plan.withdrawals if each.key.name not in left}
