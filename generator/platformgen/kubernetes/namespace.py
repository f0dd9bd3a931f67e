"""Namespaces with their Pod Security levels, quotas and limits."""

from __future__ import annotations

from collections.abc import Iterator

from platformgen.kubernetes.labels import platform_labels
from platformgen.kubernetes.object import Document, KubernetesObject
from platformgen.model import LimitRange, Namespace, Platform, Quota

QUOTA_NAME = "quota"
LIMITS_NAME = "limits"


def namespace_objects(platform: Platform, namespace: Namespace) -> Iterator[KubernetesObject]:
    """Return a namespace and the bounds of what may run in it."""
    place = ("namespaces", namespace.name)
    file = f"{namespace.name}/namespace.yaml"
    labels = platform_labels(platform)
    yield KubernetesObject(_namespace(platform, namespace, labels), "", place, file)
    if namespace.quota:
        metadata: Document = {"name": QUOTA_NAME, "namespace": namespace.name, "labels": labels}
        document: Document = {
            "apiVersion": "v1",
            "kind": "ResourceQuota",
            "metadata": metadata,
            "spec": {"hard": _hard(namespace.quota)},
        }
        yield KubernetesObject(document, "", (*place, "quota"), file)
    if namespace.limit_range:
        metadata = {"name": LIMITS_NAME, "namespace": namespace.name, "labels": labels}
        document = {
            "apiVersion": "v1",
            "kind": "LimitRange",
            "metadata": metadata,
            "spec": {"limits": [_limits(namespace.limit_range)]},
        }
        yield KubernetesObject(document, "", (*place, "limitRange"), file)


def _namespace(platform: Platform, namespace: Namespace, labels: dict[str, str]) -> Document:
    level = namespace.pod_security
    major, minor = platform.cluster.kubernetes.split(".")[:2]
    security: dict[str, str] = {}
    # All three modes say the same, so that nothing is only warned about, or warned about twice.
    for mode in ("enforce", "audit", "warn"):
        security[f"pod-security.kubernetes.io/{mode}"] = level
        security[f"pod-security.kubernetes.io/{mode}-version"] = f"v{major}.{minor}"
    return {
        "apiVersion": "v1",
        "kind": "Namespace",
        "metadata": {"name": namespace.name, "labels": {**labels, **security}},
    }


def _hard(quota: Quota) -> Document:
    hard: Document = {f"requests.{name}": size for name, size in quota.requests.items()}
    hard.update({f"limits.{name}": size for name, size in quota.limits.items()})
    if quota.pods is not None:
        # A string, as the server writes it: a number there reads as a change of value to kubectl.
        hard["pods"] = str(quota.pods)
    if quota.storage is not None:
        hard["requests.storage"] = quota.storage
    return hard


def _limits(limits: LimitRange) -> Document:
    bounds = {
        "default": limits.default,
        "defaultRequest": limits.default_request,
        "min": limits.minimum,
        "max": limits.maximum,
    }
    return {"type": "Container", **{name: dict(sizes) for name, sizes in bounds.items() if sizes}}
