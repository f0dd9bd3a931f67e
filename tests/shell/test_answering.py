"""What a URL answers, asked of a server of ours."""

from __future__ import annotations

import asyncio
import ssl
from pathlib import Path

import pytest

from platformgen.model import Route
from platformgen.shell.answering import Reply, reply
from realparts import certificates


def answered(route: Route, text: bytes, tls: ssl.SSLContext | None = None) -> tuple[Reply, bytes]:
    """Return the reply of a server that says this to everyone, and what it was asked."""
    asked: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(text)
        writer.close()

    async def both() -> Reply:
        server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
        port = server.sockets[0].getsockname()[1]
        async with server:
            return await reply(route, "127.0.0.1", port)

    return asyncio.run(both()), b"".join(asked)


@pytest.mark.parametrize(
    ("status", "is_good"), [(200, True), (302, True), (401, True), (404, True), (503, False)]
)
def test_who_fails_does_not_answer_well(status: int, *, is_good: bool) -> None:
    found, asked = answered(
        Route(host="web.local", path="/ui"), f"HTTP/1.1 {status} X\r\n\r\n".encode()
    )

    assert (found.status, found.is_good) == (status, is_good)
    assert asked.startswith(b"GET /ui HTTP/1.1\r\nHost: web.local\r\n")


def test_what_is_not_http_is_no_answer() -> None:
    found, _ = answered(Route(host="web.local"), b"SSH-2.0\r\n\r\n")

    assert (found.status, found.is_good, found.why) == (None, False, "what it says is not HTTP")


def test_where_nobody_listens_the_reason_is_told() -> None:
    found = asyncio.run(reply(Route(host="web.local"), "127.0.0.1", 9))

    assert (found.status, found.is_good) == (None, False)
    assert found.why


def test_a_certificate_that_nobody_vouches_for_is_told(tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificates.write_authority(tmp_path)
    certificates.write_certificate(tmp_path, "web", "/CN=web.local")
    context.load_cert_chain(tmp_path / "web.crt", tmp_path / "web.key")

    found, _ = answered(Route(host="web.local", tls="web"), b"HTTP/1.1 200 OK\r\n\r\n", tls=context)

    assert (found.status, found.is_verified, found.url) == (200, False, "https://web.local")
