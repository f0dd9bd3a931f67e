"""Whether an object is still as we applied it, told without its values.

Server-side apply keeps, for each field manager, the fields that it owns. Whoever changes the value
of a field becomes its owner. So an object is as we applied it, if we want what we wanted then, and
own what we owned then; nothing that the server or a webhook fills in can mislead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import blake2b
from typing import Any

from msgspec.json import encode

MANAGER = "platformgen"


def fingerprint(
    document: Mapping[str, Any], live: Mapping[str, Any], manager: str = MANAGER
) -> str:
    """Return what stays the same while we want this document and own what we own of it."""
    owned = own_fields(live, manager)
    if owned is None:
        return ""
    digest = blake2b(_text(document), digest_size=8)
    digest.update(_text(owned))
    return digest.hexdigest()


def _text(value: object) -> bytes:
    return encode(value, order="sorted")


def own_fields(live: Mapping[str, Any], manager: str = MANAGER) -> Mapping[str, Any] | None:
    """Return the fields that we own by apply, as the server lists them; None where there are none.

    The version of the API that they are said in belongs to them.
    """
    for entry in managers(live):
        is_ours = entry.get("manager") == manager and entry.get("operation") == "Apply"
        if is_ours and not entry.get("subresource"):
            return {"in": entry.get("apiVersion"), "fields": entry.get("fieldsV1")}
    return None


def is_managed(live: Mapping[str, Any]) -> bool:
    """Tell whether we are among those who manage an object."""
    return any(entry.get("manager") == MANAGER for entry in managers(live))


def secret_keys(live: Mapping[str, Any]) -> frozenset[str]:
    """Return the keys of a Secret by who manages them: its values are not asked for."""
    return frozenset(
        name.removeprefix("f:")
        for entry in managers(live)
        for name in (entry.get("fieldsV1") or {}).get("f:data", {})
        if name.startswith("f:")
    )


def is_generated(live: Mapping[str, Any]) -> bool:
    """Tell whether we made a Secret with values that we made up: posted, and never applied."""
    return own_fields(live) is None and any(
        entry.get("manager") == MANAGER
        and entry.get("operation") == "Update"
        and "f:data" in (entry.get("fieldsV1") or {})
        for entry in managers(live)
    )


def managers(live: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the entries of an object's field managers."""
    yield from live.get("metadata", {}).get("managedFields") or ()
