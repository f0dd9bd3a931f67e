"""What is ours after a run: the list to write to the cluster."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from platformgen.apply.change import Gone, Kept, Unchanged
from platformgen.apply.fingerprint import is_managed
from platformgen.apply.inventory import Entry, label
from platformgen.apply.key import Key
from platformgen.apply.plan import Plan, Sight


def remaining(
    sight: Sight,
    plan: Plan,
    set_id: str,
    *,
    written: Mapping[Key, Entry],
    deleted: Iterable[Key] = (),
) -> dict[Key, Entry]:
    """Return our list as it is after `written` and `deleted`; with neither, as it should be now."""
    entries = dict(sight.entries)
    for change in plan.changes:
        match change:
            case Unchanged():
                live = sight.live.get(change.key)
                # What somebody else made or has, such as a Secret, is used and stays theirs.
                is_ours = live is not None and label(live) == set_id and is_managed(live)
                if live is not None and (change.live is not None or is_ours):
                    entries[change.key] = Entry(live["metadata"]["uid"], change.fingerprint)
            case Gone() | Kept(is_ours=False):
                entries.pop(change.key, None)
            case _:
                pass
    entries |= written
    for each in deleted:
        entries.pop(each, None)
    return entries
