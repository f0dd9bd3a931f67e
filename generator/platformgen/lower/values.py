"""Small forms of the spec, spelled out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Entry = Mapping[str, Any]
"""A mapping of the spec, of a form that the schema has checked."""

NOTHING: Entry = {}
"""What stands for a mapping that the spec does not have."""

_SECONDS = {"s": 1, "m": 60, "h": 3600}


def by_name(entry: Entry, key: str) -> list[tuple[str, Entry]]:
    """Return the named things under a key, sorted by name."""
    return sorted(entry.get(key, NOTHING).items())


def seconds(duration: str | None) -> int | None:
    """Return a length of time such as `5m` in seconds."""
    return int(duration[:-1]) * _SECONDS[duration[-1]] if duration else None


def quantities(entry: Entry | None) -> Mapping[str, str]:
    """Return Kubernetes quantities as texts."""
    return {key: str(value) for key, value in entry.items()} if entry else {}


def full_host(host: str, domain: str) -> str:
    """Return a host's full name: a single word is a name under the cluster's domain."""
    return host if "." in host else f"{host}.{domain}"
