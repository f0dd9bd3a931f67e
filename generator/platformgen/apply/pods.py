"""Why the pods of a workload do not run: the reasons that no waiting mends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from msgspec import Struct

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
    live: Live, pods: Iterable[Live], replica_sets: Iterable[Live], events: Iterable[Live] = ()
) -> Iterator[Trouble]:
    """Yield what keeps the newest pods of a workload from running, or from being made.

    Only Deployments say themselves that their pods are refused; of the others the events do.
    """
    refusal = _refusal(live, events)
    if refusal is not None:
        yield _refused("FailedCreate", str(refusal.get("message", "")))
    for each in (live.get("status") or {}).get("conditions") or ():
        if each.get("type") == "ReplicaFailure" and each.get("status") == "True":
            reason = str(each.get("reason", "ReplicaFailure"))
            yield _refused(reason, str(each.get("message", "")))
    for pod in pods:
        if is_of(pod, live, replica_sets):
            yield from _of_pod(pod)


def _refused(reason: str, message: str) -> Trouble:
    return Trouble(
        pod="",
        reason=reason,
        message=message,
        fix="mend what its pods are refused for",
        grace_seconds=_LATER,
    )


def lacks_pods(live: Live) -> bool:
    """Tell whether a workload has fewer pods than it is to have, and does not say why."""
    spec, status = live.get("spec") or {}, live.get("status") or {}
    match live.get("kind"):
        case "StatefulSet":
            return bool(status.get("replicas", 0) < spec.get("replicas", 1))
        case "DaemonSet":
            wanted = status.get("desiredNumberScheduled", 0)
            return bool(status.get("currentNumberScheduled", 0) < wanted)
        case "Job":
            return not any(status.get(each) for each in ("active", "succeeded", "failed"))
        case _:
            return False


def _refusal(live: Live, events: Iterable[Live]) -> Live | None:
    """Return the event that tells that a pod could not be made, if one still cannot."""
    if not lacks_pods(live):
        return None
    uid = live["metadata"]["uid"]
    found = [
        each
        for each in events
        if each.get("reason") == "FailedCreate"
        and (each.get("involvedObject") or {}).get("uid") == uid
    ]
    return max(found, key=_last_seen, default=None)


def _last_seen(event: Live) -> str:
    series = event.get("series") or {}
    return str(series.get("lastObservedTime") or event.get("lastTimestamp") or "")


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
        revision = _annotations(live).get(_REVISION)
        return any(
            owner == each["metadata"]["uid"]
            and _owner(each) == uid
            and _annotations(each).get(_REVISION) == revision
            for each in replica_sets
        )
    newest = (live.get("status") or {}).get("updateRevision")
    hashed = (pod["metadata"].get("labels") or {}).get("controller-revision-hash")
    return owner == uid and (newest is None or hashed == newest)


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
    return Trouble(pod=pod, reason=reason, message=message, fix=fix, grace_seconds=grace)
