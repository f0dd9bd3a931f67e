"""A program that logs in runs once for all that was refused, also where that is of no use.

The server here refuses, or takes, what it is told to: a real one lets in whom it lets in.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from platformgen.shell.cluster.client import Client
from platformgen.shell.cluster.connection import BrokenError
from platformgen.shell.cluster.failure import ClusterError
from platformgen.shell.cluster.kubeconfig import Context

GIVES = json.dumps({"status": {"token": "one"}})
SAYS = {True: "200 OK", False: "401 Unauthorized"}


@asynccontextmanager
async def server(takes: list[bool]) -> AsyncIterator[int]:
    """Give the port of a server that answers in turn as listed, and refuses all after that."""

    async def answered(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        said = SAYS[takes.pop(0) if takes else False]
        head = f"HTTP/1.1 {said}\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{{}}"
        writer.write(head.encode())
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answered, "127.0.0.1", 0) as listening:
        yield listening.sockets[0].getsockname()[1]


def client(folder: Path, port: int, *, fails_after: int = 99) -> Client:
    """Return a client whose program writes a line for each time it runs."""
    runs = folder / "runs"
    script = f"echo >> {runs}; test $(wc -l < {runs}) -le {fails_after} && printf '%s' '{GIVES}'"
    user = {"exec": {"command": "sh", "args": ["-c", script]}}
    return Client.of(Context(name="c", user=user, cluster={"server": f"http://127.0.0.1:{port}"}))


def runs(folder: Path) -> int:
    """Return how often the program logged in anew."""
    return len((folder / "runs").read_text().splitlines()) - 1


def test_a_new_login_that_is_refused_too_is_the_last(tmp_path: Path) -> None:
    async def work() -> list[int]:
        async with server([]) as port:
            ours = client(tmp_path, port)
            first = await asyncio.gather(*(ours.ask("GET", "/") for _ in range(5)))
            return [each.status for each in [*first, await ours.ask("GET", "/")]]

    assert asyncio.run(work()) == [401] * 6
    assert runs(tmp_path) == 1


def test_a_program_that_fails_is_not_run_by_all_that_wait(tmp_path: Path) -> None:
    async def work() -> list[object]:
        async with server([]) as port:
            ours = client(tmp_path, port, fails_after=1)
            asked = (ours.ask("GET", "/") for _ in range(5))
            return list(await asyncio.gather(*asked, return_exceptions=True))

    told = asyncio.run(work())
    assert sum(isinstance(each, ClusterError) for each in told) == 1
    assert runs(tmp_path) == 1


def test_a_watch_that_is_refused_again_and_again_logs_in_once(tmp_path: Path) -> None:
    async def work() -> None:
        async with server([]) as port:
            ours = client(tmp_path, port)
            for _ in range(3):
                with pytest.raises(BrokenError):
                    async with ours.stream("/"):
                        pass

    asyncio.run(work())
    assert runs(tmp_path) == 1


@pytest.mark.parametrize(("way", "times"), [("ask", 2), ("stream", 4)])
def test_a_login_that_was_taken_is_renewed_when_it_ends(
    tmp_path: Path, way: str, times: int
) -> None:
    async def once(ours: Client) -> None:
        if way == "ask":
            await ours.ask("GET", "/")
            return
        with suppress(BrokenError):
            async with ours.stream("/"):
                pass

    async def work() -> None:
        async with server([False, True, False, True]) as port:
            ours = client(tmp_path, port)
            for _ in range(times):
                await once(ours)

    asyncio.run(work())
    assert runs(tmp_path) == 2
