"""Kubernetes objects of these tests."""

from __future__ import annotations

from typing import Any


def one(kind: str, name: str, **fields: Any) -> dict[str, Any]:  # noqa: ANN401  # any YAML
    return {"apiVersion": "v1", "kind": kind, "metadata": {"name": name}, **fields}


def custom(
    api: str,
    kind: str,
    name: str,
    **spec: Any,  # noqa: ANN401  # as above
) -> dict[str, Any]:
    return {"apiVersion": api, "kind": kind, "metadata": {"name": name}, "spec": spec}
