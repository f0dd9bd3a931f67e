"""What is being deleted and is still there: what holds it, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

Live = Mapping[str, Any]

_REMAINING: Final = ("NamespaceContentRemaining", "NamespaceFinalizersRemaining")


def is_ending(live: Live) -> bool:
    """Tell whether an object is being deleted: it is as good as gone."""
    return bool(live["metadata"].get("deletionTimestamp"))


def told(live: Live) -> str:
    """Return that an object is being deleted, and what it waits for, where that is known."""
    held = ", ".join(_holders(live))
    return f"it is being deleted: it waits for {held}" if held else "it is being deleted"


_WORDS: Final = {
    "foregroundDeletion": "what belongs to it",
    "orphan": "what is no longer to belong to it",
}
"""What the finalizers of Kubernetes' own garbage collector mean."""


def _holders(live: Live) -> Iterator[str]:
    """Yield its finalizers; of a namespace what is left in it, in the words of its controller."""
    for each in live["metadata"].get("finalizers") or ():
        yield _WORDS.get(each, str(each))
    for each in (live.get("status") or {}).get("conditions") or ():
        if each.get("type") in _REMAINING and each.get("status") == "True":
            yield str(each.get("message", "")).rstrip(".")
