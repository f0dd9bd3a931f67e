"""What becomes of each object that is wanted: by what is there, and what the server says of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from platformgen.apply.answers import Contested, Done, Refused, Unchangeable, fix_of
from platformgen.apply.change import (
    Adopt,
    Blocked,
    Change,
    Conflict,
    Create,
    Recreate,
    TakeBack,
    Unchanged,
    Unserved,
    Update,
)
from platformgen.apply.choices import Choices
from platformgen.apply.contests import contests
from platformgen.apply.fields import differences
from platformgen.apply.fingerprint import managers, secret_keys
from platformgen.apply.graft import is_graft, missing_containers
from platformgen.apply.guarding import guard
from platformgen.apply.inventory import Entry, label
from platformgen.apply.key import Key
from platformgen.apply.mounting import Mount
from platformgen.apply.ownership import is_argo_cds
from platformgen.apply.plan import Sight, Trial, fingerprint_of
from platformgen.apply.release import Release
from platformgen.apply.served import defined, is_definition
from platformgen.apply.strangers import is_labelled_otherwise, is_of_another, of_another, writers
from platformgen.apply.wanted import Desired, Generated, Wanted

Live = Mapping[str, Any]


def to_try(wanted: Iterable[Wanted], sight: Sight) -> Iterator[Desired]:
    """Yield the objects that the server must be asked about: those that are there and differ."""
    for each in wanted:
        live = sight.live.get(each.key)
        if isinstance(each, Desired) and live is not None and not sight.is_going(each.key):
            is_same = is_as_applied(each, live, sight.entries.get(each.key))
            if not is_same and is_fitting(each, live):
                yield each


def is_fitting(desired: Desired, live: Live) -> bool:
    """Tell whether fields that we put on another's object have their place in it as it is."""
    return not (is_graft(desired.key) and missing_containers(desired.document, live))


def is_as_applied(desired: Desired, live: Live, entry: Entry | None) -> bool:
    """Tell whether a live object is what we want, and is what we applied."""
    return (
        entry is not None
        and entry.uid == live["metadata"]["uid"]
        and bool(entry.fingerprint)
        and not is_labelled_otherwise(desired, live)
        and entry.fingerprint == fingerprint_of(desired, live)
    )


def decided(
    wanted: Iterable[Wanted], sight: Sight, trials: Mapping[Key, Trial], choices: Choices
) -> Iterator[Change]:
    """Yield what becomes of each object that the spec has."""
    everything = tuple(wanted)
    coming = {
        (kind.api_version, kind.kind)
        for each in everything
        if isinstance(each, Desired) and is_definition(each.key)
        for kind in defined(each.document)
    }
    for each in everything:
        live = sight.live.get(each.key)
        if isinstance(each, Release):
            continue
        if isinstance(each, Generated):
            yield _of_generated(each, live, sight)
        elif is_graft(each.key) and not _is_place(each, live, sight):
            yield Mount(desired=each)
        elif live is None or sight.is_going(each.key):
            yield _of_missing(each, live, sight, coming)
        elif is_of_another(each, live) and each.key not in choices.force:
            yield of_another(each, live)
        elif each.key in trials:
            yield _tried(each, live, trials[each.key], sight, choices)
        else:
            yield Unchanged(wanted=each, live=live, fingerprint=fingerprint_of(each, live))


def _is_place(graft: Desired, live: Live | None, sight: Sight) -> bool:
    """Tell whether fields can be tried now; else what is installed before them has to make it."""
    return live is not None and not sight.is_going(graft.key) and is_fitting(graft, live)


def _of_missing(
    desired: Desired, live: Live | None, sight: Sight, coming: set[tuple[str, str]]
) -> Change:
    api_version, kind = str(desired.document["apiVersion"]), desired.key.kind
    if sight.catalogue.of(api_version, kind) or (api_version, kind) in coming:
        return Create(desired, _uid(live))
    if desired.key.group in sight.brings:
        return Create(desired, _uid(live), sight.brings[desired.key.group])
    if sight.has_installs:
        return Unserved(desired=desired)
    reason = f"the cluster serves no {kind} of {api_version}"
    fix = "apply what defines it, or mend its apiVersion and kind"
    return Blocked(wanted=desired, field="kind", reason=reason, fix=fix)


def _uid(live: Live | None) -> str:
    return str(live["metadata"]["uid"]) if live is not None else ""


def _of_generated(secret: Generated, live: Live | None, sight: Sight) -> Change:
    if live is None or sight.is_going(secret.key):
        return Create(secret, _uid(live))
    known = secret_keys(live)
    missing = [each.key for each in secret.keys if each.key not in known]
    if missing:
        reason = f"it has no key {' and no key '.join(missing)}, and is never updated"
        fix = f"add what is missing with kubectl, or delete {secret.key} to have it made anew"
        return Blocked(wanted=secret, field="", reason=reason, fix=fix)
    return Unchanged(wanted=secret, live=None)


def _tried(desired: Desired, live: Live, trial: Trial, sight: Sight, choices: Choices) -> Change:
    match trial.verdict:
        case Done():
            return _accepted(desired, live, trial, sight)
        case Contested(causes):
            return Conflict(desired=desired, live=live, contests=contests(desired, live, causes))
        case Unchangeable(at, message):
            return _unchangeable(desired, live, (at, message), choices)
        case Refused(at, message) if _DOUBLED in message:
            # Alone it is valid: in a list, others have put one of the same name beside ours.
            return _unchangeable(desired, live, (at, f"{message}, by {writers(live)}"), choices)
        case Refused(at, message, fix):
            return Blocked(wanted=desired, field=at, reason=message, fix=fix)
        case _:
            fix = fix_of(trial.message)
            return Blocked(wanted=desired, field="", reason=trial.message or "refused", fix=fix)


_DOUBLED: Final = "Duplicate value"
"""How the server tells that two of a list have one name."""


def _accepted(desired: Desired, live: Live, trial: Trial, sight: Sight) -> Change:
    taken = contests(desired, live, trial.contested)
    found = differences(live, trial.result)
    if sight.comes_back(desired) and is_argo_cds(live):
        return TakeBack(desired=desired, live=live, fields=found, taken=taken)
    if not is_graft(desired.key) and not sight.is_ours(desired.key, label(desired.document)):
        others = sorted({str(each.get("manager")) for each in managers(live)})
        return Adopt(desired=desired, live=live, fields=found, managers=tuple(others), taken=taken)
    fingerprints = [fingerprint_of(desired, each) for each in (live, trial.result)]
    if not found and not taken and fingerprints[0] == fingerprints[1]:
        # Our list is older than what we applied: that run was killed.
        return Unchanged(wanted=desired, live=live, fingerprint=fingerprints[0])
    if is_graft(desired.key):
        return Mount(desired=desired, live=live, fields=found, taken=taken)
    return Update(desired=desired, live=live, fields=found, taken=taken)


def _unchangeable(
    desired: Desired, live: Live, told: tuple[str, str], choices: Choices
) -> Recreate | Blocked:
    at, message = told
    if is_graft(desired.key):
        fix = "look at what makes the object: it is another's, and never replaced by us"
    elif guard(desired.key, live):
        fix = "undo the change, or make another one beside it: what is in it would be lost"
    elif choices.recreates(desired.key):
        return Recreate(desired=desired, live=live, field=at, reason=message)
    else:
        fix = f"undo the change, or replace it: --recreate={desired.key}"
    return Blocked(wanted=desired, field=at, reason=message, fix=fix)
