"""What a cloud says of a file to those who read it without Backstage, which decides for itself."""

from __future__ import annotations

import re
from mimetypes import MimeTypes

_TEXT = "; charset=utf-8"
_TYPES = {
    ".css": "text/css" + _TEXT,
    ".dot": "text/plain" + _TEXT,
    ".gz": "application/gzip",
    ".html": "text/html" + _TEXT,
    ".ico": "image/vnd.microsoft.icon",
    ".js": "text/javascript" + _TEXT,
    ".json": "application/json",
    ".map": "application/json",
    ".md": "text/markdown" + _TEXT,
    ".mmd": "text/plain" + _TEXT,
    ".svg": "image/svg+xml",
    ".txt": "text/plain" + _TEXT,
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
}
"""Types that Python's own table lacks, or has without the encoding, or names in another way."""

_NAMED_FOR_CONTENT = re.compile(r"\.[0-9a-f]{8,}\.(min\.)?(js|css)(\.map)?")
_YEAR_SECONDS = 31_536_000


def content_type(path: str) -> str:
    """Return the media type of a file by the end of its name, on every machine the same."""
    _, dot, end = path.rpartition("/")[2].rpartition(".")
    known = _TYPES.get(f"{dot}{end.lower()}")
    # Not the module's functions: they read what the machine has in its own tables.
    return known or MimeTypes(()).guess_type(f"x.{end}")[0] or "application/octet-stream"


def cache_control(path: str) -> str:
    """Return how long a file may be shown without asking for a newer one.

    The theme's scripts and styles have a digest of what they hold in their names; all else is
    asked for each time, which costs nothing where it is the same.
    """
    if _NAMED_FOR_CONTENT.search(path):
        return f"max-age={_YEAR_SECONDS}, immutable"
    return "no-cache"
