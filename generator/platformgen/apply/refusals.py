"""Why a workload gets no pods at all: what its controller said last, and when.

Only Deployments say it themselves, and do not say it anew while it goes on; of the others, and of
when it was said last, the events tell. These stay for an hour, so one may be of an earlier time.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from msgspec import Struct

Live = Mapping[str, Any]

_SECOND: Final = len("2026-01-31T12:00:00")


class Refusal(Struct, frozen=True, order=True):
    """A pod that could not be made: when, to the second of the cluster's clock, and why."""

    moment: str
    reason: str
    message: str

    @property
    def told_at(self) -> str:
        """The moment in words."""
        return f"{self.moment.replace('T', ' ')} UTC"

    def is_since(self, moment: str) -> bool:
        """Tell whether it was said at a moment (as in `2026-01-31T12:00:00Z`) or after it."""
        return self.moment >= moment[:_SECOND]


def lacks_pods(live: Live) -> bool:
    """Tell whether a workload has fewer pods than it is to have, by its own status.

    Of a Deployment, whether pods are refused to it.
    """
    spec, status = live.get("spec") or {}, live.get("status") or {}
    match live.get("kind"):
        case "Deployment":
            return bool(_of_conditions(live))
        case "StatefulSet":
            return bool(status.get("replicas", 0) < spec.get("replicas", 1))
        case "DaemonSet":
            wanted = status.get("desiredNumberScheduled", 0)
            return bool(status.get("currentNumberScheduled", 0) < wanted)
        case "Job":
            return not any(status.get(each) for each in ("active", "succeeded", "failed"))
        case _:
            return False


def last_refusal(live: Live, makers: Collection[str], events: Iterable[Live]) -> Refusal | None:
    """Return what was said last of pods that a workload lacks; None where nothing was.

    The makers are the UIDs of what makes its newest pods.
    """
    if not lacks_pods(live):
        return None
    reported = (each for each in events if _is_of(each, makers))
    told = [Refusal(_last_seen(each), "FailedCreate", _message(each)) for each in reported]
    return max((*told, *_of_conditions(live)), default=None)


def _is_of(event: Live, makers: Collection[str]) -> bool:
    about = event.get("involvedObject") or {}
    return event.get("reason") == "FailedCreate" and about.get("uid") in makers


def _of_conditions(live: Live) -> list[Refusal]:
    """Return what a Deployment says of itself, where that is about what is wanted now."""
    status = live.get("status") or {}
    if status.get("observedGeneration") != live["metadata"].get("generation"):
        return []
    return [
        Refusal(_second(each.get("lastUpdateTime")), str(each.get("reason", "")), _message(each))
        for each in status.get("conditions") or ()
        if each.get("type") == "ReplicaFailure" and each.get("status") == "True"
    ]


_SIMILAR: Final = re.compile(r"^\(combined from similar events\): ")
_NAMED: Final = re.compile(r'^.*?pods "[^"]*" is forbidden')


def _message(said: Live) -> str:
    """Return what is said of pods that cannot be made, whoever says it, and of whichever pod.

    Each try has a random name, and events tell more of it than conditions: with that, the same
    reason would be told again and again. The words are client-go's (tools/record/events_cache.go)
    and the API server's.
    """
    return _NAMED.sub("pods are forbidden", _SIMILAR.sub("", str(said.get("message", ""))))


def _last_seen(event: Live) -> str:
    series = event.get("series") or {}
    seen = (series.get("lastObservedTime"), event.get("lastTimestamp"), event.get("eventTime"))
    return next(filter(None, map(_second, seen)), "")


def _second(moment: object) -> str:
    """Return a time without what is less than a second: only some have that."""
    return str(moment or "")[:_SECOND]
