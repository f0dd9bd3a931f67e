"""Services, routes and network policies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from constraints.keywords import (
    CORE,
    LABELS,
    PORT,
    PORT_OR_NAME,
    PORT_OR_ZERO,
    PROTOCOL,
    SOME,
    SUBDOMAIN,
    Fields,
    defaulted,
    one_of,
    spelt,
)
from platformgen.accepts import names

NETWORK: Final[Mapping[str, Fields]] = {
    f"{CORE}ServiceSpec": {
        "externalTrafficPolicy": defaulted("Cluster", "Local"),
        "internalTrafficPolicy": one_of("Cluster", "Local"),
        "ipFamilyPolicy": one_of("SingleStack", "PreferDualStack", "RequireDualStack"),
        "selector": LABELS,
        "sessionAffinity": defaulted("None", "ClientIP"),
        "type": defaulted("ClusterIP", "NodePort", "LoadBalancer", "ExternalName"),
    },
    f"{CORE}ServicePort": {
        "name": spelt(names.DNS_LABEL, names.LABEL_LENGTH, 0),
        "nodePort": PORT_OR_ZERO,
        "port": PORT,
        "protocol": PROTOCOL,
        "targetPort": {**PORT_OR_NAME, "minimum": 0},
    },
    "io.k8s.api.networking.v1.HTTPIngressPath": {
        "pathType": one_of("Exact", "Prefix", "ImplementationSpecific"),
    },
    "io.k8s.api.networking.v1.HTTPIngressRuleValue": {"paths": SOME},
    "io.k8s.api.networking.v1.IngressRule": {"host": {"maxLength": 253}},
    "io.k8s.api.networking.v1.IngressServiceBackend": {
        "name": spelt(names.DNS_LABEL_1035, names.LABEL_LENGTH),
    },
    "io.k8s.api.networking.v1.ServiceBackendPort": {
        "number": PORT_OR_ZERO,
        "name": spelt(names.PORT_NAME, names.PORT_NAME_LENGTH),
    },
    "io.k8s.api.networking.v1.IngressSpec": {"ingressClassName": SUBDOMAIN},
    "io.k8s.api.networking.v1.NetworkPolicyPort": {
        "endPort": PORT,
        "port": PORT_OR_NAME,
        "protocol": PROTOCOL,
    },
    "io.k8s.api.networking.v1.NetworkPolicySpec": {
        "policyTypes": {
            "items": {"type": "string", **one_of("Ingress", "Egress")},
            "maxItems": 2,
        },
    },
}
