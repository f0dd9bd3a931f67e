"""One good object of each kind that has rules, written so that most of its rules are touched."""

from __future__ import annotations

import copy
from collections.abc import Mapping

from accepts.changes import Object
from accepts.pod_base import POD

LABELS = {"app": "shop", "app.kubernetes.io/part-of": "platform"}


def _template(**changes: object) -> Object:
    return {"metadata": {"labels": dict(LABELS)}, "spec": {**copy.deepcopy(POD), **changes}}


def _object(group_version: str, kind: str, *, is_global: bool = False, **rest: object) -> Object:
    place = {} if is_global else {"namespace": "default"}
    metadata = {"name": "shop", **place, "labels": dict(LABELS), "annotations": {"a/b": "c d"}}
    return {"apiVersion": group_version, "kind": kind, "metadata": metadata, **rest}


_SELECTOR = {"matchLabels": {"app": "shop"}}
_ACCESS = "rbac.authorization.k8s.io"
_BACKEND = {"service": {"name": "shop", "port": {"name": "http"}}}
_CLAIM = {
    "accessModes": ["ReadWriteOnce"],
    "storageClassName": "fast",
    "resources": {"requests": {"storage": "1Gi"}},
}

BASES: Mapping[str, Object] = {
    "Pod": _object("v1", "Pod", spec=copy.deepcopy(POD)),
    "Deployment": _object(
        "apps/v1",
        "Deployment",
        spec={
            "replicas": 2,
            "minReadySeconds": 5,
            "progressDeadlineSeconds": 600,
            "strategy": {
                "type": "RollingUpdate",
                "rollingUpdate": {"maxSurge": "25%", "maxUnavailable": 0},
            },
            "selector": _SELECTOR,
            "template": _template(),
        },
    ),
    "ReplicaSet": _object(
        "apps/v1", "ReplicaSet", spec={"selector": _SELECTOR, "template": _template()}
    ),
    "StatefulSet": _object(
        "apps/v1",
        "StatefulSet",
        spec={
            "serviceName": "shop",
            "podManagementPolicy": "Parallel",
            "updateStrategy": {"type": "RollingUpdate", "rollingUpdate": {"partition": 0}},
            "selector": _SELECTOR,
            "template": _template(
                volumes=[{"name": "tmp", "emptyDir": {}}, {"name": "config", "emptyDir": {}}]
            ),
            "volumeClaimTemplates": [{"metadata": {"name": "data"}, "spec": _CLAIM}],
        },
    ),
    "DaemonSet": _object(
        "apps/v1",
        "DaemonSet",
        spec={
            "selector": _SELECTOR,
            "updateStrategy": {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": 1}},
            "template": _template(),
        },
    ),
    "Job": _object(
        "batch/v1",
        "Job",
        spec={
            "backoffLimit": 2,
            "completions": 1,
            "completionMode": "Indexed",
            "template": _template(restartPolicy="Never"),
        },
    ),
    "CronJob": _object(
        "batch/v1",
        "CronJob",
        spec={
            "schedule": "0 6 * * 1-5",
            "timeZone": "Europe/Madrid",
            "concurrencyPolicy": "Forbid",
            "jobTemplate": {"spec": {"template": _template(restartPolicy="OnFailure")}},
        },
    ),
    "Service": _object(
        "v1",
        "Service",
        spec={
            "type": "NodePort",
            "externalTrafficPolicy": "Local",
            "selector": LABELS,
            "ports": [
                {"name": "http", "port": 80, "targetPort": "http"},
                {"name": "metrics", "port": 9090, "targetPort": 9090, "protocol": "TCP"},
            ],
        },
    ),
    "ClusterIP": _object(
        "v1", "Service", spec={"selector": LABELS, "ports": [{"port": 80, "targetPort": "http"}]}
    ),
    "ExternalName": _object(
        "v1", "Service", spec={"type": "ExternalName", "externalName": "db.example"}
    ),
    "Ingress": _object(
        "networking.k8s.io/v1",
        "Ingress",
        spec={
            "ingressClassName": "nginx",
            "tls": [{"hosts": ["shop.example"], "secretName": "shop-tls"}],
            "rules": [
                {
                    "host": "shop.example",
                    "http": {"paths": [{"path": "/", "pathType": "Prefix", "backend": _BACKEND}]},
                }
            ],
        },
    ),
    "NetworkPolicy": _object(
        "networking.k8s.io/v1",
        "NetworkPolicy",
        spec={
            "podSelector": {"matchLabels": {"app": "shop"}},
            "policyTypes": ["Ingress", "Egress"],
            "ingress": [
                {
                    "from": [{"podSelector": {}, "namespaceSelector": {}}],
                    "ports": [{"port": "http", "protocol": "TCP"}],
                }
            ],
            "egress": [
                {
                    "to": [{"ipBlock": {"cidr": "203.0.113.0/24", "except": ["203.0.113.8/29"]}}],
                    "ports": [{"port": 587, "endPort": 600}],
                }
            ],
        },
    ),
    "PodDisruptionBudget": _object(
        "policy/v1", "PodDisruptionBudget", spec={"minAvailable": 1, "selector": _SELECTOR}
    ),
    "HorizontalPodAutoscaler": _object(
        "autoscaling/v2",
        "HorizontalPodAutoscaler",
        spec={
            "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "shop"},
            "minReplicas": 2,
            "maxReplicas": 6,
            "metrics": [
                {
                    "type": "Resource",
                    "resource": {
                        "name": "cpu",
                        "target": {"type": "Utilization", "averageUtilization": 70},
                    },
                },
                {
                    "type": "Pods",
                    "pods": {
                        "metric": {"name": "requests"},
                        "target": {"type": "AverageValue", "averageValue": "10"},
                    },
                },
            ],
            "behavior": {
                "scaleDown": {
                    "stabilizationWindowSeconds": 300,
                    "policies": [{"type": "Pods", "value": 1, "periodSeconds": 60}],
                }
            },
        },
    ),
    "ConfigMap": _object("v1", "ConfigMap", data={"a.yaml": "b: 1\n"}, binaryData={"b": "AAE="}),
    "Secret": _object("v1", "Secret", type="Opaque", stringData={"a": "b"}, data={"c": "AAE="}),
    "TlsSecret": _object(
        "v1", "Secret", type="kubernetes.io/tls", data={"tls.crt": "AAE=", "tls.key": "AAE="}
    ),
    "PersistentVolumeClaim": _object("v1", "PersistentVolumeClaim", spec=_CLAIM),
    "ResourceQuota": _object(
        "v1",
        "ResourceQuota",
        spec={"hard": {"requests.cpu": "1500m", "pods": 10, "requests.storage": "20Gi"}},
    ),
    "LimitRange": _object(
        "v1",
        "LimitRange",
        spec={
            "limits": [
                {
                    "type": "Container",
                    "default": {"cpu": "200m"},
                    "defaultRequest": {"cpu": "100m"},
                    "min": {"cpu": "10m"},
                    "max": {"cpu": "1"},
                },
                {"type": "Pod", "max": {"memory": "1Gi"}},
            ]
        },
    ),
    "ServiceAccount": _object("v1", "ServiceAccount", automountServiceAccountToken=False),
    "Namespace": _object("v1", "Namespace", is_global=True),
    "PriorityClass": _object(
        "scheduling.k8s.io/v1", "PriorityClass", is_global=True, value=1000, globalDefault=False
    ),
    "Role": _object(
        f"{_ACCESS}/v1",
        "Role",
        rules=[{"apiGroups": [""], "resources": ["pods"], "verbs": ["get"]}],
    ),
    "ClusterRole": _object(
        f"{_ACCESS}/v1",
        "ClusterRole",
        is_global=True,
        rules=[
            {"apiGroups": ["apps"], "resources": ["deployments"], "verbs": ["get"]},
            {"nonResourceURLs": ["/healthz"], "verbs": ["get"]},
        ],
    ),
    "RoleBinding": _object(
        f"{_ACCESS}/v1",
        "RoleBinding",
        roleRef={"apiGroup": _ACCESS, "kind": "Role", "name": "shop"},
        subjects=[
            {"kind": "ServiceAccount", "name": "shop", "namespace": "default"},
            {"kind": "Group", "name": "shoppers", "apiGroup": _ACCESS},
        ],
    ),
    "ClusterRoleBinding": _object(
        f"{_ACCESS}/v1",
        "ClusterRoleBinding",
        is_global=True,
        roleRef={"apiGroup": _ACCESS, "kind": "ClusterRole", "name": "shop"},
        subjects=[{"kind": "ServiceAccount", "name": "shop", "namespace": "default"}],
    ),
}
