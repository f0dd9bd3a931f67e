"""Our own policy: what the API server takes, and yet no platform should hold without a reason.

Scanners look at containers one by one and miss most of this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from platformgen.accepts.finding import Finding
from platformgen.accepts.policy import access, exposure, pods
from platformgen.accepts.wording import Problem

__all__ = ["findings"]

Object = Mapping[str, Any]

_RULES: Final[Mapping[str, Callable[[Object], Iterator[Problem]]]] = {
    "/ConfigMap": exposure.config_map,
    "/Endpoints": exposure.endpoints,
    "/PersistentVolume": exposure.persistent_volume,
    "/Secret": exposure.secret,
    "/Service": exposure.service,
    "admissionregistration.k8s.io/MutatingWebhookConfiguration": access.webhooks,
    "admissionregistration.k8s.io/ValidatingWebhookConfiguration": access.webhooks,
    "apiextensions.k8s.io/CustomResourceDefinition": access.conversion,
    "apiregistration.k8s.io/APIService": access.api_service,
    "discovery.k8s.io/EndpointSlice": exposure.endpoints,
    "networking.k8s.io/Ingress": exposure.ingress,
    "rbac.authorization.k8s.io/ClusterRole": access.role,
    "rbac.authorization.k8s.io/ClusterRoleBinding": access.binding,
    "rbac.authorization.k8s.io/Role": access.role,
    "rbac.authorization.k8s.io/RoleBinding": access.binding,
    **dict.fromkeys(pods.TEMPLATES, pods.workload),
}


def findings(objects: Iterable[Object]) -> list[Finding]:
    """Return all that is against the policy in objects that Kubernetes accepts, in their order."""
    return [
        Finding(index=index, path=each.path, rule=each.rule, message=each.message)
        for index, item in enumerate(objects)
        for each in _problems(item)
    ]


def _problems(item: Object) -> Iterator[Problem]:
    group = item["apiVersion"].rpartition("/")[0]
    rule = _RULES.get(f"{group}/{item['kind']}")
    if rule:
        yield from rule(item)
