"""A played repository of charts and registry on loopback: answers by path, and what was asked.

It stands in for servers of others in what the tests need of them: an index, files, redirects,
manifests and blobs of OCI, tokens that anybody gets or that ask for a login, and faults.
"""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

CHART_LAYER = "application/vnd.cncf.helm.chart.content.v1.tar+gzip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer; `length` is what it claims to be long, if that is not true."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | None = None


Asked = tuple[str, str, str]
"""Method, path, and the `Authorization` that came with it."""
Rule = Callable[[str], Reply]
"""An answer that depends on the `Authorization`."""


class Played:
    """The server: `replies` by path may be changed at any time."""

    def __init__(self) -> None:
        self.replies: dict[str, Reply | Rule] = {}
        self.asked: list[Asked] = []
        self.host = ""

    @property
    def url(self) -> str:
        """Return the beginning of its URLs."""
        return f"http://{self.host}"

    def repository(self, path: str, *archives: tuple[str, str, bytes]) -> str:
        """Serve charts (name, version, archive) with an index, and return the repository's URL."""
        entries: dict[str, list[dict[str, object]]] = {}
        for name, version, content in archives:
            file = f"{name}-{version}.tgz"
            self.replies[f"{path}/{file}"] = Reply(body=content)
            entry = {
                "name": name,
                "version": version,
                "urls": [file],
                "digest": hashlib.sha256(content).hexdigest(),
            }
            entries.setdefault(name, []).append(entry)
        index = {"apiVersion": "v1", "entries": entries}
        self.replies[f"{path}/index.yaml"] = Reply(body=json.dumps(index).encode())
        return f"{self.url}{path}"

    def oci_chart(self, repository: str, tag: str, content: bytes) -> None:
        """Serve a chart as a registry does."""
        digest = digest_of(content)
        layers = [{"mediaType": CHART_LAYER, "digest": digest, "size": len(content)}]
        self.replies[f"/v2/{repository}/manifests/{tag}"] = Reply(
            body=json.dumps({"schemaVersion": 2, "layers": layers}).encode()
        )
        self.replies[f"/v2/{repository}/blobs/{digest}"] = Reply(body=content)

    def image(self, repository: str, tag: str, *, says_digest: bool = True) -> str:
        """Serve an image's manifest, and return its digest."""
        body = json.dumps({"schemaVersion": 2, "name": repository}).encode()
        headers = {"Docker-Content-Digest": digest_of(body)} if says_digest else {}
        self.replies[f"/v2/{repository}/manifests/{tag}"] = Reply(body=body, headers=headers)
        return digest_of(body)

    def guard(self, path: str, login: str | None = None) -> None:
        """Give what is at a path for a token alone, and a token to anybody or for a login."""
        guarded = self.replies[path]
        assert isinstance(guarded, Reply)
        challenge = f'Bearer realm="{self.url}/token",service="played",scope="repository:x:pull"'
        refusal = Reply(status=401, headers={"WWW-Authenticate": challenge})
        self.replies[path] = lambda said: guarded if said == "Bearer good" else refusal
        token = Reply(body=b'{"token": "good"}')
        wanted = basic(login) if login else ""
        self.replies["/token"] = lambda said: token if said == wanted else Reply(status=401)


def digest_of(content: bytes) -> str:
    """Return the digest of bytes as registries write it."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def basic(login: str) -> str:
    """Return the `Authorization` of a login, `user:password`."""
    return f"Basic {base64.b64encode(login.encode()).decode()}"


@contextmanager
def played() -> Iterator[Played]:
    """Run a server for the time of a block."""
    play = Played()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.answer()

        def do_HEAD(self) -> None:
            self.answer()

        def answer(self) -> None:
            said = self.headers.get("Authorization", "")
            play.asked.append((self.command, self.path, said))
            found = play.replies.get(self.path.partition("?")[0], Reply(status=404))
            reply = found if isinstance(found, Reply) else found(said)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            length = len(reply.body) if reply.length is None else reply.length
            self.send_header("Content-Length", str(length))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(reply.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its own name
            del format, args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    play.host = f"127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield play
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
