"""Pods: containers, volumes, probes, security, scheduling."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from constraints.keywords import (
    CORE,
    DATA_KEY,
    LABEL,
    LABELS,
    NOT_EMPTY,
    NOT_NEGATIVE,
    PORT,
    PORT_OR_NAME,
    PORT_OR_ZERO,
    POSITIVE,
    PROTOCOL,
    PULL_POLICY,
    QUALIFIED,
    SOME,
    SUBDOMAIN,
    Fields,
    defaulted,
    keys,
    one_of,
    spelt,
)
from platformgen.accepts import names

_CONTAINER: Final[Fields] = {
    "name": LABEL,
    "image": NOT_EMPTY,
    "imagePullPolicy": PULL_POLICY,
    "terminationMessagePolicy": defaulted("File", "FallbackToLogsOnError"),
}

PODS: Final[Mapping[str, Fields]] = {
    f"{CORE}Container": _CONTAINER,
    f"{CORE}EphemeralContainer": _CONTAINER,
    f"{CORE}ContainerPort": {
        "containerPort": PORT,
        "hostPort": PORT_OR_ZERO,
        "name": spelt(names.PORT_NAME, names.PORT_NAME_LENGTH),
        "protocol": PROTOCOL,
    },
    f"{CORE}ContainerResizePolicy": {
        "resourceName": one_of("cpu", "memory"),
        "restartPolicy": one_of("NotRequired", "RestartContainer"),
    },
    f"{CORE}ConfigMapKeySelector": {"key": DATA_KEY, "name": SUBDOMAIN},
    f"{CORE}SecretKeySelector": {"key": DATA_KEY, "name": SUBDOMAIN},
    f"{CORE}ConfigMapEnvSource": {"name": SUBDOMAIN},
    f"{CORE}SecretEnvSource": {"name": SUBDOMAIN},
    f"{CORE}KeyToPath": {
        "key": DATA_KEY,
        "path": NOT_EMPTY,
        "mode": {"minimum": 0, "maximum": 0o777},
    },
    f"{CORE}ConfigMapVolumeSource": {"defaultMode": {"minimum": 0, "maximum": 0o777}},
    f"{CORE}SecretVolumeSource": {"defaultMode": {"minimum": 0, "maximum": 0o777}},
    f"{CORE}DownwardAPIVolumeSource": {"defaultMode": {"minimum": 0, "maximum": 0o777}},
    f"{CORE}ProjectedVolumeSource": {"defaultMode": {"minimum": 0, "maximum": 0o777}},
    f"{CORE}PersistentVolumeClaimVolumeSource": {"claimName": SUBDOMAIN},
    f"{CORE}HostPathVolumeSource": {
        "path": NOT_EMPTY,
        "type": one_of(
            "",
            "DirectoryOrCreate",
            "Directory",
            "FileOrCreate",
            "File",
            "Socket",
            "CharDevice",
            "BlockDevice",
        ),
    },
    f"{CORE}Volume": {"name": LABEL},
    f"{CORE}VolumeMount": {
        "name": NOT_EMPTY,
        "mountPath": NOT_EMPTY,
        "mountPropagation": one_of("None", "HostToContainer", "Bidirectional"),
    },
    f"{CORE}Probe": {
        "failureThreshold": POSITIVE,
        "initialDelaySeconds": NOT_NEGATIVE,
        "periodSeconds": POSITIVE,
        "successThreshold": POSITIVE,
        "timeoutSeconds": POSITIVE,
        "terminationGracePeriodSeconds": POSITIVE,
    },
    f"{CORE}HTTPGetAction": {
        "path": NOT_EMPTY,
        "port": PORT_OR_NAME,
        "scheme": defaulted("HTTP", "HTTPS"),
    },
    f"{CORE}TCPSocketAction": {"port": PORT_OR_NAME},
    f"{CORE}GRPCAction": {"port": PORT},
    f"{CORE}ExecAction": {"command": SOME},
    f"{CORE}PodSpec": {
        "activeDeadlineSeconds": {"minimum": 1, "maximum": 2**31 - 1},
        "containers": SOME,
        "dnsPolicy": defaulted("ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"),
        "hostname": LABEL,
        "nodeName": SUBDOMAIN,
        "preemptionPolicy": one_of("PreemptLowerPriority", "Never"),
        "priorityClassName": SUBDOMAIN,
        "restartPolicy": defaulted("Always", "OnFailure", "Never"),
        "runtimeClassName": SUBDOMAIN,
        "serviceAccountName": SUBDOMAIN,
        "subdomain": LABEL,
        "terminationGracePeriodSeconds": NOT_NEGATIVE,
        "nodeSelector": LABELS,
    },
    f"{CORE}PodSecurityContext": {
        "fsGroupChangePolicy": one_of("OnRootMismatch", "Always"),
        "fsGroup": {"minimum": 0, "maximum": 2**31 - 1},
        "runAsGroup": {"minimum": 0, "maximum": 2**31 - 1},
        "runAsUser": {"minimum": 0, "maximum": 2**31 - 1},
    },
    f"{CORE}SecurityContext": {
        "procMount": one_of("Default", "Unmasked"),
        "runAsGroup": {"minimum": 0, "maximum": 2**31 - 1},
        "runAsUser": {"minimum": 0, "maximum": 2**31 - 1},
    },
    f"{CORE}SeccompProfile": {"type": one_of("RuntimeDefault", "Unconfined", "Localhost")},
    f"{CORE}AppArmorProfile": {"type": one_of("RuntimeDefault", "Unconfined", "Localhost")},
    f"{CORE}Toleration": {
        "operator": defaulted("Equal", "Exists", "Lt", "Gt"),
        "effect": one_of("", "NoSchedule", "PreferNoSchedule", "NoExecute"),
    },
    f"{CORE}TopologySpreadConstraint": {
        "maxSkew": POSITIVE,
        "minDomains": POSITIVE,
        "topologyKey": QUALIFIED,
        "whenUnsatisfiable": one_of("DoNotSchedule", "ScheduleAnyway"),
        "nodeAffinityPolicy": one_of("Honor", "Ignore"),
        "nodeTaintsPolicy": one_of("Honor", "Ignore"),
    },
    f"{CORE}PodAffinityTerm": {"topologyKey": QUALIFIED},
    f"{CORE}WeightedPodAffinityTerm": {"weight": {"minimum": 1, "maximum": 100}},
    f"{CORE}PreferredSchedulingTerm": {"weight": {"minimum": 1, "maximum": 100}},
    f"{CORE}NodeSelector": {"nodeSelectorTerms": SOME},
    f"{CORE}NodeSelectorRequirement": {
        "key": QUALIFIED,
        "operator": one_of("In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"),
    },
    f"{CORE}ResourceRequirements": {"limits": keys(QUALIFIED), "requests": keys(QUALIFIED)},
}
