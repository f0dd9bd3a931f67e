"""Digests in the form that registries write them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping


def sha256(content: bytes) -> str:
    """Return `sha256:` and the digest in 64 hexadecimal digits."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def values_digest(values: Mapping[str, object]) -> str:
    """Return the digest of a chart's values, whatever the order of their keys."""
    return sha256(json.dumps(values, sort_keys=True, ensure_ascii=True).encode())
