"""A good spec of a pod, written so that most of its rules are touched."""

from __future__ import annotations

from accepts.changes import Object

POD: Object = {
    "serviceAccountName": "default",
    "terminationGracePeriodSeconds": 30,
    "nodeSelector": {"kubernetes.io/os": "linux"},
    "securityContext": {
        "runAsNonRoot": True,
        "runAsUser": 10001,
        "fsGroup": 10001,
        "seccompProfile": {"type": "RuntimeDefault"},
    },
    "tolerations": [{"key": "a", "operator": "Exists", "effect": "NoSchedule"}],
    "hostAliases": [{"ip": "10.1.2.3", "hostnames": ["db.example"]}],
    "topologySpreadConstraints": [
        {
            "maxSkew": 1,
            "topologyKey": "kubernetes.io/hostname",
            "whenUnsatisfiable": "DoNotSchedule",
            "minDomains": 1,
            "labelSelector": {"matchLabels": {"app": "shop"}},
        }
    ],
    "affinity": {
        "podAntiAffinity": {
            "preferredDuringSchedulingIgnoredDuringExecution": [
                {
                    "weight": 50,
                    "podAffinityTerm": {
                        "topologyKey": "kubernetes.io/hostname",
                        "labelSelector": {
                            "matchExpressions": [
                                {"key": "app", "operator": "In", "values": ["shop"]}
                            ]
                        },
                    },
                }
            ]
        }
    },
    "initContainers": [
        {"name": "migrate", "image": "registry.example/shop:1", "args": ["migrate"]},
        {
            "name": "proxy",
            "image": "registry.example/proxy:1",
            "restartPolicy": "Always",
            "startupProbe": {"tcpSocket": {"port": 9901}},
        },
    ],
    "containers": [
        {
            "name": "shop",
            "image": "registry.example/shop:1",
            "command": ["/app/shop"],
            "ports": [
                {"name": "http", "containerPort": 8080, "protocol": "TCP"},
                {"name": "metrics", "containerPort": 9090},
            ],
            "env": [
                {"name": "A", "value": "b"},
                {"name": "KEY", "valueFrom": {"secretKeyRef": {"name": "shop", "key": "key"}}},
                {"name": "HOST", "valueFrom": {"fieldRef": {"fieldPath": "status.hostIP"}}},
            ],
            "envFrom": [{"configMapRef": {"name": "shop"}, "prefix": "P_"}],
            "resources": {
                "requests": {"cpu": "50m", "memory": "64Mi"},
                "limits": {"cpu": 1, "memory": "128Mi"},
            },
            "readinessProbe": {
                "httpGet": {"path": "/ready", "port": "http"},
                "periodSeconds": 10,
                "successThreshold": 2,
            },
            "livenessProbe": {"exec": {"command": ["/app/ok"]}, "failureThreshold": 3},
            "lifecycle": {"preStop": {"sleep": {"seconds": 5}}},
            "securityContext": {
                "allowPrivilegeEscalation": False,
                "readOnlyRootFilesystem": True,
                "capabilities": {"drop": ["ALL"]},
            },
            "volumeMounts": [
                {"name": "tmp", "mountPath": "/data"},
                {"name": "config", "mountPath": "/etc/shop", "readOnly": True, "subPath": "a/b"},
            ],
        }
    ],
    "volumes": [
        {"name": "tmp", "emptyDir": {"sizeLimit": "1Gi", "medium": "Memory"}},
        {
            "name": "config",
            "configMap": {"name": "shop", "items": [{"key": "a.yaml", "path": "a/b.yaml"}]},
        },
        {"name": "secret", "secret": {"secretName": "shop", "defaultMode": 0o440}},
        {"name": "claim", "persistentVolumeClaim": {"claimName": "shop"}},
        {
            "name": "all",
            "projected": {
                "sources": [
                    {"serviceAccountToken": {"path": "token", "expirationSeconds": 3600}},
                    {"configMap": {"name": "shop"}},
                ]
            },
        },
    ],
}
