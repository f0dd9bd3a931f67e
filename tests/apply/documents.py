"""Objects as small as the rules that are asked about need them."""

from __future__ import annotations

from typing import Any

from platformgen.apply.inventory import MEMBER, set_id
from platformgen.apply.key import Key, key
from platformgen.apply.wanted import Desired
from platformgen.diagnostic import Span

Document = dict[str, Any]
IDENTITY = set_id("shop")
OURS = {"manager": "platformgen", "operation": "Apply", "apiVersion": "v1", "fieldsV1": {}}


def made(kind: str, name: str, where: str = "", api: str = "v1", **rest: Any) -> Document:  # noqa: ANN401
    metadata = {"name": name} | ({"namespace": where} if where else {})
    return {"apiVersion": api, "kind": kind, "metadata": metadata, **rest}


def keyed(*documents: Document) -> dict[Key, Document]:
    return {key(each): each for each in documents}


def wanted(document: Document, component: str = "") -> Desired:
    metadata = {**document["metadata"], "labels": {MEMBER: IDENTITY}}
    return Desired(
        key=key(document),
        document={**document, "metadata": metadata},
        component=component,
        origin=Span("specs/shop.yaml", 3, 5),
        patience_seconds=60,
    )


def live(document: Document, uid: str = "u1", *, is_ours: bool = True, **metadata: Any) -> Document:  # noqa: ANN401
    known = {
        **document["metadata"],
        "uid": uid,
        "resourceVersion": "7",
        "labels": {MEMBER: IDENTITY} if is_ours else {},
        "managedFields": [OURS] if is_ours else [{"manager": "kubectl", "operation": "Update"}],
        **metadata,
    }
    return {**document, "metadata": known}


def running(*containers: Document, **pod: Any) -> Document:  # noqa: ANN401
    """A workload's spec."""
    return {"template": {"spec": {"containers": list(containers), **pod}}}
