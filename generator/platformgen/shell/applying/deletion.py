"""The body of a request that deletes."""

from __future__ import annotations

from typing import Any


def options(uid: str, how: str = "", version: str = "") -> dict[str, Any]:
    """Return what deletes this very object, in this version where one is given.

    `how` says what becomes of what hangs on it; the server's own default where it is empty.
    """
    preconditions = {"uid": uid} | ({"resourceVersion": version} if version else {})
    body: dict[str, Any] = {
        "apiVersion": "v1",
        "kind": "DeleteOptions",
        "preconditions": preconditions,
    }
    return body | ({"propagationPolicy": how} if how else {})
