"""What holds what nobody can make again: never replaced, and deleted only when it is named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from platformgen.apply.fingerprint import is_generated
from platformgen.apply.key import Key
from platformgen.apply.served import DEFINITION, DEFINITION_GROUP

Live = Mapping[str, Any]

_GUARDS: Final = {
    ("", "Namespace"): "a namespace goes only when it is named",
    ("", "PersistentVolumeClaim"): "a claim holds data, and goes only when it is named",
    ("", "PersistentVolume"): "a volume holds data, and goes only when it is named",
    (DEFINITION_GROUP, DEFINITION): "a definition takes all objects of its kind with it",
}


def guard(each: Key, live: Live) -> str:
    """Return why an object goes only when it is named; empty where it need not be."""
    if (each.group, each.kind) == ("", "Secret") and is_generated(live):
        return "its values are random and kept nowhere else; it goes only when it is named"
    return _GUARDS.get((each.group, each.kind), "")
