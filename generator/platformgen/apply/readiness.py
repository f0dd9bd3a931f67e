"""Whether a live object is as ready as its kind can be, judged by its own status alone.

The rules are those of kstatus, of the cli-utils project, with these differences: a Job is ready
when it is complete, and a Pod that failed has failed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeAlias

from msgspec import Struct

from platformgen.apply import ending


class Ready(Struct, frozen=True):
    """As ready as it gets."""


class Waiting(Struct, frozen=True):
    """Not ready yet; the message is the line that a person sees."""

    message: str


class Failed(Struct, frozen=True):
    """It will not get ready by itself."""

    message: str


Readiness: TypeAlias = Ready | Waiting | Failed
Live: TypeAlias = Mapping[str, Any]

_UNSAID: Final = -1


def readiness(live: Live) -> Readiness:
    """Judge one live object; nothing of the cluster is asked."""
    metadata = live["metadata"]
    if ending.is_ending(live):
        return Waiting(ending.told(live))
    status = live.get("status") or {}
    seen = status.get("observedGeneration", _UNSAID)
    generation = metadata.get("generation", 0)
    if seen not in (_UNSAID, generation):
        return Waiting("its controller has not seen the change yet")
    rule = _RULES.get((_group(live), str(live.get("kind"))), _by_conditions)
    return rule(live, status)


def has_rule(group: str, kind: str) -> bool:
    """Tell whether objects of a kind may be unready: all others are ready once they are there."""
    return (group, kind) in _RULES or not _is_built_in(group)


def _is_built_in(group: str) -> bool:
    return "." not in group or group.endswith(".k8s.io")


def _group(live: Live) -> str:
    return str(live.get("apiVersion", "")).rpartition("/")[0]


def _condition(status: Live, kind: str) -> Mapping[str, Any]:
    for each in status.get("conditions") or ():
        if each.get("type") == kind:
            return dict(each)
    return {}


def _is_true(condition: Mapping[str, Any]) -> bool:
    return condition.get("status") == "True"


def _told(condition: Mapping[str, Any], otherwise: str) -> str:
    parts = (str(condition.get(each) or "") for each in ("reason", "message"))
    return ": ".join(part for part in parts if part) or otherwise


def _by_conditions(live: Live, status: Live) -> Readiness:
    """Judge a kind that we have no rule for: by the conditions that most projects agree on."""
    del live
    for kind, verdict in (("Stalled", Failed), ("Reconciling", Waiting)):
        found = _condition(status, kind)
        if _is_true(found):
            return verdict(_told(found, kind.lower()))
    ready = _condition(status, "Ready") or _condition(status, "Available")
    if ready and not _is_true(ready):
        return Waiting(_told(ready, "not ready"))
    return Ready()


def _first(checks: Iterator[str]) -> Readiness:
    """Return that it waits for the first thing that is missing."""
    missing = next(checks, None)
    return Ready() if missing is None else Waiting(missing)


def _deployment(live: Live, status: Live) -> Readiness:
    progress = _condition(status, "Progressing")
    if progress.get("reason") == "ProgressDeadlineExceeded":
        return Failed(_told(progress, "it made no progress"))
    if "observedGeneration" not in status:
        return Waiting("its controller has not seen it yet")
    return _first(_of_deployment(live.get("spec", {}).get("replicas", 1), status))


def _of_deployment(wanted: int, status: Live) -> Iterator[str]:
    replicas, updated = status.get("replicas", 0), status.get("updatedReplicas", 0)
    available, ready = status.get("availableReplicas", 0), status.get("readyReplicas", 0)
    if updated < wanted:
        yield f"{updated} of {wanted} pods are new"
    if replicas > updated:
        old = replicas - updated
        yield f"{old} old pods are still there" if old > 1 else "an old pod is still there"
    if min(available, ready) < wanted:
        yield f"{min(available, ready)} of {wanted} pods are ready"


def _stateful_set(live: Live, status: Live) -> Readiness:
    spec = live.get("spec", {})
    strategy = spec.get("updateStrategy", {})
    if "observedGeneration" not in status:
        return Waiting("its controller has not seen it yet")
    partition = (strategy.get("rollingUpdate") or {}).get("partition", 0)
    is_by_hand = strategy.get("type") == "OnDelete"
    wanted = spec.get("replicas", 1)
    return _first(_of_stateful_set(wanted, 0 if is_by_hand else wanted - partition, status))


def _of_stateful_set(wanted: int, new: int, status: Live) -> Iterator[str]:
    ready, replicas = status.get("readyReplicas", 0), status.get("replicas", 0)
    is_rolled = status.get("currentRevision") == status.get("updateRevision")
    updated = replicas if is_rolled else status.get("updatedReplicas", 0)
    if ready < wanted:
        yield f"{ready} of {wanted} pods are ready"
    if replicas > wanted:
        yield f"{replicas - wanted} pods too many are still there"
    if updated < new:
        yield f"{updated} of {new} pods are new"


def _daemon_set(live: Live, status: Live) -> Readiness:
    del live
    if "observedGeneration" not in status:
        return Waiting("its controller has not seen it yet")
    return _first(_of_daemon_set(status))


def _of_daemon_set(status: Live) -> Iterator[str]:
    wanted = status.get("desiredNumberScheduled", 0)
    counts = (
        ("currentNumberScheduled", "placed"),
        ("updatedNumberScheduled", "new"),
        ("numberAvailable", "available"),
        ("numberReady", "ready"),
    )
    for field, word in counts:
        if status.get(field, 0) < wanted:
            yield f"{status.get(field, 0)} of {wanted} pods are {word}"


def _job(live: Live, status: Live) -> Readiness:
    failed = _condition(status, "Failed")
    if _is_true(failed):
        return Failed(_told(failed, "the job failed"))
    is_held = live.get("spec", {}).get("suspend") or _is_true(_condition(status, "Suspended"))
    if is_held or _is_true(_condition(status, "Complete")):
        return Ready()
    wanted = live.get("spec", {}).get("completions", 1)
    return Waiting(f"{status.get('succeeded', 0)} of {wanted} pods have ended well")


def _pod(live: Live, status: Live) -> Readiness:
    del live
    phase = status.get("phase")
    if phase == "Succeeded" or _is_true(_condition(status, "Ready")):
        return Ready()
    if phase == "Failed":
        return Failed(str(status.get("message") or "the pod failed"))
    return Waiting(f"the pod is {str(phase or 'not placed yet').lower()}")


def _claim(live: Live, status: Live) -> Readiness:
    del live
    phase = status.get("phase")
    if phase == "Bound":
        return Ready()
    return Failed("its volume is lost") if phase == "Lost" else Waiting("no volume is bound yet")


def _service(live: Live, status: Live) -> Readiness:
    if live.get("spec", {}).get("type") != "LoadBalancer":
        return Ready()
    has_address = (status.get("loadBalancer") or {}).get("ingress")
    return Ready() if has_address else Waiting("the load balancer has no address yet")


def _definition(live: Live, status: Live) -> Readiness:
    del live
    accepted = _condition(status, "NamesAccepted")
    if accepted.get("status") == "False":
        return Failed(_told(accepted, "its names are taken"))
    established = _is_true(_condition(status, "Established"))
    return Ready() if established else Waiting("its kind is not served yet")


def _api_service(live: Live, status: Live) -> Readiness:
    del live
    available = _condition(status, "Available")
    return Ready() if _is_true(available) else Waiting(_told(available, "not available yet"))


_RULES: Final[Mapping[tuple[str, str], Callable[[Live, Live], Readiness]]] = {
    ("apps", "Deployment"): _deployment,
    ("apps", "StatefulSet"): _stateful_set,
    ("apps", "DaemonSet"): _daemon_set,
    ("batch", "Job"): _job,
    ("", "Pod"): _pod,
    ("", "PersistentVolumeClaim"): _claim,
    ("", "Service"): _service,
    ("apiextensions.k8s.io", "CustomResourceDefinition"): _definition,
    ("apiregistration.k8s.io", "APIService"): _api_service,
}
