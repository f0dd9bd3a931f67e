"""One HTTP/1.1 connection: a request out, an answer in, kept open for the next.

Our own because it is little: an API server is asked thousands of times in a run, and the known
clients cost five to ten times as much for each.
"""

from __future__ import annotations

import asyncio
import os
import re
import ssl
from collections.abc import AsyncIterator, Mapping

from msgspec import Struct

_HEAD_BYTES_MAX = 64 * 1024
_STATUS = re.compile(r"HTTP/1\.\S* (\d+)(?= |\r\n)")
_REFUSAL = re.compile(r"_ALERT_(.*CERTIFICATE.*|UNKNOWN_CA)$")
_HEADER = re.compile(r"^[ \t]*([^:\r\n]+?)[ \t]*:[ \t]*(.*?)[ \t]*\r$", re.MULTILINE)
_LINE_BYTES_MAX = 64 * 1024 * 1024


class BrokenError(Exception):
    """The connection ended, or said something that is not HTTP, before the answer was whole."""


class Place(Struct, frozen=True, kw_only=True):
    """Where a server listens."""

    host: str
    port: int
    tls: ssl.SSLContext | None
    name: str | None = None
    """The name that its certificate must have, where that is not the host's."""

    @property
    def authority(self) -> str:
        """What the Host header says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


class Head(Struct, frozen=True):
    """The first part of an answer; names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]

    @property
    def is_chunked(self) -> bool:
        """Whether the length is told piece by piece."""
        return "chunked" in self.headers.get("transfer-encoding", "")


class Connection(Struct):
    """An open connection; whoever has it is alone with it."""

    place: Place
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    is_used: bool = False
    """Whether an answer came through it before."""

    @classmethod
    async def open(cls, place: Place) -> Connection:
        """Connect; an `OSError` says why not."""
        reader, writer = await asyncio.open_connection(
            place.host,
            place.port,
            ssl=place.tls,
            server_hostname=(place.name or place.host) if place.tls else None,
            limit=_LINE_BYTES_MAX,
        )
        return cls(place, reader, writer)

    async def ask(self, request: bytes) -> Head:
        """Send a request and return the head of its answer."""
        try:
            self.writer.write(request)
            await self.writer.drain()
            text = await self.reader.readuntil(b"\r\n\r\n")
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
            raise BrokenError(_reason(error)) from error
        if len(text) > _HEAD_BYTES_MAX:
            raise BrokenError("the head of its answer has no end")
        return _head(text)

    async def content(self, head: Head) -> bytes:
        """Return the rest of an answer, whole."""
        try:
            if head.is_chunked:
                return b"".join([piece async for piece in self.pieces()])
            return await self.reader.readexactly(int(head.headers.get("content-length", "0")))
        except (OSError, ValueError, asyncio.IncompleteReadError) as error:
            raise BrokenError(_reason(error)) from error

    async def pieces(self) -> AsyncIterator[bytes]:
        """Yield the pieces of a chunked answer as they come."""
        try:
            while size := int(await self.reader.readuntil(b"\r\n"), 16):
                yield await self.reader.readexactly(size)
                await self.reader.readexactly(2)
            await self.reader.readuntil(b"\r\n")
        except (OSError, ValueError, asyncio.IncompleteReadError) as error:
            raise BrokenError(_reason(error)) from error

    def close(self) -> None:
        """End it at once; nothing more can be asked."""
        self.writer.transport.abort()


def unreached(error: OSError) -> str:
    """Return why there is no connection, in the words of the system.

    asyncio's own quote each address that a name has, and the address is told anyway.
    """
    if "Connect call failed" not in str(error):
        return error.strerror or str(error) or type(error).__name__
    numbers = {int(each) for each in re.findall(r"\[Errno (\d+)\]", str(error))}
    return ", ".join(sorted(map(os.strerror, numbers)))


def refusal_of(error: Exception) -> str:
    """Return why a server does not take our certificate, in TLS' words; empty for all else.

    What checks certificates before the API server does says so, and ends the connection.
    """
    cause = error.__cause__ if isinstance(error, BrokenError) else error
    alert = str(cause.reason) if isinstance(cause, ssl.SSLError) else ""
    found = _REFUSAL.search(alert)
    return found[1].lower().replace("_", " ") if found else ""


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return unreached(error)
    return "it ended the connection"


def _head(text: bytes) -> Head:
    said = text.decode("latin-1")
    status = _STATUS.match(said)
    if status is None:
        raise BrokenError("what it says is not HTTP")
    headers = {name.lower(): value for name, value in _HEADER.findall(said, status.end())}
    return Head(int(status[1]), headers)
