"""Bytes come over HTTP within bounds, or it is a failure that says why."""

from __future__ import annotations

import socket
import threading
import time

import pytest

from lock.played import Played, Reply
from platformgen.shell.failure import WorldError
from platformgen.shell.remote import web
from platformgen.shell.remote.upstream import Network


def failure(server: Played, path: str = "/x") -> str:
    with pytest.raises(WorldError) as caught:
        Network().manifest(f"{server.url}{path}")
    return str(caught.value).replace(server.url, "")


def test_a_manifest_is_fetched(server: Played) -> None:
    server.replies["/x"] = Reply(body=b"kind: Pod\n")

    assert Network().manifest(f"{server.url}/x") == b"kind: Pod\n"


def test_a_redirect_is_followed(server: Played) -> None:
    server.replies["/x"] = Reply(status=302, headers={"Location": "/y"})
    server.replies["/y"] = Reply(body=b"kind: Pod\n")

    assert Network().manifest(f"{server.url}/x") == b"kind: Pod\n"


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        pytest.param(Reply(status=404), "/x answers 404 Not Found", id="not there"),
        pytest.param(Reply(status=418, body=b"?"), "/x answers 418 I'm a Teapot", id="a refusal"),
        pytest.param(
            Reply(status=302, headers={"Location": "/x"}),
            "/x redirects more than 5 times",
            id="in circles",
        ),
        pytest.param(
            Reply(status=302, headers={"Location": "http://example.com/y"}),
            "/x redirects to http://example.com/y: only https:// is trusted to come from where it"
            " says",
            id="into the open",
        ),
        pytest.param(
            Reply(status=302, headers={"Location": "file:///etc/passwd"}),
            "/x redirects to file:///etc/passwd: only https:// is trusted to come from where it"
            " says",
            id="to a file",
        ),
        pytest.param(
            Reply(body=b"half", length=8), "/x broke off: 4 bytes are missing", id="half of it"
        ),
    ],
)
def test_what_is_not_an_answer_is_a_failure(server: Played, reply: Reply, expected: str) -> None:
    server.replies["/x"] = reply

    assert failure(server) == expected


def test_what_is_too_large_is_not_read(server: Played, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platformgen.shell.remote.upstream.MANIFEST_BYTES_MAX", 2**20)
    server.replies["/x"] = Reply(body=bytes(2**20 + 1))

    assert failure(server) == "/x gives more than 1 MiB"


def test_a_server_that_is_busy_is_asked_again(
    server: Played, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)
    answers = iter([Reply(status=503), Reply(status=429), Reply(body=b"kind: Pod\n")])
    server.replies["/x"] = lambda _: next(answers)

    assert Network().manifest(f"{server.url}/x") == b"kind: Pod\n"


def test_a_server_that_stays_busy_is_a_failure(
    server: Played, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)
    server.replies["/x"] = Reply(status=503)

    assert failure(server) == "/x answers 503 Service Unavailable"
    assert len(server.asked) == 3


def test_http_to_another_machine_is_not_tried() -> None:
    with pytest.raises(WorldError, match=r"^http://example\.com/x is not fetched: only https"):
        Network().manifest("http://example.com/x")


def test_nobody_at_home_is_a_failure() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/x"
        with pytest.raises(WorldError, match="/x cannot be reached: Connection refused"):
            Network().manifest(url)


def _silent(answer: bytes) -> tuple[socket.socket, str]:
    """Return a server that says this, and then nothing."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connection, _ = server.accept()
        with connection:
            connection.recv(4096)
            connection.sendall(answer)
            time.sleep(1)

    threading.Thread(target=serve, daemon=True).start()
    return server, f"http://127.0.0.1:{server.getsockname()[1]}/x"


@pytest.mark.parametrize(
    "answer", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab"], ids=["at once", "half-way"]
)
def test_silence_is_a_failure(answer: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "SILENCE_SECONDS", 0.1)
    server, url = _silent(answer)
    with server, pytest.raises(WorldError, match=r"/x is silent for 0\.1 s"):
        Network().manifest(url)


def test_what_never_ends_is_a_failure(server: Played, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "TOTAL_SECONDS", -1)
    server.replies["/x"] = Reply(body=b"kind: Pod\n")

    assert failure(server) == "/x takes longer than -1 s"


def test_what_is_no_http_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "SILENCE_SECONDS", 0.1)
    server, url = _silent(b"SSH-2.0-OpenSSH_9.2\r\n")
    with server, pytest.raises(WorldError, match=r"/x (broke off|cannot be reached)"):
        Network().manifest(url)
