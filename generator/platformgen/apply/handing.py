"""What Argo CD applies from now on: the components whose Application is wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from platformgen.apply.change import Blocked, Change, Conflict, Kept, Unserved
from platformgen.apply.inventory import label
from platformgen.apply.key import Key
from platformgen.apply.leaving import HandOver
from platformgen.apply.plan import Sight

Live = Mapping[str, Any]

_DOMAIN: Final = ".argocd.argoproj.io"


def handovers(
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
