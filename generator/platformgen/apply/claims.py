"""The claims that a StatefulSet makes for its pods: when it goes, they stay with their data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from platformgen.apply.key import Key

Live = Mapping[str, Any]

CLAIM: Final = "PersistentVolumeClaim"


def templates(live: Live) -> tuple[str, ...]:
    """Return the names of what a StatefulSet makes claims of that stay when it goes."""
    spec = live.get("spec") or {}
    policy = spec.get("persistentVolumeClaimRetentionPolicy") or {}
    if live.get("kind") != "StatefulSet" or policy.get("whenDeleted") == "Delete":
        return ()
    return tuple(str(each["metadata"]["name"]) for each in spec.get("volumeClaimTemplates") or ())


def left_by(live: Live, claims: Iterable[Live]) -> tuple[Key, ...]:
    """Return which of the claims of its namespace a StatefulSet leaves when it goes.

    The controller names them TEMPLATE-SET-ORDINAL, and labels them as it selects its pods
    (`getPersistentVolumeClaims`). Those of pods that were scaled away are among them.
    """
    name, namespace = live["metadata"]["name"], live["metadata"]["namespace"]
    kinds = "|".join(map(re.escape, templates(live)))
    made = re.compile(rf"(?:{kinds})-{re.escape(name)}-\d+")
    selected = (live["spec"].get("selector") or {}).get("matchLabels") or {}
    names = sorted(
        str(each["metadata"]["name"])
        for each in claims
        if selected.items() <= (each["metadata"].get("labels") or {}).items()
    )
    return tuple(Key("", CLAIM, namespace, each) for each in names if made.fullmatch(each))
