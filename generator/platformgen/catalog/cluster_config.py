"""The cluster that Backstage's Kubernetes plugin shows, for a portal that runs in it."""

from __future__ import annotations

from collections.abc import Mapping

from platformgen.model import Component, Platform, Rule

# What the plugin can fetch, as RBAC names it, to the plugin's own word. Secrets are not among
# them: the catalog has no use for them.
_FETCHED: Mapping[str, str] = {
    "pods": "pods",
    "services": "services",
    "configmaps": "configmaps",
    "limitranges": "limitranges",
    "resourcequotas": "resourcequotas",
    "deployments.apps": "deployments",
    "replicasets.apps": "replicasets",
    "statefulsets.apps": "statefulsets",
    "daemonsets.apps": "daemonsets",
    "horizontalpodautoscalers.autoscaling": "horizontalpodautoscalers",
    "jobs.batch": "jobs",
    "cronjobs.batch": "cronjobs",
    "ingresses.networking.k8s.io": "ingresses",
}
_METRICS = "pods.metrics.k8s.io"


def kubernetes(platform: Platform, portal: Component | None) -> Mapping[str, object]:
    """Return the `kubernetes` section: what the portal's own service account may list.

    It is empty where the portal has no account with such rights: the plugin would only show errors.
    """
    workload = portal.workload if portal is not None else None
    listed = _listed(workload.cluster_rules) if workload is not None else frozenset[str]()
    types = [word for resource, word in _FETCHED.items() if resource in listed]
    if not types:
        return {}
    cluster = {
        "name": platform.cluster.name,
        # From inside, the account's token and the cluster's certificate are where Kubernetes
        # mounts them; the plugin takes both from there when it has no token of its own.
        "url": "https://kubernetes.default.svc",
        "authProvider": "serviceAccount",
        "skipMetricsLookup": _METRICS not in listed,
    }
    return {
        "serviceLocatorMethod": {"type": "multiTenant"},
        "clusterLocatorMethods": [{"type": "config", "clusters": [cluster]}],
        "objectTypes": types,
    }


def _listed(rules: tuple[Rule, ...]) -> frozenset[str]:
    # A rule that names objects does not allow to list them.
    return frozenset(
        resource
        for rule in rules
        if not rule.names and {"list", "*"} & set(rule.verbs)
        for resource in rule.resources
    )
