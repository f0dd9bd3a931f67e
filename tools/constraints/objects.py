"""Metadata, selectors, configuration, storage, access."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from constraints.keywords import (
    CORE,
    DATA_KEY,
    LABEL,
    LABELS,
    META,
    NOT_EMPTY,
    QUALIFIED,
    SOME,
    Fields,
    keys,
    one_of,
    spelt,
)
from platformgen.accepts import names

REST: Final[Mapping[str, Fields]] = {
    f"{META}ObjectMeta": {
        "labels": LABELS,
        "annotations": keys(
            spelt(names.ANNOTATION_KEY, names.SUBDOMAIN_LENGTH + 1 + names.LABEL_LENGTH)
        ),
        "namespace": LABEL,
    },
    f"{META}LabelSelector": {"matchLabels": LABELS},
    f"{META}LabelSelectorRequirement": {
        "key": QUALIFIED,
        "operator": one_of("In", "NotIn", "Exists", "DoesNotExist"),
    },
    f"{CORE}ConfigMap": {"data": keys(DATA_KEY), "binaryData": keys(DATA_KEY)},
    f"{CORE}Secret": {"data": keys(DATA_KEY), "stringData": keys(DATA_KEY)},
    f"{CORE}PersistentVolumeClaimSpec": {
        "accessModes": {
            "items": {
                "type": "string",
                **one_of("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"),
            },
            "minItems": 1,
        },
        "volumeMode": one_of("Block", "Filesystem"),
    },
    f"{CORE}LimitRangeItem": {
        "type": NOT_EMPTY,
    },
    "io.k8s.api.rbac.v1.RoleRef": {
        "apiGroup": one_of("rbac.authorization.k8s.io"),
        "kind": one_of("Role", "ClusterRole"),
        "name": spelt(names.PATH_SEGMENT, 253),
    },
    "io.k8s.api.rbac.v1.Subject": {
        "kind": one_of("ServiceAccount", "User", "Group"),
        "name": NOT_EMPTY,
    },
    "io.k8s.api.rbac.v1.PolicyRule": {"verbs": SOME},
    "io.k8s.api.policy.v1.PodDisruptionBudgetSpec": {
        "unhealthyPodEvictionPolicy": one_of("IfHealthyBudget", "AlwaysAllow"),
    },
    "io.k8s.api.scheduling.v1.PriorityClass": {
        "preemptionPolicy": one_of("PreemptLowerPriority", "Never"),
    },
    "io.k8s.api.storage.v1.StorageClass": {
        "provisioner": NOT_EMPTY,
        "reclaimPolicy": one_of("Retain", "Delete"),
        "volumeBindingMode": one_of("Immediate", "WaitForFirstConsumer"),
    },
}
