"""What an API server's answer means: done, again later, or never so.

The class of a status does not tell: a server says 500 to an unknown field, and 500 to a broken
etcd. So answers are judged by status, reason and message.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import IntEnum
from typing import Any, Final, TypeAlias

from msgspec import Struct
from msgspec.json import decode

from platformgen.apply.rights import ask_for


class Status(IntEnum):
    """The status codes that decide, by their names in RFC 9110 and RFC 6585."""

    MULTIPLE_CHOICES = 300
    UNAUTHORIZED = 401
    FORBIDDEN = 403
    NOT_FOUND = 404
    CONFLICT = 409
    UNPROCESSABLE_ENTITY = 422
    TOO_MANY_REQUESTS = 429
    INTERNAL_SERVER_ERROR = 500
    BAD_GATEWAY = 502
    SERVICE_UNAVAILABLE = 503
    GATEWAY_TIMEOUT = 504


class Cause(Struct, frozen=True):
    """One field that an answer complains of."""

    reason: str
    field: str
    message: str


class Answer(Struct, frozen=True, kw_only=True):
    """An answer with what it holds; `reason` and `message` are those of a Status."""

    status: int
    body: Mapping[str, Any]
    reason: str = ""
    message: str = ""
    causes: tuple[Cause, ...] = ()
    retry_after_seconds: float | None = None

    @property
    def is_success(self) -> bool:
        """Whether what was asked for was done."""
        return self.status < Status.MULTIPLE_CHOICES


def answer(status: int, headers: Mapping[str, str], content: bytes) -> Answer:
    """Return an HTTP answer as what it says; header names are in lower case."""
    body = _json(content)
    if status < Status.MULTIPLE_CHOICES:
        return Answer(status=status, body=body)
    details = body.get("details") if isinstance(body.get("details"), dict) else None
    causes = (details or {}).get("causes") or ()
    after = headers.get("retry-after", str((details or {}).get("retryAfterSeconds", "")))
    return Answer(
        status=status,
        body=body,
        reason=str(body.get("reason", "")),
        message=str(body.get("message") or content[:300].decode(errors="replace").strip()),
        causes=tuple(
            Cause(*(str(each.get(name, "")) for name in ("reason", "field", "message")))
            for each in causes
        ),
        retry_after_seconds=float(after) if after.isdecimal() else None,
    )


def _json(content: bytes) -> dict[str, Any]:
    try:
        body = decode(content)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


class Done(Struct, frozen=True):
    """It is as was asked for."""


class Again(Struct, frozen=True):
    """It may succeed later; seconds as the server asks, None where it does not say."""

    seconds: float | None = None


class Contested(Struct, frozen=True):
    """Other field managers own what we want to set."""

    causes: tuple[Cause, ...]


class Unchangeable(Struct, frozen=True):
    """The object cannot become so; another one in its place could be."""

    field: str
    message: str


class Absent(Struct, frozen=True):
    """There is no such object; its kind may be served, or not yet."""

    is_kind: bool = False


class Moved(Struct, frozen=True):
    """Somebody changed the object since we looked."""

    message: str


class Ending(Struct, frozen=True):
    """The namespace is being deleted."""

    message: str


class Refused(Struct, frozen=True):
    """It is refused for good: where, why, and how that may be mended."""

    field: str
    message: str
    fix: str = ""


Verdict: TypeAlias = Done | Again | Contested | Unchangeable | Absent | Moved | Ending | Refused

_BUSY: Final = (
    Status.TOO_MANY_REQUESTS,
    Status.BAD_GATEWAY,
    Status.SERVICE_UNAVAILABLE,
    Status.GATEWAY_TIMEOUT,
)
# Of the 500s: what the server could not read as an object. The user's doing, and for good.
_MALFORMED: Final = re.compile(
    "failed to create typed patch object|field not declared in schema|duplicate entries for key"
    "|failed to convert|cannot unmarshal|quantities must match|expected [a-z]+, got"
)
_FIELD: Final = re.compile(r"(?:errors:\s+)?(\.[A-Za-z][^\s:]*): ")
_SELECTED: Final = re.compile("may not change once set|field is immutable|is immutable")
_STATEFUL: Final = re.compile("updates to [a-z]+ spec for fields other than|immutable when")

_MAY_NOT: Final = re.compile(r"cannot \w+ (resource|path)|is attempting to grant RBAC")
_FIXES: Final = (
    (re.compile("exceeded quota"), "raise the namespace's quota, or ask for less"),
    (re.compile("violates PodSecurity"), "mend the workload, or set the namespace's podSecurity"),
    (
        re.compile(r"maximum \w+ usage per|minimum \w+ usage per"),
        "stay in the namespace's limitRange",
    ),
    (
        re.compile("failed calling webhook"),
        "see why nobody answers for the webhook, or take away the configuration that asks it",
    ),
    (
        re.compile("admission webhook|ValidatingAdmissionPolicy"),
        "the cluster's own policy asks for it",
    ),
)


def verdict(said: Answer) -> Verdict:
    """Return what an answer means."""
    if said.is_success:
        return Done()
    if said.status in _BUSY:
        return Again(said.retry_after_seconds)
    return _JUDGES.get(said.status, _refused)(said)


CERTIFICATE_ENDED: Final = "CertificateEnded"
"""Our own reason of a refusal, where we know it better than the server tells it."""
ANEW: Final = "ask who runs the cluster for a new one, and put it into the kubeconfig"
"""The fix of a client certificate that is no good any more."""


def _unauthorized(said: Answer) -> Verdict:
    fix = "log in again: the credentials of the context have expired, or are not known"
    if said.reason == CERTIFICATE_ENDED:
        fix = ANEW
    return Refused("", said.message or "Unauthorized", fix)


def _forbidden(said: Answer) -> Verdict:
    if any(each.reason == "NamespaceTerminating" for each in said.causes):
        return Ending(said.message)
    if "not yet ready to handle request" in said.message:
        return Again(said.retry_after_seconds)
    return _refused(said)


def _absent(said: Answer) -> Verdict:
    # A missing namespace is told as `namespaces "x" not found`; a kind that is not served, in
    # plain text, or as "the server could not find the requested resource".
    is_kind = not said.reason or "could not find the requested resource" in said.message
    return Absent(is_kind)


def _conflict(said: Answer) -> Verdict:
    contested = tuple(each for each in said.causes if each.reason == "FieldManagerConflict")
    if contested:
        return Contested(contested)
    return Moved(said.message)


def _unprocessable(said: Answer) -> Verdict:
    for cause in said.causes:
        is_field = cause.reason == "FieldValueInvalid" and _SELECTED.search(cause.message)
        is_whole = cause.reason == "FieldValueForbidden" and (
            _STATEFUL.search(cause.message) or _SELECTED.search(cause.message)
        )
        if is_field or is_whole:
            return Unchangeable(cause.field, _short(cause.message))
    return _refused(said)


def _internal(said: Answer) -> Verdict:
    if _MALFORMED.search(said.message):
        found = _FIELD.search(said.message)
        return Refused(found[1] if found else "", _tail(said.message))
    return Again(said.retry_after_seconds)


def _refused(said: Answer) -> Refused:
    fix = fix_of(said.message)
    if said.causes:
        first = said.causes[0]
        told = "; ".join(_short(each.message) for each in said.causes)
        return Refused(first.field, told, fix)
    return Refused("", _short(said.message), fix)


def fix_of(message: str) -> str:
    """Return how what a server complains of may be mended; empty where that is not known."""
    fix = next((fix for pattern, fix in _FIXES if pattern.search(message)), "")
    return ask_for(message) if not fix and _MAY_NOT.search(message) else fix


def _short(message: str) -> str:
    """Return a message without the copy of the whole object that Go prints in front of it."""
    _, mark, told = message.rpartition("}: ")
    return told if mark else message


def _tail(message: str) -> str:
    """Return the last of the messages that Go strings together, with the field it is about."""
    found = _FIELD.search(message)
    return message[found.start(1) :].strip() if found else message.rpartition(": ")[2]


_JUDGES: Final[Mapping[int, Callable[[Answer], Verdict]]] = {
    Status.UNAUTHORIZED: _unauthorized,
    Status.FORBIDDEN: _forbidden,
    Status.NOT_FOUND: _absent,
    Status.CONFLICT: _conflict,
    Status.UNPROCESSABLE_ENTITY: _unprocessable,
    Status.INTERNAL_SERVER_ERROR: _internal,
}
