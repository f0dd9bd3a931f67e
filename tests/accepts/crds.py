"""Definitions of the other projects' kinds for a real API server, from the schemas that we ship."""

from __future__ import annotations

from typing import Any

from platformgen.accepts.kubernetes import custom

Schema = dict[str, Any]


def definitions() -> tuple[Schema, ...]:
    """Return one CustomResourceDefinition for each kind, as small as an API server takes it."""
    return tuple(_definition(kind) for kind in custom.kinds())


def _definition(kind: str) -> Schema:
    group, version, name = kind.split("/")
    document = custom.document(kind)
    unread = {"type": "object", "x-kubernetes-preserve-unknown-fields": True}
    spec = _inlined(document["spec"], document.get("$defs", {}))
    rest = dict.fromkeys(("status", *document.get("rest", ())), unread)
    schema = {"type": "object", "required": ["spec"], "properties": {"spec": spec, **rest}}
    return {
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {
            "name": f"{document['plural']}.{group}",
            # Groups under k8s.io are served only where somebody answers for them.
            "annotations": {"api-approved.kubernetes.io": "unapproved, for tests only"},
        },
        "spec": {
            "group": group,
            "scope": "Namespaced",
            "names": {
                "kind": name,
                "listKind": f"{name}List",
                "plural": document["plural"],
                "singular": name.lower(),
            },
            "versions": [
                {
                    "name": version,
                    "served": True,
                    "storage": True,
                    "schema": {"openAPIV3Schema": schema},
                    "subresources": {"status": {}},
                }
            ],
        },
    }


def _inlined(schema: Schema, named: Schema) -> Schema:
    """Return a schema without references, which a definition cannot have."""
    if "$ref" in schema:
        return _inlined(named[schema["$ref"].rpartition("/")[2]], named)
    inlined = dict(schema)
    if "properties" in schema:
        inlined["properties"] = {
            name: _inlined(each, named) for name, each in schema["properties"].items()
        }
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            inlined[key] = _inlined(schema[key], named)
    return inlined
