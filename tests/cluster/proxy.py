"""A proxy between a client and the API server: it counts, it slows, and it breaks things.

Plain HTTP on loopback towards the client, TLS towards the server.
"""

from __future__ import annotations

import asyncio
import json
import random
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

SILENCE_SECONDS = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """How often what goes wrong, as shares of all requests; and how long a round trip takes."""

    throttled: float = 0.0
    internal: float = 0.0
    unavailable: float = 0.0
    reset: float = 0.0
    lost: float = 0.0
    """The request is done, and the answer never comes: the connection ends instead."""
    silent: float = 0.0
    silent_from: int = 0
    """The number of the request from which on nothing is answered; 0 for none."""
    mute_watches: int = 0
    """So many watches, the first ones, are let in and then say nothing."""
    away: tuple[int, int] = (0, 0)
    """The requests, by number, to which the server is not there; the second is the first after."""
    crossed: str = ""
    """Of a request, method and path: whoever asks it hears that another one was quicker."""
    altered: tuple[str, str] = ("", "")
    """What the server says, and what is heard instead: as long, so that all lengths stay."""
    round_trip_seconds: float = 0.0
    seed: int = 1


@dataclass(slots=True, kw_only=True)
class Proxy:
    """A listening proxy, and what went through it: method, path and the status that was sent."""

    kubeconfig: Path
    faults: Faults = field(default_factory=Faults)
    before: Callable[[int], None] = lambda _: None
    """Called with the number of each request (from 1) before it is passed on."""
    after: Callable[[int], None] = lambda _: None
    """The same when the server has done it, and nothing was told to the client yet."""
    seen: list[tuple[str, str, int]] = field(default_factory=list)
    chance: random.Random = field(default_factory=random.Random)
    server: asyncio.Server | None = None
    watches: int = 0

    async def start(self) -> Path:
        """Listen; return the kubeconfig that leads here."""
        self.chance = random.Random(self.faults.seed)  # noqa: S311  # no secret
        self.server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=2**26)
        port = self.server.sockets[0].getsockname()[1]
        config = json.loads(self.kubeconfig.read_text())
        config["clusters"][0]["cluster"] = {"server": f"http://127.0.0.1:{port}"}
        path = self.kubeconfig.parent / f"proxy-{port}.kubeconfig"
        path.write_text(json.dumps(config))
        return path

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        upstream: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        try:
            while request := await _message(reader):
                upstream = upstream or await self._connect()
                if not await self._pass(request, upstream, writer):
                    break
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.transport.abort()
            if upstream is not None:
                upstream[1].transport.abort()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        config = json.loads(self.kubeconfig.read_text())
        cluster, user = config["clusters"][0]["cluster"], config["users"][0]["user"]
        tls = ssl.create_default_context(cafile=cluster["certificate-authority"])
        tls.load_cert_chain(user["client-certificate"], user["client-key"])
        parts = urlsplit(cluster["server"])
        return await asyncio.open_connection(parts.hostname, parts.port, ssl=tls, limit=2**26)

    async def _pass(
        self,
        request: bytes,
        upstream: tuple[asyncio.StreamReader, asyncio.StreamWriter],
        writer: asyncio.StreamWriter,
    ) -> bool:
        """Pass one request on, or do what chance decides; tell whether the connection goes on."""
        method, path, _ = request.split(b" ", 2)
        number = len(self.seen) + 1
        self.seen.append((method.decode(), path.decode(), 0))
        self.before(number)
        await asyncio.sleep(self.faults.round_trip_seconds)
        fault = self._fault(number, f"{method.decode()} {path.decode()}")
        if fault == "reset":
            return False
        if fault == "silent":
            await asyncio.sleep(SILENCE_SECONDS)
            return False
        if fault in _ANSWERS:
            status, answer = _ANSWERS[fault]
            self.seen[number - 1] = (method.decode(), path.decode(), status)
            writer.write(answer)
            return True
        upstream[1].write(request)
        if b"watch=true" in path:
            self.watches += 1
            if self.watches <= self.faults.mute_watches:
                writer.write(await upstream[0].readuntil(b"\r\n\r\n"))
                await asyncio.sleep(SILENCE_SECONDS)
            while piece := await upstream[0].read(65536):
                writer.write(piece)
            return False
        answer = await _message(upstream[0])
        self.after(number)
        if fault == "lost":
            return False
        said, heard = (each.encode() for each in self.faults.altered)
        answer = answer.replace(said, heard) if said else answer
        self.seen[number - 1] = (method.decode(), path.decode(), int(answer.split(b" ", 2)[1]))
        writer.write(answer)
        await writer.drain()
        return True

    def _fault(self, number: int, asked: str) -> str:
        if asked == self.faults.crossed:
            return "crossed"
        if self.faults.silent_from and number >= self.faults.silent_from:
            return "silent"
        if self.faults.away[0] <= number < self.faults.away[1]:
            return "reset"
        dice = self.chance.random()
        for name in ("throttled", "internal", "unavailable", "reset", "lost", "silent"):
            dice -= getattr(self.faults, name)
            if dice < 0:
                return name
        return ""


def _answer(status: int, phrase: str, body: Mapping[str, object], *headers: str) -> bytes:
    content = json.dumps({"kind": "Status", "status": "Failure", "code": status, **body})
    lines = [f"HTTP/1.1 {status} {phrase}", "Content-Type: application/json", *headers]
    lines += [f"Content-Length: {len(content)}", "", content]
    return "\r\n".join(lines).encode()


_ANSWERS = {
    "crossed": (409, _answer(409, "Conflict", {"reason": "Conflict", "message": "it moved"})),
    "throttled": (
        429,
        _answer(429, "Too Many Requests", {"reason": "TooManyRequests"}, "Retry-After: 1"),
    ),
    "internal": (
        500,
        _answer(500, "Internal Server Error", {"message": "etcdserver: request timed out"}),
    ),
    "unavailable": (503, _answer(503, "Service Unavailable", {"message": "apiserver is starting"})),
}


async def _message(reader: asyncio.StreamReader) -> bytes:
    """Return a request or an answer, whole; nothing at the end of the connection."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return b""
    low = head.lower()
    if b"transfer-encoding: chunked" in low:
        parts = [head]
        while True:
            line = await reader.readuntil(b"\r\n")
            rest = await reader.readexactly(int(line, 16) + 2)
            parts += [line, rest]
            if line == b"0\r\n":
                return b"".join(parts)
    length = 0
    for line in low.split(b"\r\n"):
        if line.startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    return head + await reader.readexactly(length)
