"""What runs pods: Deployments and their like, jobs, autoscaling."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from constraints.keywords import (
    NOT_EMPTY,
    NOT_NEGATIVE,
    POSITIVE,
    Fields,
    defaulted,
    one_of,
    spelt,
)
from platformgen.accepts import names

WORKLOADS: Final[Mapping[str, Fields]] = {
    "io.k8s.api.apps.v1.DeploymentSpec": {
        "replicas": NOT_NEGATIVE,
        "minReadySeconds": NOT_NEGATIVE,
        "revisionHistoryLimit": NOT_NEGATIVE,
        "progressDeadlineSeconds": NOT_NEGATIVE,
    },
    "io.k8s.api.apps.v1.DeploymentStrategy": {"type": defaulted("RollingUpdate", "Recreate")},
    "io.k8s.api.apps.v1.ReplicaSetSpec": {
        "replicas": NOT_NEGATIVE,
        "minReadySeconds": NOT_NEGATIVE,
    },
    "io.k8s.api.apps.v1.StatefulSetSpec": {
        "replicas": NOT_NEGATIVE,
        "minReadySeconds": NOT_NEGATIVE,
        "podManagementPolicy": defaulted("OrderedReady", "Parallel"),
    },
    "io.k8s.api.apps.v1.StatefulSetUpdateStrategy": {
        "type": defaulted("RollingUpdate", "OnDelete"),
    },
    "io.k8s.api.apps.v1.DaemonSetSpec": {"minReadySeconds": NOT_NEGATIVE},
    "io.k8s.api.apps.v1.DaemonSetUpdateStrategy": {"type": defaulted("RollingUpdate", "OnDelete")},
    "io.k8s.api.apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy": {
        "whenDeleted": one_of("Retain", "Delete"),
        "whenScaled": one_of("Retain", "Delete"),
    },
    "io.k8s.api.batch.v1.JobSpec": {
        "activeDeadlineSeconds": NOT_NEGATIVE,
        "backoffLimit": NOT_NEGATIVE,
        "completions": NOT_NEGATIVE,
        "parallelism": NOT_NEGATIVE,
        "ttlSecondsAfterFinished": NOT_NEGATIVE,
        "completionMode": one_of("NonIndexed", "Indexed"),
        "podReplacementPolicy": one_of("TerminatingOrFailed", "Failed"),
    },
    "io.k8s.api.batch.v1.CronJobSpec": {
        "concurrencyPolicy": defaulted("Allow", "Forbid", "Replace"),
        "failedJobsHistoryLimit": NOT_NEGATIVE,
        "successfulJobsHistoryLimit": NOT_NEGATIVE,
        "schedule": NOT_EMPTY,
        "startingDeadlineSeconds": NOT_NEGATIVE,
    },
    "io.k8s.api.autoscaling.v2.HorizontalPodAutoscalerSpec": {
        "maxReplicas": POSITIVE,
        # Zero needs the feature gate HPAScaleToZero, which is off where nothing is said.
        "minReplicas": POSITIVE,
    },
    "io.k8s.api.autoscaling.v2.CrossVersionObjectReference": {
        "kind": spelt(names.PATH_SEGMENT, 253),
        "name": spelt(names.PATH_SEGMENT, 253),
    },
    "io.k8s.api.autoscaling.v2.MetricSpec": {
        "type": one_of("Object", "Pods", "Resource", "ContainerResource", "External"),
    },
    "io.k8s.api.autoscaling.v2.MetricTarget": {
        "type": one_of("Utilization", "Value", "AverageValue"),
        "averageUtilization": POSITIVE,
    },
}
