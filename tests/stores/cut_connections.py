"""The way to a server, on which connections are cut after a while, wherever they are just then."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_BYTES = 30_000
"""How much a connection carries from the client before it is cut."""

_MOST = 2
"""How many are cut: every client tries again as often, should one file meet all of them."""

_SHORT = {7: 4000, 23: 4000, 41: 4000}
"""Those that carry less, by their numbers: some servers end each connection by themselves."""


@contextmanager
def cut(port: int) -> Iterator[tuple[int, list[int]]]:
    """Give a port that leads to another one, and the numbers of the connections that were cut."""
    cuts: list[int] = []
    left = threading.Semaphore(_MOST)
    with socket.create_server(("127.0.0.1", 0)) as door:
        threading.Thread(target=_accept, args=(door, port, cuts, left), daemon=True).start()
        yield door.getsockname()[1], cuts


def _accept(door: socket.socket, port: int, cuts: list[int], left: threading.Semaphore) -> None:
    number = 0
    with suppress(OSError):
        while True:
            client, _ = door.accept()
            number += 1
            server = socket.create_connection(("127.0.0.1", port))
            threading.Thread(target=_back, args=(server, client), daemon=True).start()
            threading.Thread(
                target=_forth, args=(client, server, cuts, number, left), daemon=True
            ).start()


def _forth(
    client: socket.socket,
    server: socket.socket,
    cuts: list[int],
    number: int,
    left: threading.Semaphore,
) -> None:
    carried = 0
    with suppress(OSError):
        while data := client.recv(4096):
            carried += len(data)
            if carried > _SHORT.get(number, _BYTES) and left.acquire(blocking=False):
                cuts.append(number)
                break
            server.sendall(data)
    _end(client, server)


def _back(server: socket.socket, client: socket.socket) -> None:
    with suppress(OSError):
        while data := server.recv(65536):
            client.sendall(data)
    _end(client, server)


def _end(*ends: socket.socket) -> None:
    for end in ends:
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()
