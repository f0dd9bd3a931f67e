"""What an example shows for a field whose form alone would say little."""

from __future__ import annotations

from collections.abc import Mapping

_BY_FIELD: Mapping[str, object] = {
    "provides.type": "openapi",
    "platform.description": "Where the shop runs",
    "platform.version": "2.1",
    "platform.contact": "platform@example.org",
    "actors.icon": "👤",
    "alerts.severity": "critical",
    "external.address": "203.0.113.0/24",
    "routing.ingress": "nginx",
    "scale.cpu": 70,
    "scale.memory": 80,
    "service.to": "http",
    "steps.text": "asks for the list of products",
    "teams.email": "team@example.org",
    "users.email": "ana@example.org",
    "users.name": "Ana Ruiz",
    "external.path": "shop/database",
    "external.store": "vault",
    "links.icon": "dashboard",
    "owner": "checkout",
    "parent": "engineering",
    "system": "checkout",
    "namespace": "apps",
    "profile": "small",
    "class": "standard",
    "claim": "10Gi",
    "scratch": "1Gi",
    "storage": "50Gi",
    "memory": "256Mi",
    "ephemeral-storage": "1Gi",
    "pods": 20,
    "expr": 'up{namespace="apps"} == 0',
    "summary": "The shop does not answer",
    "schedule": "0 3 * * *",
    "kubernetes": "1.34",
    "icon": "🛒",
    "command": ["/bin/shop"],
    "args": ["--port=8080"],
    "annotations": {"example.com/tier": "front"},
    "type": "service",
    "from": "customer",
    "madeBy": "database",
    "installedBy": "database",
    "text": "shop-2026",
    "port": 8080,
    "replicas": 2,
    "min": 2,
    "max": 6,
    "user": 1000,
    "generate": 32,
    "url": "https://example.org/shop",
}


def sensible(above: str, key: str, otherwise: object) -> object:
    """Return an example of the field `key` in `above`; another one where we know no better.

    What we know is said only where it is of the type that the field's form asks for.
    """
    known = _BY_FIELD.get(f"{above}.{key}", _BY_FIELD.get(key))
    return known if type(known) is type(otherwise) else otherwise
