"""Secrets that a store fills.

The others are in no file of ours: `apply` makes generated keys in the cluster, where they are
missing, and what a component makes is there once it runs.
"""

from __future__ import annotations

from collections.abc import Iterator

from platformgen.kubernetes.labels import platform_labels
from platformgen.kubernetes.object import Document, KubernetesObject
from platformgen.model import ExternalKeys, Platform, Secret

_REFRESH = "1h"
_TLS_KEYS = frozenset({"tls.crt", "tls.key"})


def external_secrets(platform: Platform) -> Iterator[KubernetesObject]:
    """Return an ExternalSecret for each Secret that stands in a store.

    A store belongs to the cluster (ClusterSecretStore): the spec knows it by name only.
    """
    for secret in platform.secrets:
        if isinstance(secret.origin, ExternalKeys):
            place = ("secrets", secret.name)
            document = _external_secret(platform, secret, secret.origin)
            yield KubernetesObject(document, "", place, f"{secret.namespace}/secrets.yaml")


def _external_secret(platform: Platform, secret: Secret, origin: ExternalKeys) -> Document:
    target: Document = {"name": secret.name, "creationPolicy": "Owner"}
    if _TLS_KEYS.issubset(origin.keys):
        # Gateways take certificates from Secrets of this type only.
        target["template"] = {"type": "kubernetes.io/tls"}
    return {
        "apiVersion": "external-secrets.io/v1",
        "kind": "ExternalSecret",
        "metadata": {
            "name": secret.name,
            "namespace": secret.namespace,
            "labels": platform_labels(platform),
        },
        "spec": {
            "refreshInterval": _REFRESH,
            "secretStoreRef": {"kind": "ClusterSecretStore", "name": origin.store},
            "target": target,
            "data": [
                {"secretKey": key, "remoteRef": {"key": origin.path, "property": key}}
                for key in origin.keys
            ],
        },
    }


def missing_secrets(platform: Platform) -> tuple[Secret, ...]:
    """Return the Secrets that `apply` makes, and a person where there is no `apply`."""
    return tuple(each for each in platform.secrets if isinstance(each.origin, tuple))
