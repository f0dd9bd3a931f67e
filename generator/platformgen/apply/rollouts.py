"""What becomes of each release: read off the Secrets that Helm keeps, one for each revision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from msgspec import Struct, field
from msgspec.structs import replace

from platformgen.apply.change import Blocked, Change, Install, Unchanged, Upgrade
from platformgen.apply.inventory import Entry
from platformgen.apply.key import Key
from platformgen.apply.order import defined_groups
from platformgen.apply.release import Release, Stored, changed_values, revision, status

Live = Mapping[str, Any]
_PENDING: Final = "pending-"
_UNDER_WAY: Final = ("uninstalling", "")
_GONE: Final = "uninstalled"


class Revisions(Struct, frozen=True, kw_only=True):
    """The last revision of each release, as the metadata of its Secret, and what some hold."""

    last: Mapping[Key, Live] = field(default_factory=dict)
    stored: Mapping[Key, Stored | None] = field(default_factory=dict)
    """Of those that `to_read` names; None where Helm did not write it so."""
    lacking: Mapping[Key, tuple[Key, ...]] = field(default_factory=dict)
    """The workloads that, by the lock, a release makes, and that are not there."""


def to_read(
    releases: Iterable[Release], seen: Revisions, entries: Mapping[Key, Entry]
) -> Iterator[Key]:
    """Yield the releases whose last revision has to be looked into."""
    for each in releases:
        live = seen.last.get(each.key)
        if live is not None and (
            seen.lacking.get(each.key) or not _is_as_applied(each, live, entries.get(each.key))
        ):
            yield each.key


def _is_as_applied(release: Release, live: Live, entry: Entry | None) -> bool:
    """Tell whether the last revision is the one that we made of the same chart and values."""
    return (
        entry is not None
        and entry == Entry(str(live["metadata"]["uid"]), release.fingerprint)
        and status(live) == "deployed"
    )


def rolled_out(
    releases: Iterable[Release],
    revisions: Revisions,
    entries: Mapping[Key, Entry],
    *,
    recovers: bool,
    back: frozenset[str] = frozenset(),
) -> Iterator[Change]:
    """Yield what becomes of each release; with `recovers` a pending revision is given up.

    `back` are the components that Argo CD applied for us, and that we apply again.
    """
    for each in releases:
        fate = _mended(_fate(each, revisions, entries, recovers=recovers), revisions)
        if each.component in back:
            fate = _taken_back(fate, revisions.stored.get(each.key), entries.get(each.key))
        yield fate


def _fate(
    each: Release, revisions: Revisions, entries: Mapping[Key, Entry], *, recovers: bool
) -> Change:
    live = revisions.last.get(each.key)
    entry = entries.get(each.key)
    if live is None or status(live) == _GONE:
        return Install(release=each)
    if _is_as_applied(each, live, entry):
        return Unchanged(wanted=each, live=live, fingerprint=each.fingerprint)
    if _is_pending(live) and not recovers:
        return _pending(each, live)
    return _differing(each, live, revisions.stored.get(each.key), entry)


def _mended(fate: Change, revisions: Revisions) -> Change:
    """Return what becomes of a release that is as it was made, and lacks what Helm made for it.

    That the lock says so is not enough: a chart may make less in this very cluster.
    """
    match fate:
        case Unchanged(wanted=Release() as release, live=Mapping() as live):
            held = revisions.stored.get(release.key)
            lacking = revisions.lacking.get(release.key, ())
            lost = [str(each) for each in lacking if held is not None and held.makes(each)]
            reason = f"somebody deleted what it made: {', '.join(lost)}"
            return _upgrade(release, live, held, reason) if lost else fate
        case _:
            return fate


def _taken_back(fate: Change, held: Stored | None, entry: Entry | None) -> Change:
    """Return what becomes of a release whose objects Argo CD made, or changed since."""
    match fate:
        case Install() | Upgrade():
            return replace(fate, is_taken_back=True)
        case Unchanged(wanted=Release() as release, live=Mapping() as live) if not _is_as_applied(
            release, live, entry
        ):
            reason = "what Argo CD made of it since is made Helm's again"
            return replace(_upgrade(release, live, held, reason), is_taken_back=True)
        case _:
            return fate


def _is_pending(live: Live) -> bool:
    return status(live).startswith(_PENDING) or status(live) in _UNDER_WAY


def _pending(release: Release, live: Live) -> Blocked:
    metadata = live["metadata"]
    since = metadata.get("creationTimestamp", "")
    reason = (
        f"its revision {revision(live)} is {status(live)} since {since}: a helm is at it,"
        " or one was killed"
    )
    fix = "wait for that helm to end; where none runs any more: --recover-releases"
    return Blocked(wanted=release, field="", reason=reason, fix=fix)


def _differing(release: Release, live: Live, held: Stored | None, entry: Entry | None) -> Change:
    if _is_pending(live):
        reason = f"its revision {revision(live)}, {status(live)}, is given up"
        if revision(live) <= 1:
            return Install(release=release, live=live, ending=live)
        return _upgrade(release, live, held, reason, ending=live)
    is_same = (
        held is not None
        and (held.chart, held.version) == (release.helm.chart, release.helm.version)
        and not tuple(changed_values(held.values, release.helm.values))
    )
    if not is_same:
        return _upgrade(release, live, held, "")
    if status(live) != "deployed":
        return _upgrade(release, live, held, f"its revision {revision(live)} is {status(live)}")
    if entry is not None and entry.uid == live["metadata"]["uid"]:
        # Of the same name and version, and yet not what is wanted: or a run that meant to change
        # it was killed before it could.
        return _upgrade(release, live, held, "the bytes of the chart may be other ones")
    # It was made by a run that did not come to its end, or by hand, just so.
    return Unchanged(wanted=release, live=live, fingerprint=release.fingerprint)


def _upgrade(
    release: Release, live: Live, held: Stored | None, reason: str, ending: Live | None = None
) -> Upgrade:
    return Upgrade(
        release=release,
        live=live,
        version=held.version if held else "",
        fields=tuple(changed_values(held.values, release.helm.values)) if held else (),
        reason=reason,
        ending=ending,
    )


def brought_by(releases: Iterable[Release]) -> dict[str, tuple[Key, ...]]:
    """Return the releases that define kinds, by the group of these."""
    found: dict[str, list[Key]] = {}
    for each in releases:
        for group in defined_groups(each.document):
            found.setdefault(group, []).append(each.key)
    return {group: tuple(keys) for group, keys in found.items()}
