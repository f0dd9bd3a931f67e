"""A request as the bytes that a connection sends, and the address that it goes to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import SplitResult, urlsplit

from msgspec.json import encode

from platformgen import __version__

JSON = "application/json"


def request(
    line: str, headers: Mapping[str, str], body: Mapping[str, Any] | None, content_type: str
) -> bytes:
    """Return a request of HTTP/1.1; the line is its method and its target."""
    content = b"" if body is None else encode(body)
    sent = {"User-Agent": f"platformgen/{__version__}", **headers}
    if body is not None:
        sent |= {"Content-Type": content_type, "Content-Length": str(len(content))}
    lines = [f"{line} HTTP/1.1", *(f"{name}: {value}" for name, value in sent.items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + content


def parts_of(address: str) -> SplitResult | None:
    """Return the parts of a server's address; None where it is none."""
    try:
        parts = urlsplit(address)
        is_one = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return parts if is_one else None
