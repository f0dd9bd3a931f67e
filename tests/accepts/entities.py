"""One good entity of each kind of the catalog, with every field that a rule is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from accepts.changes import Object

_METADATA: Object = {
    "name": "shop",
    "namespace": "default",
    "title": "Shop",
    "description": "Sells",
    "uid": "1",
    "etag": "2",
    "labels": {"example.com/team": "checkout", "tier": ""},
    "annotations": {"backstage.io/techdocs-ref": "dir:.", "note": "any text, ñ"},
    "tags": ["java", "c++", "a:b", "web-shop"],
    "links": [
        {"url": "https://shop.example/a?b#c", "title": "Shop", "icon": "web", "type": "site"},
        {"url": "mailto:checkout@shop.example"},
    ],
}
_PROFILE = {"displayName": "Ana", "email": "ana@shop.example", "picture": "https://a.example/p"}


def _entity(kind: str, spec: Object) -> Object:
    return {
        "apiVersion": "backstage.io/v1alpha1",
        "kind": kind,
        "metadata": _METADATA,
        "spec": spec,
    }


ENTITIES: Final[Mapping[str, Object]] = {
    "Component": _entity(
        "Component",
        {
            "type": "service",
            "lifecycle": "production",
            "owner": "group:default/checkout",
            "system": "store",
            "subcomponentOf": "shop",
            "providesApis": ["shop-api"],
            "consumesApis": ["api:default/pay"],
            "dependsOn": ["resource:default/db"],
            "dependencyOf": ["component:default/web"],
        },
    ),
    "API": _entity(
        "API",
        {
            "type": "openapi",
            "lifecycle": "production",
            "owner": "checkout",
            "system": "store",
            "definition": "openapi: 3.1.0",
        },
    ),
    "Resource": _entity(
        "Resource",
        {
            "type": "database",
            "owner": "checkout",
            "system": "store",
            "dependsOn": ["resource:default/disk"],
            "dependencyOf": ["component:shop"],
        },
    ),
    "System": _entity("System", {"owner": "checkout", "domain": "retail", "type": "product"}),
    "Domain": _entity("Domain", {"owner": "checkout", "subdomainOf": "all", "type": "area"}),
    "Group": _entity(
        "Group",
        {
            "type": "team",
            "profile": _PROFILE,
            "parent": "engineering",
            "children": ["payments"],
            "members": ["ana"],
        },
    ),
    "User": _entity("User", {"profile": _PROFILE, "memberOf": ["checkout"]}),
    "Location": _entity(
        "Location",
        {"type": "url", "target": "./a.yaml", "targets": ["./b.yaml"], "presence": "optional"},
    ),
}
