"""What the workloads of a namespace ask of its quota, all of them at their largest scale."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import TypeAlias

from msgspec import Struct

from platformgen.model import Claim, Container, LimitRange, Platform, Workload
from platformgen.quantity import amount

Amounts: TypeAlias = Mapping[str, Fraction]
_Asked: TypeAlias = Callable[[Container], Mapping[str, str]]


class Usage(Struct, frozen=True, kw_only=True):
    """Requests and limits by resource in cores and bytes, pods, and claimed bytes of storage."""

    requests: Amounts
    limits: Amounts
    pods: int
    storage: Fraction


def usage(platform: Platform, namespace: str) -> Usage:
    """Return what we ourselves run in a namespace asks for; what charts bring is not counted."""
    ranges = {each.name: each.limit_range for each in platform.namespaces}
    workloads = [
        each.workload
        for each in platform.components
        if each.namespace == namespace and each.workload is not None
    ]
    return Usage(
        requests=_sum(_requests(each, ranges.get(namespace)) for each in workloads),
        limits=_sum(_limits(each, ranges.get(namespace)) for each in workloads),
        pods=sum(each.pods_max for each in workloads),
        storage=sum((storage(each) for each in workloads), Fraction(0)),
    )


def storage(workload: Workload) -> Fraction:
    """Return the bytes that a workload claims: a StatefulSet claims for each pod anew."""
    claimed = sum(
        (amount(each.size) for each in workload.volumes if isinstance(each, Claim)), Fraction(0)
    )
    return claimed * (workload.pods_max if workload.kind == "StatefulSet" else 1)


def _requests(workload: Workload, defaults: LimitRange | None) -> Amounts:
    fallback = _default_requests(defaults)
    # The API server takes a container's limit for its request before it asks the LimitRange.
    return _of_pods(
        workload,
        lambda each: {**fallback, **each.resources.limits, **each.resources.requests},
    )


def _limits(workload: Workload, defaults: LimitRange | None) -> Amounts:
    fallback = default_limits(defaults)
    return _of_pods(workload, lambda each: {**fallback, **each.resources.limits})


def default_limits(defaults: LimitRange | None) -> Mapping[str, str]:
    """Return the limits of a container that says none, where a LimitRange gives it some."""
    return {**defaults.maximum, **defaults.default} if defaults else {}


def _default_requests(defaults: LimitRange | None) -> Mapping[str, str]:
    return {**default_limits(defaults), **defaults.default_request} if defaults else {}


def _of_pods(workload: Workload, asked: _Asked) -> Amounts:
    # Init containers run one by one before the others, so the largest of them counts alone.
    together = _sum(_amounts(asked(each)) for each in workload.containers)
    alone = [_amounts(asked(each)) for each in workload.init]
    resources = sorted({*together, *(resource for each in alone for resource in each)})
    return {
        resource: workload.pods_max
        * max(amounts.get(resource, Fraction(0)) for amounts in (together, *alone))
        for resource in resources
    }


def _amounts(quantities: Mapping[str, str]) -> Amounts:
    return {resource: amount(quantity) for resource, quantity in quantities.items()}


def _sum(all_amounts: Iterable[Amounts]) -> Amounts:
    sums: dict[str, Fraction] = {}
    for amounts in all_amounts:
        for resource, value in amounts.items():
            sums[resource] = sums.get(resource, Fraction(0)) + value
    return sums
