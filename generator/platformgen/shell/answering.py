"""Whether a URL of the platform answers, asked at the cluster's own address.

No name is looked up: the hosts file, or DNS, may not have it yet.
"""

from __future__ import annotations

import asyncio
import ssl
from http import HTTPStatus

from msgspec import Struct

from platformgen import __version__
from platformgen.model import Route
from platformgen.shell.cluster.connection import BrokenError, Connection, Place, unreached

_SECONDS = 3.0
_HTTP, _HTTPS = 80, 443


class Reply(Struct, frozen=True, kw_only=True):
    """What came of a GET: the status, or why there was none."""

    url: str
    status: int | None
    why: str = ""
    is_verified: bool | None = None
    """Whether the certificate is one that this machine trusts; None where there was none to see."""

    @property
    def is_good(self) -> bool:
        """Whether something behind the router answered that did not fail.

        What asks for a login, or has nothing at its root, answers as well.
        """
        return self.status is not None and self.status < HTTPStatus.INTERNAL_SERVER_ERROR


async def reply(route: Route, address: str, port: int | None = None) -> Reply:
    """Return what a route answers at an address; `port` in place of 80 or 443."""
    if not route.tls:
        return await _asked(route, Place(host=address, port=port or _HTTP, tls=None))
    context = ssl.create_default_context()
    place = Place(host=address, port=port or _HTTPS, tls=context, name=route.host)
    try:
        return await _asked(route, place, is_verified=True)
    except ssl.SSLCertVerificationError:
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        # Nothing secret is sent: what it says is shown, with the word that nobody vouches for it.
        place = Place(host=address, port=port or _HTTPS, tls=context, name=route.host)
        return await _asked(route, place, is_verified=False)


async def _asked(route: Route, place: Place, *, is_verified: bool | None = None) -> Reply:
    headers = f"Host: {route.host}\r\nUser-Agent: platformgen/{__version__}\r\nAccept: */*"
    request = f"GET {route.path} HTTP/1.1\r\n{headers}\r\nConnection: close\r\n\r\n".encode()
    try:
        async with asyncio.timeout(_SECONDS):
            connection = await Connection.open(place)
            try:
                head = await connection.ask(request)
            finally:
                connection.close()
    except ssl.SSLCertVerificationError:
        raise
    except TimeoutError:
        return Reply(url=route.url, status=None, why=f"no answer in {_SECONDS:g} s")
    except (BrokenError, OSError) as error:
        why = unreached(error) if isinstance(error, OSError) else str(error)
        return Reply(url=route.url, status=None, why=why)
    return Reply(url=route.url, status=head.status, is_verified=is_verified)
