"""HorizontalPodAutoscalers and PodDisruptionBudgets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from platformgen.accepts.kubernetes.quantity import amount
from platformgen.accepts.kubernetes.rules.containers import exactly_one
from platformgen.accepts.kubernetes.rules.selectors import requirements
from platformgen.accepts.kubernetes.rules.workloads import count_or_percent
from platformgen.accepts.wording import Path, Problem, quoted

Object = Mapping[str, Any]

_METRICS: Final[Mapping[str, str]] = {
    "Object": "object",
    "Pods": "pods",
    "Resource": "resource",
    "ContainerResource": "containerResource",
    "External": "external",
}
_LONGEST_WINDOW: Final = 3600
_LONGEST_PERIOD: Final = 1800


def autoscaler(item: Object) -> Iterator[Problem]:
    """Yield what would be refused in a HorizontalPodAutoscaler."""
    spec = item["spec"]
    if spec["maxReplicas"] < (spec.get("minReplicas") or 1):
        message = "maxReplicas is less than minReplicas"
        yield Problem(path=("spec", "maxReplicas"), rule="value", message=message)
    target = spec["scaleTargetRef"].get("apiVersion") or ""
    if not target.partition("/")[2] and target != "v1":
        message = f"{quoted(target)} names no group, such as 'apps/v1'"
        where = ("spec", "scaleTargetRef", "apiVersion")
        yield Problem(path=where, rule="value", message=message)
    for index, metric in enumerate(spec.get("metrics") or ()):
        yield from _metric(metric, ("spec", "metrics", index))
    for side in ("scaleUp", "scaleDown"):
        rules = (spec.get("behavior") or {}).get(side) or {}
        yield from _behavior(rules, ("spec", "behavior", side))


def budget(item: Object) -> Iterator[Problem]:
    """Yield what would be refused in a PodDisruptionBudget."""
    spec = item.get("spec") or {}
    if spec.get("minAvailable") is not None and spec.get("maxUnavailable") is not None:
        message = "minAvailable and maxUnavailable exclude each other"
        yield Problem(path=("spec", "maxUnavailable"), rule="exactly-one", message=message)
    for key in ("minAvailable", "maxUnavailable"):
        yield from count_or_percent(spec, key, ("spec",))
    yield from requirements(spec.get("selector") or {}, ("spec", "selector"))


def _metric(metric: Object, path: Path) -> Iterator[Problem]:
    wanted = _METRICS[metric["type"]]
    there = [field for field in _METRICS.values() if metric.get(field) is not None]
    if there != [wanted]:
        message = f"the type {metric['type']} goes with the field {wanted!r} and no other"
        yield Problem(path=path, rule="exactly-one", message=message)
        return
    target = metric[wanted].get("target") or {}
    here = (*path, wanted, "target")
    for key in ("averageValue", "value"):
        if target.get(key) is not None and amount(target[key]) <= 0:
            message = f"{target[key]} is not more than 0"
            yield Problem(path=(*here, key), rule="value", message=message)
    if wanted == "pods" and target.get("averageValue") is None:
        message = "a metric of pods is judged by its averageValue"
        yield Problem(path=here, rule="required", message=message)
    elif wanted in {"resource", "containerResource"}:
        yield from exactly_one(target, ("averageUtilization", "averageValue"), here)
    elif wanted != "pods":
        yield from exactly_one(target, ("averageValue", "value"), here)


def _behavior(rules: Object, path: Path) -> Iterator[Problem]:
    window = rules.get("stabilizationWindowSeconds") or 0
    if not 0 <= window <= _LONGEST_WINDOW:
        message = f"a window is 0 to {_LONGEST_WINDOW} seconds"
        where = (*path, "stabilizationWindowSeconds")
        yield Problem(path=where, rule="value", message=message)
    for index, policy in enumerate(rules.get("policies") or ()):
        here = (*path, "policies", index)
        if policy["value"] <= 0:
            message = f"{policy['value']} is not more than 0"
            yield Problem(path=(*here, "value"), rule="value", message=message)
        if not 0 < policy["periodSeconds"] <= _LONGEST_PERIOD:
            message = f"a period is 1 to {_LONGEST_PERIOD} seconds"
            yield Problem(path=(*here, "periodSeconds"), rule="value", message=message)
