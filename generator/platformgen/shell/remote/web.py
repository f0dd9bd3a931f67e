"""Bytes over HTTP: bounded in size, time and redirects, and over TLS or from this machine alone."""

from __future__ import annotations

import http.client
import ipaddress
import time
from collections.abc import Mapping
from email.message import Message
from typing import IO, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from msgspec import Struct

from platformgen import __version__
from platformgen.shell.failure import WorldError

SILENCE_SECONDS: Final = 30
TOTAL_SECONDS: Final = 300
REDIRECTS_MAX: Final = 5
_TRIES: Final = 3
_CHUNK: Final = 64 * 1024
_ERROR_BYTES_MAX: Final = 64 * 1024
_REDIRECTS: Final = (301, 302, 303, 307, 308)
_PASSING: Final = (429, 500, 502, 503, 504)
"""What a server says that may say something else in a second."""
_OK: Final = 300


class Answer(Struct, frozen=True):
    """What a server said in the end; names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_ok(self) -> bool:
        """Whether it gave what was asked for."""
        return self.status < _OK


def ask(
    url: str, bytes_max: int, headers: Mapping[str, str] | None = None, method: str = "GET"
) -> Answer:
    """Return what a server says, whatever its status; redirects are followed with care.

    A login goes to the host that it was meant for, and no further. What does not answer, answers
    too slowly or with too much is a WorldError.
    """
    deadline = time.monotonic() + TOTAL_SECONDS
    sent, at = dict(headers or {}), url
    for _ in range(REDIRECTS_MAX + 1):
        _refuse_open(at, url)
        request = Request(at, headers=_ours(sent), method=method)  # noqa: S310  # as just refused
        answer = _patient(request, bytes_max, deadline)
        if answer.status not in _REDIRECTS or "location" not in answer.headers:
            return answer
        before, at = at, urljoin(at, answer.headers["location"])
        if urlsplit(at).netloc != urlsplit(before).netloc:
            sent.pop("Authorization", None)
    raise WorldError(f"{url} redirects more than {REDIRECTS_MAX} times")


def content(url: str, bytes_max: int, headers: Mapping[str, str] | None = None) -> bytes:
    """Return what is at a URL; anything but that is a WorldError."""
    answer = ask(url, bytes_max, headers)
    if not answer.is_ok:
        raise WorldError(f"{url} answers {answer.status} {_reason(answer.status)}".rstrip())
    return answer.body


def is_loopback(url: str) -> bool:
    """Tell whether a URL leads to this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _refuse_open(url: str, first: str) -> None:
    """Refuse what anybody on the way could read or change, and ways back into this machine."""
    scheme = urlsplit(url).scheme
    if scheme == "https" or (scheme == "http" and is_loopback(url) and is_loopback(first)):
        return
    what = f"{url} is not fetched" if url == first else f"{first} redirects to {url}"
    raise WorldError(f"{what}: only https:// is trusted to come from where it says")


def _ours(headers: Mapping[str, str]) -> dict[str, str]:
    return {"User-Agent": f"platformgen/{__version__}", "Accept-Encoding": "identity", **headers}


def _reason(status: int) -> str:
    return http.client.responses.get(status, "")


def _patient(request: Request, bytes_max: int, deadline: float) -> Answer:
    answer = _once(request, bytes_max, deadline)
    for attempt in range(1, _TRIES):
        if answer.status not in _PASSING:
            break
        time.sleep(0.3 * 2**attempt)
        answer = _once(request, bytes_max, deadline)
    return answer


class _Unfollowed(HTTPRedirectHandler):
    """Hands redirects to us: urllib's own way would take logins along."""

    def redirect_request(  # noqa: PLR0913, PLR0917  # as urllib calls it
        self,
        req: Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> None:
        del req, fp, code, msg, headers, newurl


def _opener() -> OpenerDirector:
    return build_opener(_Unfollowed)


def _once(request: Request, bytes_max: int, deadline: float) -> Answer:
    url = request.full_url
    try:
        with _opener().open(request, timeout=SILENCE_SECONDS) as response:
            body = _body(response, url, bytes_max, deadline)
            return Answer(response.status, _headers(response.headers), body)
    except HTTPError as error:
        with error:
            body = error.read(_ERROR_BYTES_MAX)
            return Answer(error.code, _headers(error.headers), body)
    except TimeoutError as error:
        raise WorldError(f"{url} is silent for {SILENCE_SECONDS} s") from error
    except URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise WorldError(f"{url} is silent for {SILENCE_SECONDS} s") from error
        reason = getattr(error.reason, "strerror", None) or error.reason
        raise WorldError(f"{url} cannot be reached: {reason}") from error
    except (http.client.HTTPException, OSError, ValueError) as error:
        raise WorldError(f"{url} broke off: {str(error) or type(error).__name__}") from error


def _headers(message: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in message.items()}


def _body(response: http.client.HTTPResponse, url: str, bytes_max: int, deadline: float) -> bytes:
    parts: list[bytes] = []
    size = 0
    while part := response.read1(_CHUNK):
        size += len(part)
        if size > bytes_max:
            raise WorldError(f"{url} gives more than {bytes_max // 2**20} MiB")
        if time.monotonic() > deadline:
            raise WorldError(f"{url} takes longer than {TOTAL_SECONDS} s")
        parts.append(part)
    if response.length:
        raise WorldError(f"{url} broke off: {response.length} bytes are missing")
    return b"".join(parts)
