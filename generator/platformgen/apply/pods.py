"""Why the pods of a workload do not run: the reasons that no waiting mends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from msgspec import Struct

from platformgen.apply.refusals import Refusal, last_refusal

Live = Mapping[str, Any]


class Trouble(Struct, frozen=True, kw_only=True):
    """What keeps a pod from running, what to do, and after how long it counts as a failure.

    `pod` is empty where none can be made. `grace_seconds` is None for what may well pass by itself.
    """

    pod: str
    reason: str
    message: str
    fix: str
    grace_seconds: float | None
    is_mended_by_others: bool = False
    """Whether somebody may mend it while we wait: who says how long to wait waits so long."""

    def __str__(self) -> str:
        told = f"{self.reason}: {self.message}" if self.message else self.reason
        return f"pod {self.pod}: {told}" if self.pod else told


_MANY_RESTARTS: Final = 3
_SOON, _LATER = 3.0, 20.0
# By the reason that a kubelet gives: how long until it is believed, and what to do.
_REASONS: Final[Mapping[str, tuple[float | None, str]]] = {
    "ErrImagePull": (None, "mend the image, or the access to its registry"),
    "ImagePullBackOff": (_SOON, "mend the image, or the access to its registry"),
    "InvalidImageName": (_SOON, "mend the image's name"),
    "ErrImageNeverPull": (_SOON, "bring the image to the node"),
    "CrashLoopBackOff": (_SOON, "read its logs: kubectl logs --previous"),
    # The Secret may be made by what is still starting.
    "CreateContainerConfigError": (_LATER, "make the Secret or ConfigMap that it reads"),
    "CreateContainerError": (_LATER, "read its events: kubectl describe pod"),
    "RunContainerError": (_LATER, "read its events: kubectl describe pod"),
    "Unschedulable": (_LATER, "give the cluster more room, or ask for less"),
}


def troubles(
    live: Live,
    pods: Iterable[Live],
    replica_sets: Sequence[Live],
    events: Iterable[Live] = (),
    *,
    since: str = "",
) -> Iterator[Trouble]:
    """Yield what keeps the newest pods of a workload from running, or from being made.

    What was said of pods that cannot be made before `since`, a time of the server's as in
    `2026-01-31T12:00:00Z`, is told with its time: whether it still holds nobody knows yet.
    """
    makers = {live["metadata"]["uid"], *_newest_sets(live, replica_sets)}
    refusal = last_refusal(live, makers, events)
    if refusal is not None:
        yield _refused(refusal, since)
    for pod in pods:
        if is_of(pod, live, replica_sets):
            yield from _of_pod(pod)


def _refused(refusal: Refusal, since: str) -> Trouble:
    is_now = refusal.is_since(since)
    return Trouble(
        pod="",
        reason=refusal.reason if is_now else f"{refusal.reason} at {refusal.told_at}",
        message=refusal.message,
        fix="mend what its pods are refused for",
        grace_seconds=_LATER if is_now else None,
        is_mended_by_others=True,
    )


def owned(pod: Live, live: Live, replica_sets: Iterable[Live]) -> bool:
    """Tell whether a pod is of a workload, of whichever revision."""
    owner, uid = _owner(pod), live["metadata"]["uid"]
    return owner == uid or any(
        owner == each["metadata"]["uid"] and _owner(each) == uid for each in replica_sets
    )


def is_of(pod: Live, live: Live, replica_sets: Iterable[Live]) -> bool:
    """Tell whether a pod is of the newest revision of a workload."""
    owner = _owner(pod)
    uid = live["metadata"]["uid"]
    if live.get("kind") == "Deployment":
        return owner in _newest_sets(live, replica_sets)
    newest = (live.get("status") or {}).get("updateRevision")
    hashed = (pod["metadata"].get("labels") or {}).get("controller-revision-hash")
    return owner == uid and (newest is None or hashed == newest)


def _newest_sets(live: Live, replica_sets: Iterable[Live]) -> frozenset[str]:
    """Return the UIDs of the ReplicaSets that a Deployment makes its newest pods through."""
    uid, revision = live["metadata"]["uid"], _annotations(live).get(_REVISION)
    return frozenset(
        str(each["metadata"]["uid"])
        for each in replica_sets
        if _owner(each) == uid and _annotations(each).get(_REVISION) == revision
    )


_REVISION: Final = "deployment.kubernetes.io/revision"


def _annotations(live: Live) -> Mapping[str, str]:
    return dict(live["metadata"].get("annotations") or {})


def _owner(live: Live) -> str | None:
    for each in live["metadata"].get("ownerReferences") or ():
        if each.get("controller"):
            return str(each["uid"])
    return None


def _of_pod(pod: Live) -> Iterator[Trouble]:
    name, status = pod["metadata"]["name"], pod.get("status") or {}
    for each in status.get("conditions") or ():
        if each.get("type") == "PodScheduled" and each.get("reason") == "Unschedulable":
            yield _trouble(name, "Unschedulable", str(each.get("message", "")), 0)
    for field in ("initContainerStatuses", "containerStatuses"):
        for each in status.get(field) or ():
            waiting = (each.get("state") or {}).get("waiting") or {}
            reason = str(waiting.get("reason", ""))
            if reason in _REASONS:
                message = str(waiting.get("message") or each.get("image", ""))
                yield _trouble(name, reason, message, each.get("restartCount", 0))


def _trouble(pod: str, reason: str, message: str, restarts: int) -> Trouble:
    grace, fix = _REASONS[reason]
    if reason == "CrashLoopBackOff" and restarts < _MANY_RESTARTS:
        # It may only have started before what it needs.
        grace = None
    return Trouble(
        pod=pod,
        reason=reason,
        message=message,
        fix=fix,
        grace_seconds=grace,
        is_mended_by_others=grace == _LATER,
    )
