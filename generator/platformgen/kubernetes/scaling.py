"""How many pods: the autoscaler, and what may be taken away at a time."""

from __future__ import annotations

from platformgen.kubernetes.labels import pod_selector
from platformgen.kubernetes.object import Document
from platformgen.kubernetes.own import Own
from platformgen.model import Disruption

_SCALED = ("Deployment", "StatefulSet")


def autoscaler(own: Own) -> Document | None:
    """Return the HorizontalPodAutoscaler that the spec asks for."""
    scale = own.workload.scale
    if scale is None:
        return None
    spec: Document = {
        "scaleTargetRef": {
            "apiVersion": "apps/v1",
            "kind": own.workload.kind,
            "name": own.workload.name,
        },
        "minReplicas": scale.minimum,
        "maxReplicas": scale.maximum,
    }
    metrics = [
        {
            "type": "Resource",
            "resource": {
                "name": name,
                "target": {"type": "Utilization", "averageUtilization": target},
            },
        }
        for name, target in (("cpu", scale.cpu), ("memory", scale.memory))
        if target is not None
    ]
    if metrics:
        spec["metrics"] = metrics
    return _object(own, "autoscaling/v2", "HorizontalPodAutoscaler", spec)


def disruption_budget(own: Own) -> Document | None:
    """Return the PodDisruptionBudget of a component.

    Where the spec says nothing, what always has several pods gives up one at a time: that never
    blocks a drain.
    """
    budget = own.workload.disruption or _derived(own)
    if budget is None:
        return None
    spec: Document = {}
    if budget.min_available is not None:
        spec["minAvailable"] = budget.min_available
    if budget.max_unavailable is not None:
        spec["maxUnavailable"] = budget.max_unavailable
    spec["selector"] = pod_selector(own.component)
    # A pod that does not run must not keep its node from being drained.
    spec["unhealthyPodEvictionPolicy"] = "AlwaysAllow"
    return _object(own, "policy/v1", "PodDisruptionBudget", spec)


def _derived(own: Own) -> Disruption | None:
    workload = own.workload
    if workload.kind in _SCALED and workload.pods_min > 1:
        return Disruption(max_unavailable=1)
    return None


def _object(own: Own, api: str, kind: str, spec: Document) -> Document:
    return {"apiVersion": api, "kind": kind, "metadata": own.metadata, "spec": spec}
