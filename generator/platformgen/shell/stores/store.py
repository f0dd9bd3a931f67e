"""What publishing asks of a place, whichever it is."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from typing import Protocol

from platformgen.shell.failure import WorldError

AT_ONCE = 8
"""How many calls a cloud gets beside each other; its library keeps ten connections or more."""


class StoreError(WorldError):
    """A place cannot be read or written; the message is for the person, and holds no secret."""


class Store(Protocol):
    """A place that files are brought to, each by its path from the top of the site.

    Each call raises StoreError where the place fails. Calls may be made from several threads.
    """

    @property
    def place(self) -> str:
        """Where it is, in words for the person."""

    @property
    def at_once(self) -> int:
        """How many calls it bears beside each other."""

    def list(self) -> Mapping[str, str]:
        """Return every path that stands there, with what the listing tells of its content."""

    def is_same(self, path: str, told: str, content: bytes) -> bool:
        """Tell whether a file holds this content; `told` is what the listing said of it."""

    def put(self, path: str, content: bytes) -> None:
        """Make a file hold this content: readers see all of it, or what was there before."""

    def delete(self, path: str) -> None:
        """Remove a file, if it is there."""


def md5(content: bytes) -> bytes:
    """Return the digest by which the clouds know the content of a file."""
    return hashlib.md5(content, usedforsecurity=False).digest()


def base64_of(digest: bytes) -> str:
    """Return a digest as HTTP's headers write it."""
    return base64.b64encode(digest).decode()
