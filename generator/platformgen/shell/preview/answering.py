"""What the preview answers to a request; nothing but this machine's own pages is let in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit

from msgspec import Struct, field

from platformgen.shell.failure import WorldError
from platformgen.shell.preview.board import Board
from platformgen.shell.preview.shown import Shown

OURS = "/.platformgen/"
"""The folder of what is the preview's own; no page of a site can have its name."""

_PATIENCE_SECONDS = 20.0
_KINDS = {
    "css": "text/css; charset=utf-8",
    "gz": "application/gzip",
    "html": "text/html; charset=utf-8",
    "ico": "image/x-icon",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "map": "application/json",
    "md": "text/plain; charset=utf-8",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "xml": "application/xml",
}
_PLAIN = "text/plain; charset=utf-8"
_NOTHING_YET = b"<!doctype html><title>platformgen</title><body><p>There is no site yet.</p></body>"


class Answer(Struct, frozen=True):
    """A response without what is the same in all of them."""

    status: HTTPStatus
    content: bytes
    kind: str = _PLAIN
    headers: Mapping[str, str] = field(default_factory=dict)


def answer(shown: Shown, board: Board, target: str) -> Answer:
    """Return what a browser gets that asks for this."""
    address = urlsplit(target)
    if address.path == f"{OURS}state":
        after = parse_qs(address.query).get("after", [""])[0]
        return _state(board, after)
    if address.path == f"{OURS}preview.js":
        script = Path(__file__).with_name("preview.js").read_bytes()
        return Answer(HTTPStatus.OK, script, _KINDS["js"])
    path = inside(address.path)
    if path is None:
        return Answer(HTTPStatus.NOT_FOUND, b"there is no such page\n")
    # Before the page is read: what changes meanwhile is a change for the browser.
    site = board.state.site
    try:
        return _page(shown, path, site)
    except WorldError as error:
        return Answer(HTTPStatus.INTERNAL_SERVER_ERROR, f"{error}\n".encode())


def is_for_us(host: str | None, port: int) -> bool:
    """Tell whether a Host header names this machine by a name that nobody else can take.

    A page of another site, whose name is made to lead here, is refused by it.
    """
    names = ("127.0.0.1", "localhost")
    known = {f"{name}:{port}" for name in names} | (set(names) if port == 80 else set())  # noqa: PLR2004  # http's own
    return host is not None and host.lower() in known


def inside(path: str) -> str | None:
    """Return the path of a file in the site that a URL's path means; None if it leads elsewhere."""
    if not path.startswith("/"):
        return None
    parts = [unquote(part, errors="replace") for part in path[1:].split("/")]
    *folders, last = parts
    if not all(map(_is_name, folders)) or (last and not _is_name(last)):
        return None
    return "/".join([*folders, last or "index.html"])


def _is_name(part: str) -> bool:
    return (
        part.isprintable()
        and not part.startswith(".")
        and not set(part) & set("/\\:")
        and part != ""
    )


def _state(board: Board, after: str) -> Answer:
    state = board.after(after, _PATIENCE_SECONDS)
    told = {"name": state.name, "site": state.site, "findings": state.findings}
    return Answer(HTTPStatus.OK, json.dumps(told).encode(), _KINDS["json"])


def _page(shown: Shown, path: str, site: str) -> Answer:
    content = shown.content(path)
    if content is not None:
        return _file(HTTPStatus.OK, path, content, site)
    if shown.content(f"{path}/index.html") is not None:
        return Answer(HTTPStatus.MOVED_PERMANENTLY, b"", headers={"Location": f"/{quote(path)}/"})
    missing = shown.content("404.html")
    if missing is None:
        return _file(HTTPStatus.SERVICE_UNAVAILABLE, "index.html", _NOTHING_YET, site)
    return _file(HTTPStatus.NOT_FOUND, "404.html", missing, site)


def _file(status: HTTPStatus, path: str, content: bytes, site: str) -> Answer:
    suffix = path.rpartition(".")[2]
    if suffix == "html":
        content = _with_script(content, site)
    return Answer(status, content, _KINDS.get(suffix, "application/octet-stream"))


def _with_script(page: bytes, site: str) -> bytes:
    """Return a page that follows the preview; no file has the script."""
    script = f'<script src="{OURS}preview.js" data-site="{site}"></script>'.encode()
    head, end, tail = page.rpartition(b"</body>")
    return head + script + end + tail if end else page + script
