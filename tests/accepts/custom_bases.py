"""One good object of each kind of other projects that we write."""

from __future__ import annotations

from collections.abc import Mapping

from accepts.changes import Object

_METADATA: Object = {"name": "shop", "namespace": "default", "labels": {"app": "shop"}}


def _object(group_version: str, kind: str, spec: Object) -> Object:
    return {"apiVersion": group_version, "kind": kind, "metadata": _METADATA, "spec": spec}


CUSTOM_BASES: Mapping[str, Object] = {
    "ServiceMonitor": _object(
        "monitoring.coreos.com/v1",
        "ServiceMonitor",
        {
            "selector": {"matchLabels": {"app": "shop"}},
            "namespaceSelector": {"matchNames": ["shop"]},
            "endpoints": [
                {
                    "port": "metrics",
                    "path": "/metrics",
                    "interval": "30s",
                    "params": {"a": ["b"]},
                    "targetPort": 9090,
                    "relabelings": [{"action": "replace", "targetLabel": "a"}],
                    "oauth2": {"clientId": {"secret": {"name": "a", "key": "b"}}},
                }
            ],
        },
    ),
    "PrometheusRule": _object(
        "monitoring.coreos.com/v1",
        "PrometheusRule",
        {
            "groups": [
                {
                    "name": "shop",
                    "interval": "1m",
                    "rules": [
                        {
                            "alert": "ShopDown",
                            "expr": 'up{job="shop"} == 0',
                            "for": "5m",
                            "labels": {"severity": "page"},
                            "annotations": {"summary": "Shop does not answer"},
                        },
                        {"record": "one", "expr": 1},
                    ],
                }
            ]
        },
    ),
    "ExternalSecret": _object(
        "external-secrets.io/v1",
        "ExternalSecret",
        {
            "refreshInterval": "1h",
            "secretStoreRef": {"kind": "ClusterSecretStore", "name": "vault"},
            "target": {
                "name": "shop-db",
                "creationPolicy": "Owner",
                "template": {"type": "Opaque"},
            },
            "data": [{"secretKey": "url", "remoteRef": {"key": "shop/db", "property": "url"}}],
            "dataFrom": [{"extract": {"key": "shop/db"}}],
        },
    ),
    "Application": _object(
        "argoproj.io/v1alpha1",
        "Application",
        {
            "project": "default",
            "destination": {"server": "https://kubernetes.default.svc", "namespace": "shop"},
            "source": {
                "repoURL": "https://git.example/platform",
                "path": "deploy/shop",
                "targetRevision": "main",
                "helm": {"releaseName": "shop", "valuesObject": {"a": {"b": [1]}}},
            },
            "syncPolicy": {
                "automated": {"prune": True, "selfHeal": True},
                "syncOptions": ["ServerSideApply=true"],
                "retry": {"limit": 5, "backoff": {"duration": "5s", "factor": 2}},
            },
            "ignoreDifferences": [{"group": "apps", "kind": "Deployment", "jsonPointers": ["/a"]}],
            "info": [{"name": "a", "value": "b"}],
        },
    ),
    "HTTPRoute": _object(
        "gateway.networking.k8s.io/v1",
        "HTTPRoute",
        {
            "parentRefs": [{"name": "public", "namespace": "edge", "sectionName": "https"}],
            "hostnames": ["shop.example"],
            "rules": [
                {
                    "matches": [{"path": {"type": "PathPrefix", "value": "/"}, "method": "GET"}],
                    "backendRefs": [{"name": "shop", "port": 80, "weight": 1}],
                    "timeouts": {"request": "30s"},
                    "filters": [
                        {
                            "type": "RequestHeaderModifier",
                            "requestHeaderModifier": {"set": [{"name": "X-A", "value": "b"}]},
                        }
                    ],
                }
            ],
        },
    ),
    "Gateway": _object(
        "gateway.networking.k8s.io/v1",
        "Gateway",
        {
            "gatewayClassName": "envoy",
            "listeners": [
                {
                    "name": "https",
                    "hostname": "*.example",
                    "port": 443,
                    "protocol": "HTTPS",
                    "tls": {"mode": "Terminate", "certificateRefs": [{"name": "shop-tls"}]},
                    "allowedRoutes": {"namespaces": {"from": "All"}},
                }
            ],
        },
    ),
    "ReferenceGrant": _object(
        "gateway.networking.k8s.io/v1beta1",
        "ReferenceGrant",
        {
            "from": [
                {"group": "gateway.networking.k8s.io", "kind": "HTTPRoute", "namespace": "shop"}
            ],
            "to": [{"group": "", "kind": "Service", "name": "shop"}],
        },
    ),
}
