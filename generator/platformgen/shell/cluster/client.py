"""An API server, asked with patience: retries by what an answer means, and timeouts of our own."""

from __future__ import annotations

import asyncio
import json
import random
import ssl
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from platformgen.apply.answers import ANEW, CERTIFICATE_ENDED, Again, Answer, answer, verdict
from platformgen.shell.cluster.connection import (
    BrokenError,
    Connection,
    Head,
    Place,
    refusal_of,
    unreached,
)
from platformgen.shell.cluster.failure import ClusterError, unanswered
from platformgen.shell.cluster.kubeconfig import Context
from platformgen.shell.cluster.login import Login, login
from platformgen.shell.cluster.pace import Pace
from platformgen.shell.cluster.request import JSON, parts_of, request

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 15.0
"""How long a server may think; webhooks take up to 10 s by default."""
PATIENCE_SECONDS = 60.0
"""How long one request is tried in all."""
SHORT_PATIENCE_SECONDS = 10.0
"""The same of a server that never answered, or was given up: it may not be there at all."""
_BACKOFF_SECONDS, _BACKOFF_MAX_SECONDS = 0.25, 8.0
APPLY = "application/apply-patch+yaml"
MERGE = "application/merge-patch+json"


class Client(Struct):
    """One server, as one user. Counts what it asks: by method, repeated ones included."""

    place: Place
    prefix: str
    login: Login
    name: str
    """The server's address."""
    context: str
    pace: Pace = field(default_factory=Pace)
    renewing: asyncio.Lock = field(default_factory=asyncio.Lock)
    is_tried: bool = False
    """Whether we logged in anew, and the server has taken no login since: once is enough."""
    idle: list[Connection] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    first_at: float = 0.0
    last_at: float = 0.0
    """When the first request went out and the last answer came, by the clock of the event loop."""
    patience_seconds: float = PATIENCE_SECONDS
    is_given_up: bool = False
    """Whether it has not answered since patience with it was at its end."""
    date: str = ""
    """What the server's clock said in its last answer."""

    @classmethod
    def of(cls, context: Context) -> Client:
        """Return a client for a context; nothing is asked yet."""
        address = str(context.cluster.get("server", ""))
        parts = parts_of(address)
        if parts is None:
            raise ClusterError(f"the cluster of {context.name} has no address: {address!r}")
        if context.cluster.get("proxy-url"):
            raise ClusterError(
                f"{context.name} is reached through a proxy (proxy-url): that is not supported\n"
                "  fix: forward a port to it, and name that as the server of a context of its own"
            )
        credentials = login(context)
        place = Place(
            host=parts.hostname or "",
            port=parts.port or (443 if parts.scheme == "https" else 80),
            tls=credentials.tls,
            name=context.cluster.get("tls-server-name"),
        )
        return cls(place, parts.path.rstrip("/"), credentials, address, context.name)

    async def ask(
        self,
        method: str,
        path: str,
        *,
        body: Mapping[str, Any] | None = None,
        content_type: str = JSON,
        accept: str = JSON,
    ) -> Answer:
        """Return the server's answer, after as many tries as it takes.

        Whatever is asked here may be asked twice: a lost answer is no reason to give up.
        `ClusterError` where no answer comes in time.
        """
        first = self.login
        asked = self._request(method, path, body, content_type, accept)
        loop = asyncio.get_running_loop()
        began = 0.0
        tries = 0
        is_anew = False
        while True:
            tries += 1
            try:
                await self.pace.begin()
                try:
                    # Its patience begins with its turn: thousands may wait for theirs.
                    began = began or loop.time()
                    said = await self._once(method, asked, began)
                finally:
                    self.pace.end()
                if said.status == HTTPStatus.UNAUTHORIZED and not is_anew:
                    is_anew = await self._is_renewed(first)
                    if is_anew:
                        asked = self._request(method, path, body, content_type, accept)
                        continue
                meant = verdict(said)
                if not isinstance(meant, Again):
                    return self._explained(said)
                seconds, reason = meant.seconds, said.message
            except (BrokenError, OSError, TimeoutError) as error:
                seconds, reason = None, self._reason(error)
                said = None
            pause = seconds if seconds is not None else _backoff(tries)
            if loop.time() + pause > began + self._patience_seconds:
                if said is not None:
                    return said
                self.is_given_up = True
                raise unanswered(self.name, self.context, reason)
            await asyncio.sleep(pause)

    def _explained(self, said: Answer) -> Answer:
        """Return an answer with why we are refused, where the server says no more than that."""
        told = self._ended() if said.status == HTTPStatus.UNAUTHORIZED else ""
        return replace(said, reason=CERTIFICATE_ENDED, message=told) if told else said

    def _ended(self) -> str:
        """Return that our certificate has ended; empty where it has not, or there is none."""
        end = self.login.ends_at
        if end is None or end.timestamp() > self.now():
            return ""
        return f"the client certificate of {self.context} ended on {end:%Y-%m-%d at %H:%M:%S} UTC"

    async def _is_renewed(self, used: Login) -> bool:
        """Log in anew, once for all that was refused; tell whether there is another login now."""
        async with self.renewing:
            if self.login is used and used.again is not None and not self.is_tried:
                self.is_tried = True
                self.login = await asyncio.to_thread(used.again)
                self.place = replace(self.place, tls=self.login.tls)
                self.close()
        return self.login is not used

    @property
    def _patience_seconds(self) -> float:
        is_known = self.last_at and not self.is_given_up
        return self.patience_seconds if is_known else SHORT_PATIENCE_SECONDS

    def _request(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None,
        content_type: str,
        accept: str,
    ) -> bytes:
        headers = {"Host": self.place.authority, "Accept": accept, **self.login.headers}
        return request(f"{method} {self.prefix}{path}", headers, body, content_type)

    async def _once(self, method: str, asked: bytes, began: float) -> Answer:
        loop = asyncio.get_running_loop()
        self.first_at = self.first_at or loop.time()
        left = began + self._patience_seconds - loop.time()
        async with asyncio.timeout(max(1.0, min(ANSWER_SECONDS, left))):
            head, content = await self._exchange(method, asked)
        said = answer(head.status, head.headers, content)
        if said.status == HTTPStatus.TOO_MANY_REQUESTS:
            self.pace.slow_down()
        else:
            self.pace.succeeded()
        self.date = head.headers.get("date", "")
        self.last_at = loop.time()
        self.is_given_up = False
        self.is_tried &= said.status == HTTPStatus.UNAUTHORIZED
        return said

    async def _exchange(self, method: str, asked: bytes) -> tuple[Head, bytes]:
        while True:
            connection = self.idle.pop() if self.idle else await self._connect()
            is_whole = False
            self.counts[method] += 1
            try:
                head = await connection.ask(asked)
                content = await connection.content(head)
                is_whole = True
            except BrokenError:
                if connection.is_used:
                    # The server closes what is idle for long: another one is asked.
                    continue
                raise
            finally:
                if not is_whole:
                    connection.close()
            is_last = head.headers.get("connection", "").lower() == "close"
            if is_last or connection.place is not self.place:
                connection.close()
            else:
                connection.is_used = True
                self.idle.append(connection)
            return head, content

    async def _connect(self) -> Connection:
        async with asyncio.timeout(CONNECT_SECONDS):
            return await Connection.open(self.place)

    def now(self) -> float:
        """Return the server's time, in seconds since 1970: ours may be wrong.

        Our own is told where the server does not tell its.
        """
        try:
            moment = parsedate_to_datetime(self.date).timestamp()
        except ValueError:
            return time.time()
        return moment + asyncio.get_running_loop().time() - self.last_at

    def moment(self) -> str:
        """Return the server's time as Kubernetes writes times, to the second."""
        return f"{datetime.fromtimestamp(self.now(), UTC):%Y-%m-%dT%H:%M:%SZ}"

    def _reason(self, error: Exception) -> str:
        match error:
            case TimeoutError():
                return f"no answer in {ANSWER_SECONDS:g} s"
            case ssl.SSLCertVerificationError():
                raise ClusterError(
                    f"{self.name} has a certificate that the kubeconfig does not trust: "
                    f"{error.verify_message}"
                )
            case _ if refusal := refusal_of(error):
                told = self._ended() or f"it does not take your client certificate ({refusal})"
                raise ClusterError(f"the cluster does not let you in: {told}\n  fix: {ANEW}")
            case OSError():
                return unreached(error)
            case _:
                return str(error)

    @asynccontextmanager
    async def stream(self, path: str) -> AsyncIterator[AsyncIterator[dict[str, Any]]]:
        """Give the events of a watch as they come; it ends when the server or the block ends it."""
        self.counts["WATCH"] += 1
        used = self.login
        connection = await self._connect()
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                head = await connection.ask(self._request("GET", path, None, JSON, JSON))
            if head.status != HTTPStatus.OK:
                content = await connection.content(head)
                if head.status == HTTPStatus.UNAUTHORIZED:
                    await self._is_renewed(used)
                raise BrokenError(answer(head.status, head.headers, content).message)
            self.is_tried = False
            yield _events(connection)
        finally:
            connection.close()

    def close(self) -> None:
        """Close all connections."""
        while self.idle:
            self.idle.pop().close()


async def _events(connection: Connection) -> AsyncIterator[dict[str, Any]]:
    rest = b""
    async for piece in connection.pieces():
        *lines, rest = (rest + piece).split(b"\n")
        for line in lines:
            if line.strip():
                yield json.loads(line)


def _backoff(tries: int) -> float:
    limit = min(_BACKOFF_MAX_SECONDS, _BACKOFF_SECONDS * 2**tries)
    # Full jitter, so that what failed together does not come back together.
    return random.uniform(limit / 4, limit)  # noqa: S311  # no secret
