"""What `platform.lock` says of the world: the digests of images."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from platformgen.diagnostic import Diagnostic
from platformgen.source import parse
from platformgen.source.document import Document, Places

FILE = "platform.lock"
_DIGEST = re.compile("sha256:[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Lock:
    """Digests by image, as the spec writes it."""

    images: Mapping[str, str]


def read_lock(content: bytes, places: Places) -> tuple[Lock, list[Diagnostic]]:
    """Return what a lock file says, and what in it cannot be right."""
    document, found = parse(content, places, FILE)
    if document is None:
        return Lock({}), found
    images = document.value.get("images", {})
    if not isinstance(images, dict):
        return Lock({}), [_not_a_digest(document, ("images",))]
    wrong = [
        _not_a_digest(document, ("images", image))
        for image, digest in images.items()
        if not (isinstance(digest, str) and _DIGEST.fullmatch(digest))
    ]
    return Lock({image: str(digest) for image, digest in images.items()}), wrong


def _not_a_digest(document: Document, path: tuple[str, ...]) -> Diagnostic:
    return Diagnostic(
        code="PG019",
        what=f"{'.'.join(path)} is not of the form that a lock has",
        span=document.span(path),
        why="an image's digest is sha256: and 64 hexadecimal digits",
        fix="run `platformgen lock` to write it anew",
    )
