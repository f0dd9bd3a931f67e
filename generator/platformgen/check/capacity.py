"""Arithmetic: what workloads ask for against quotas, and budgets against replicas."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from platformgen.check.subject import Path, Subject, pod
from platformgen.diagnostic import Diagnostic
from platformgen.model import Claim, Container, Disruption, LimitRange, Namespace, Quota
from platformgen.quantity import amount, written
from platformgen.usage import Usage, default_limits, usage

_FORCED = ("cpu", "memory")
"""What each container must have a limit of, where a quota bounds it; all else is only counted."""
_WHY_QUOTA = "pods beyond the quota are refused, and which ones depends on their order"


def quotas(subject: Subject) -> Iterator[Diagnostic]:
    """Report quotas smaller than what the workloads request at their largest scale."""
    for namespace in subject.platform.namespaces:
        if namespace.quota:
            asked = usage(subject.platform, namespace.name)
            at: Path = ("namespaces", namespace.name, "quota")
            yield from _over(subject, namespace.quota, asked, at)
            yield from _unbounded(subject, namespace, namespace.quota, at)


def _over(subject: Subject, quota: Quota, asked: Usage, at: Path) -> Iterator[Diagnostic]:
    namespace = at[1]
    for key, bounds, amounts in (
        ("requests", quota.requests, asked.requests),
        ("limits", quota.limits, asked.limits),
    ):
        for resource, bound in bounds.items():
            wanted = amounts.get(resource, Fraction(0))
            if wanted > amount(bound):
                said = written(wanted, binary=resource != "cpu")
                verb = "request" if key == "requests" else "may use"
                what = (
                    f"the workloads of {namespace} {verb} {said} of {resource}, more than {bound}"
                )
                fix = f"raise it to {said} or more, or ask for less"
                yield subject.error("PG028", (*at, key, resource), what, _WHY_QUOTA, fix)
    if quota.pods is not None and asked.pods > quota.pods:
        what = f"the workloads of {namespace} run {asked.pods} pods, more than {quota.pods}"
        fix = f"raise it to {asked.pods} or more"
        yield subject.error("PG028", (*at, "pods"), what, _WHY_QUOTA, fix)
    if quota.storage is not None and asked.storage > amount(quota.storage):
        said = written(asked.storage, binary=True)
        what = f"the workloads of {namespace} claim {said} of storage, more than {quota.storage}"
        fix = f"raise it to {said} or more"
        yield subject.error("PG028", (*at, "storage"), what, _WHY_QUOTA, fix)


def _unbounded(
    subject: Subject, namespace: Namespace, quota: Quota, at: Path
) -> Iterator[Diagnostic]:
    """Report containers that say nothing of what a quota bounds: their pods are refused."""
    defaults = default_limits(namespace.limit_range)
    for component in subject.platform.components:
        if component.namespace != namespace.name:
            continue
        for place, container in pod(component):
            for resource in _FORCED:
                known = {**defaults, **container.resources.limits}
                if resource in quota.limits and resource not in known:
                    what = f"the container {container.name} of {component.name} has no limit"
                    span = subject.spec.span((*at, "limits", resource))
                    why = f"the quota at {span} bounds {resource}, so pods without one are refused"
                    where = (*place, "resources", "limits")
                    fix = f"add `limits: {{{resource}: …}}`, or a `limitRange` to the namespace"
                    yield subject.error_at_key("PG028", where, f"{what} of {resource}", why, fix)


def limit_ranges(subject: Subject) -> Iterator[Diagnostic]:
    """Report containers outside the bounds of their namespace's LimitRange."""
    for component in subject.platform.components:
        namespace = subject.namespaces.get(component.namespace or "")
        if namespace is None or namespace.limit_range is None:
            continue
        for place, container in pod(component):
            yield from _bounded(subject, container, namespace.limit_range, (*place, "resources"))


def _bounded(
    subject: Subject, container: Container, bounds: LimitRange, at: Path
) -> Iterator[Diagnostic]:
    requests, limits = container.resources.requests, container.resources.limits
    for resource, most in bounds.maximum.items():
        key, asked = "limits", limits.get(resource)
        if asked is None:
            key, asked = "requests", requests.get(resource)
        if asked and amount(asked) > amount(most):
            said = f"{asked} of {resource}", f"at most {most}"
            yield _outside(subject, container.name, said, (*at, key, resource))
    for resource, least in bounds.minimum.items():
        asked = requests.get(resource)
        if asked and amount(asked) < amount(least):
            said = f"{asked} of {resource}", f"at least {least}"
            yield _outside(subject, container.name, said, (*at, "requests", resource))


def _outside(subject: Subject, container: str, said: tuple[str, str], at: Path) -> Diagnostic:
    what = f"{container} asks for {said[0]}, and its namespace allows {said[1]}"
    why = "the API server refuses its pods"
    fix = "change one of the two"
    return subject.error_at_key("PG028", at, what, why, fix)


def requests_over_limits(subject: Subject) -> Iterator[Diagnostic]:
    """Report containers that request more than their limit."""
    for component in subject.platform.components:
        for place, container in pod(component):
            for resource, limit in container.resources.limits.items():
                asked = container.resources.requests.get(resource)
                if asked and asked != limit and amount(asked) > amount(limit):
                    asks = f"{container.name} requests {asked} of {resource}"
                    what = f"{asks}, more than its limit {limit}"
                    at = (*place, "resources", "requests", resource)
                    fix = "ask for less, or raise the limit"
                    yield subject.error_at_key("PG028", at, what, "the API server refuses it", fix)


def blocked_drains(subject: Subject) -> Iterator[Diagnostic]:
    """Report disruption budgets under which no pod may ever leave its node."""
    for component in subject.platform.components:
        workload = component.workload
        if workload is None or workload.disruption is None:
            continue
        fewest = workload.pods_min
        key, allowed = _allowed(workload.disruption, fewest)
        if allowed < 1:
            at: Path = ("components", component.name, "workload", "disruption", key)
            what = f"no pod of {component.name} may ever leave its node: {fewest} run at the least"
            why = "draining a node would wait for ever"
            fix = "run more pods, or let one be down"
            yield subject.error("PG029", at, what, why, fix)


def _allowed(disruption: Disruption, fewest: int) -> tuple[str, int]:
    """Return the key that decides, and how many pods may be down (policy/v1 rounds up)."""
    if disruption.max_unavailable is not None:
        return "maxUnavailable", _count(disruption.max_unavailable, fewest)
    return "minAvailable", fewest - _count(disruption.min_available or 0, fewest)


def _count(bound: int | str, pods_in_all: int) -> int:
    if isinstance(bound, int):
        return bound
    return math.ceil(int(bound[:-1]) * pods_in_all / 100)


def shared_claims(subject: Subject) -> Iterator[Diagnostic]:
    """Report claims that several pods of one workload would have to share."""
    for component in subject.platform.components:
        workload = component.workload
        if workload is None or workload.kind == "StatefulSet":
            continue
        if workload.kind != "DaemonSet" and workload.pods_max <= 1:
            continue
        for volume in workload.volumes:
            if isinstance(volume, Claim):
                at: Path = ("components", component.name, "workload", "volumes", volume.path)
                what = f"several pods of {component.name} would share the claim at {volume.path}"
                why = "a disk is mounted by the pods of one node, and written by one program"
                fix = "make it a StatefulSet, or run one pod"
                yield subject.error("PG024", at, what, why, fix)
