"""What the spec no longer has: what may be deleted, what must stay, and what would die with it.

An object is deleted only if our list names it, with this UID where it knows one, it carries our
label, and we are among its field managers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

from msgspec import Struct, field
from msgspec.structs import replace

from platformgen.apply.change import (
    Change,
    Delete,
    Gone,
    Kept,
    Uninstall,
)
from platformgen.apply.choices import Choices
from platformgen.apply.ending import is_ending
from platformgen.apply.fingerprint import is_managed
from platformgen.apply.graft import host, is_graft, is_grafted
from platformgen.apply.guarding import guard
from platformgen.apply.inventory import Entry, label
from platformgen.apply.key import Key, space
from platformgen.apply.mounting import GoAlong, Unmount
from platformgen.apply.ownership import is_application, is_argo_cds
from platformgen.apply.plan import Sight
from platformgen.apply.release import is_release, made_by

Live = Mapping[str, Any]

SHARE_MAX: Final = 0.3
"""The share of our objects that a plan may delete unasked."""

_SHOWN: Final = 20


class Census(Struct, frozen=True, kw_only=True):
    """What stands in, or hangs on, what may go, by its key."""

    inside: Mapping[Key, tuple[str, ...]] = field(default_factory=dict)
    """What would die with what is guarded, in words."""
    claims: Mapping[Key, tuple[Key, ...]] = field(default_factory=dict)
    """What a StatefulSet made for its pods, and would leave."""


def candidates(sight: Sight, wanted: Iterable[Key], set_id: str) -> Iterator[Key]:
    """Yield what is in our list or carries our label, and is not wanted any more."""
    known = set(wanted)
    labelled = (each for each, live in sight.live.items() if label(live) == set_id)
    yield from sorted({*sight.entries, *labelled} - known)


def pruned(
    sight: Sight, unwanted: Iterable[Key], set_id: str, choices: Choices, census: Census
) -> Iterator[Change]:
    """Yield what becomes of each object that the spec no longer has."""
    found = list(_pruned(sight, unwanted, set_id, choices, census))
    doomed = {each.key for each in found if isinstance(each, Delete | Uninstall)}
    for change in found:
        match change:
            case Unmount():
                yield _along(change, doomed)
            case Delete() if space(change.key.namespace) in doomed:
                yield replace(change, claims=())
            case _:
                yield change


def _along(change: Unmount, doomed: Collection[Key]) -> Unmount | GoAlong:
    """Return what becomes of fields whose object may go too.

    Taken off before, the pods would be rolled once more, and the object be another one.
    """
    for holder in (host(change.key), made_by(change.live)):
        if holder in doomed:
            return GoAlong(key=change.key, live=change.live, holder=holder)
    return change


def _pruned(
    sight: Sight, unwanted: Iterable[Key], set_id: str, choices: Choices, census: Census
) -> Iterator[Change]:
    for each in unwanted:
        live = sight.live.get(each)
        entry = sight.entries.get(each)
        if live is None:
            yield _missing(each, sight)
        elif is_release(each):
            yield _of_release(each, live, choices)
        elif is_graft(each):
            yield _of_graft(each, live, choices)
        elif is_ending(live) and not (choices.prune and entry is not None):
            yield Kept(key=each, live=live, reason="it is being deleted already")
        elif entry is None:
            reason = "it carries our label, and is not in our list"
            fix = f"remove the label, or delete it: `kubectl delete {each.kubectl}`"
            if not sight.entries:
                fix = "our list is gone: `platformgen apply` writes it anew, with what the spec has"
            yield Kept(key=each, live=live, reason=reason, fix=fix, is_ours=False)
        else:
            yield _of_ours(each, live, entry, set_id, choices, census)


def _of_release(each: Key, live: Live, choices: Choices) -> Change:
    if choices.prune:
        return Uninstall(key=each, live=live)
    fix = "uninstall what is left over: --prune"
    return Kept(key=each, live=live, reason="it is not wanted any more", fix=fix)


def _of_graft(each: Key, live: Live, choices: Choices) -> Change:
    if not is_grafted(live):
        return Gone(each, "nothing of ours is mounted there any more")
    if choices.prune:
        return Unmount(key=each, live=live)
    fix = "take away what is left over: --prune"
    return Kept(key=each, live=live, reason="it is not wanted any more", fix=fix)


def _missing(each: Key, sight: Sight) -> Gone:
    if not (is_release(each) or is_graft(each)) and sight.catalogue.preferred(each) is None:
        return Gone(each, "its kind is no longer served")
    return Gone(each)


def _of_ours(  # noqa: PLR0913, PLR0917  # all that decides
    each: Key, live: Live, entry: Entry, set_id: str, choices: Choices, census: Census
) -> Change:
    reason = not_ours(live, entry, set_id)
    if reason:
        if is_argo_cds(live) and not is_application(each):
            reason = f"Argo CD applied it last, and {reason}"
        fix = f"where nobody needs it: `kubectl delete {each.kubectl}`"
        return Kept(key=each, live=live, reason=reason, fix=fix, is_ours=False)
    dies = census.inside.get(each, ())
    if is_ending(live):
        # Nothing more is lost by it: a run that was killed began it, and this one sees it end.
        return Delete(key=each, live=live, dies=dies)
    if not choices.prune:
        return Kept(
            key=each,
            live=live,
            reason="it is not wanted any more",
            dies=dies,
            fix="delete what is left over: --prune",
        )
    why = guard(each, live)
    if why and each not in choices.delete:
        return Kept(
            key=each,
            live=live,
            reason=why,
            dies=dies,
            fix=f"delete it all the same: --delete={each}",
        )
    stays = "what Argo CD made of it" if is_application(each) else ""
    claims = census.claims.get(each, ())
    return Delete(key=each, live=live, dies=dies, stays=stays, claims=claims)


def not_ours(live: Live, entry: Entry, set_id: str) -> str:
    """Return why an object of our list is not ours any more; empty where it is."""
    if entry.uid and entry.uid != live["metadata"]["uid"]:
        return "somebody made it anew since we applied it"
    if label(live) != set_id:
        return "it no longer carries our label"
    if not is_managed(live):
        return "we are no longer among its field managers"
    return ""


def shrinking(deletions: int, known: int, wanted: int, choices: Choices) -> str:
    """Return why so many deletions need a word more; empty where they do not.

    A release that is uninstalled is one of them.
    """
    if not deletions or choices.prune_many:
        return ""
    if not wanted:
        return f"the spec has no object any more: all {deletions} would be deleted"
    if deletions > known * SHARE_MAX:
        share = round(100 * deletions / known)
        return f"{deletions} of {known} objects would be deleted: {share} %"
    return ""


# What Kubernetes itself puts into each namespace, or keeps beside what we put there.
_OWN_KINDS: Final = frozenset(
    {"Event", "EndpointSlice", "Endpoints", "ControllerRevision", "Lease", "PodMetrics"}
)
_OWN_NAMES: Final = frozenset({("ServiceAccount", "default"), ("ConfigMap", "kube-root-ca.crt")})


def strangers(found: Iterable[tuple[str, Live]], set_id: str) -> tuple[str, ...]:
    """Return who stands in a namespace beside us: `Kind/name`, with who manages it.

    `found` are kinds and the metadata of what stands there. What belongs to an object that is
    there too dies with its owner, and is not told apart.
    """
    everything = tuple(found)
    known = {str(live["metadata"].get("uid")) for _, live in everything}
    said: list[str] = []
    for kind, live in everything:
        metadata = live["metadata"]
        if kind in _OWN_KINDS or (kind, metadata["name"]) in _OWN_NAMES:
            continue
        owners = {str(each.get("uid")) for each in metadata.get("ownerReferences") or ()}
        if label(live) != set_id and not owners & known:
            said.append(f"{kind}/{metadata['name']}")
    return shown(sorted(set(said)))


def shown(names: list[str]) -> tuple[str, ...]:
    """Return the first names, and how many there are beside them."""
    if len(names) <= _SHOWN:
        return tuple(names)
    return (*names[:_SHOWN], f"{len(names) - _SHOWN} more")


def still_ours(planned: Live, now: Live, set_id: str) -> bool:
    """Tell whether an object is what a plan was made for: all but its status as it was."""
    before, after = planned["metadata"], now.get("metadata", {})
    return (
        after.get("uid") == before["uid"]
        and after.get("generation") == before.get("generation")
        and label(now) == set_id
        and is_managed(now)
    )
