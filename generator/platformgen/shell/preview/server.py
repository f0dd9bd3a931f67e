"""The preview's server: this machine only, reading only."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from platformgen.shell.failure import WorldError
from platformgen.shell.preview.answering import Answer, answer, is_for_us
from platformgen.shell.preview.board import Board
from platformgen.shell.preview.shown import Shown

ADDRESS = "127.0.0.1"


class _Server(ThreadingHTTPServer):
    # Elsewhere it would let two servers listen at one port.
    allow_reuse_address = os.name == "posix"
    daemon_threads = True

    def __init__(self, port: int, shown: Shown, board: Board) -> None:
        self.shown = shown
        self.board = board
        super().__init__((ADDRESS, port), _Requests)

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep silent: whoever asked has gone away."""


class _Requests(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "platformgen", ""
    timeout = 60

    def do_GET(self) -> None:  # the name is the library's
        self._respond(with_content=True)

    def do_HEAD(self) -> None:  # as above
        self._respond(with_content=False)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002  # as above
        """Keep silent: the terminal is for what is wrong with the spec."""

    def _respond(self, *, with_content: bool) -> None:
        if not is_for_us(self.headers["Host"], self.server.server_port):
            refused = b"this preview answers at localhost and 127.0.0.1 only\n"
            made = Answer(HTTPStatus.MISDIRECTED_REQUEST, refused)
        else:
            made = answer(self.server.shown, self.server.board, self.path)
        self.send_response(made.status)
        for name, value in made.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", made.kind)
        self.send_header("Content-Length", str(len(made.content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if with_content:
            self.wfile.write(made.content)


@contextmanager
def served(shown: Shown, board: Board, port: int) -> Iterator[str]:
    """Serve a site until the end of the block, and give its URL; port 0 is any that is free."""
    try:
        server = _Server(port, shown, board)
    except OSError as error:
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            reason = "is in use" if error.errno == errno.EADDRINUSE else "is not for us to open"
            raise WorldError(f"port {port} {reason}: choose another one with --port") from error
        raise
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield f"http://{ADDRESS}:{server.server_port}/"
    finally:
        with suppress(KeyboardInterrupt):
            server.shutdown()
        server.server_close()
