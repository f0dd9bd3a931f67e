"""What the pods of a workload are made from, and what they read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final


def _pod(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a workload's pods are made from: their metadata and spec."""
    if document.get("kind") == "Pod":
        return document
    spec = document.get("spec") or {}
    if document.get("kind") == "CronJob":
        spec = spec.get("jobTemplate", {}).get("spec", {})
    return dict(spec.get("template") or {})


def pod_spec(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the spec of a workload's pods."""
    return dict(_pod(document).get("spec") or {})


def pod_labels(document: Mapping[str, Any]) -> Mapping[str, str]:
    """Return the labels of a workload's pods."""
    return dict((_pod(document).get("metadata") or {}).get("labels") or {})


_SOURCES: Final = {
    "configMap": ("ConfigMap", "name"),
    "configMapRef": ("ConfigMap", "name"),
    "configMapKeyRef": ("ConfigMap", "name"),
    "secret": ("Secret", "secretName"),
    "secretRef": ("Secret", "name"),
    "secretKeyRef": ("Secret", "name"),
    "persistentVolumeClaim": ("PersistentVolumeClaim", "claimName"),
}


def references(pod: object) -> Iterator[tuple[str, str]]:
    """Yield what a pod reads from: configuration, Secrets and claims, by kind and name."""
    if isinstance(pod, list):
        for each in pod:
            yield from references(each)
    elif isinstance(pod, dict):
        for field, value in pod.items():
            if field in _SOURCES and isinstance(value, dict):
                kind, name = _SOURCES[field]
                # A projected volume names a Secret as `name`.
                yield kind, str(value.get(name, value.get("name")))
            elif field == "imagePullSecrets":
                yield from (("Secret", str(each.get("name"))) for each in value)
            else:
                yield from references(value)
