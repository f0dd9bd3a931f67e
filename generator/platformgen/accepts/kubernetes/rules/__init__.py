"""What the API server's own code refuses beyond the schemas, kind by kind.

The rules follow `pkg/apis/*/validation` of Kubernetes; they hold alike from 1.30 on. A rule looks
at an object that fits its schema.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from platformgen.accepts.kubernetes.rules import (
    access,
    limits,
    network,
    objects,
    pods,
    scaling,
    workloads,
)
from platformgen.accepts.kubernetes.rules.metadata import metadata
from platformgen.accepts.wording import Problem

Object = Mapping[str, Any]

RULES: Final[Mapping[str, Callable[[Object], Iterator[Problem]]]] = {
    "v1/ConfigMap": objects.config_map,
    "v1/LimitRange": limits.limit_range,
    "v1/Namespace": objects.namespace,
    "v1/PersistentVolumeClaim": objects.claim,
    "v1/Pod": pods.pod_object,
    "v1/ResourceQuota": limits.quota,
    "v1/Secret": objects.secret,
    "v1/Service": network.service,
    "apps/v1/DaemonSet": workloads.daemon_set,
    "apps/v1/Deployment": workloads.deployment,
    "apps/v1/ReplicaSet": workloads.replica_set,
    "apps/v1/StatefulSet": workloads.stateful_set,
    "autoscaling/v2/HorizontalPodAutoscaler": scaling.autoscaler,
    "batch/v1/CronJob": workloads.cron_job,
    "batch/v1/Job": workloads.job,
    "networking.k8s.io/v1/Ingress": network.ingress,
    "networking.k8s.io/v1/NetworkPolicy": network.network_policy,
    "policy/v1/PodDisruptionBudget": scaling.budget,
    "rbac.authorization.k8s.io/v1/ClusterRole": access.cluster_role,
    "rbac.authorization.k8s.io/v1/ClusterRoleBinding": access.cluster_binding,
    "rbac.authorization.k8s.io/v1/Role": access.role,
    "rbac.authorization.k8s.io/v1/RoleBinding": access.binding,
    "scheduling.k8s.io/v1/PriorityClass": objects.priority_class,
}


# Where the schemas of some versions let the spec be left out.
_NEEDS_SPEC: Final = frozenset(
    {
        "apps/v1/DaemonSet",
        "apps/v1/Deployment",
        "apps/v1/ReplicaSet",
        "apps/v1/StatefulSet",
        "autoscaling/v2/HorizontalPodAutoscaler",
    }
)


def broken(item: Object, kind: str) -> Iterator[Problem]:
    """Yield every rule that an object of `group/version/Kind` breaks."""
    named = list(metadata(item))
    yield from named
    if kind in _NEEDS_SPEC and not item.get("spec"):
        yield Problem(path=(), rule="required", message="the field 'spec' is missing")
    elif not named and kind in RULES:
        yield from RULES[kind](item)
