"""As whom we speak: certificates, tokens, and the programs that give either.

A credential is never printed: messages name the program or the file, not what it gave.
"""

from __future__ import annotations

import base64
import re
import ssl
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from platformgen.shell.cluster.certificate import ends_at
from platformgen.shell.cluster.failure import ClusterError
from platformgen.shell.cluster.kubeconfig import Context
from platformgen.shell.cluster.program import credentials

_HEADER: Final = re.compile(r"[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?")
"""What a header may say (RFC 9110, 5.5), as far as anybody is sure to understand it."""
_CERTIFICATES: Final = ("client-certificate", "client-key")


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """What opens a connection: TLS settings (None without TLS), and the headers of each request."""

    tls: ssl.SSLContext | None
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    ends_at: datetime | None = None
    """Until when its certificate holds; None where it has none, or that does not tell."""
    again: Callable[[], Login] | None = None
    """How to log in anew when this one has expired; None where that would give the same."""


def login(context: Context) -> Login:
    """Return the login of a context; runs its credential program, where it has one."""
    user = dict(context.user)
    is_renewable = bool(user.get("exec") or user.get("tokenFile"))
    if user.get("exec"):
        user |= credentials(context.name, user["exec"])
    if user.get("auth-provider"):
        raise ClusterError(
            f"the context {context.name} logs in by an auth-provider, which Kubernetes dropped in "
            "1.26; use an exec plugin"
        )
    return Login(
        tls=_tls(context, user),
        headers=_headers(context.name, user),
        ends_at=_ends_at(user),
        again=partial(login, context) if is_renewable else None,
    )


def _headers(name: str, user: Mapping[str, Any]) -> dict[str, str]:
    headers: dict[str, str] = {}
    token = user.get("token")
    if user.get("tokenFile"):
        token = _file_text(name, str(user["tokenFile"]))
    if token:
        headers["Authorization"] = f"Bearer {token}"
    elif user.get("username"):
        pair = f"{user['username']}:{user.get('password', '')}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    if user.get("as"):
        headers["Impersonate-User"] = str(user["as"])
    for header, value in headers.items():
        if not _HEADER.fullmatch(value):
            what = "token" if header == "Authorization" else "user (as)"
            raise ClusterError(f"the {what} of {name} holds characters that none has")
    return headers


def _file_text(name: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="ascii").strip()
    except OSError as error:
        raise ClusterError(f"{path}, with the token of {name}: {error.strerror}") from error
    except UnicodeDecodeError:
        raise ClusterError(f"{path} holds no token for {name}") from None


def _tls(context: Context, user: Mapping[str, Any]) -> ssl.SSLContext | None:
    cluster = context.cluster
    if not str(cluster.get("server", "")).startswith("https:"):
        return None
    named = (cluster.get("certificate-authority"), *map(user.get, _CERTIFICATES))
    for path in filter(None, named):
        # Python's own message names no file.
        if not Path(path).is_file():
            raise ClusterError(f"{path}, a certificate of {context.name}, is not there")
    try:
        settings = ssl.create_default_context(
            cafile=cluster.get("certificate-authority"),
            cadata=_decoded(cluster.get("certificate-authority-data")),
        )
        if cluster.get("insecure-skip-tls-verify"):
            settings.check_hostname = False
            settings.verify_mode = ssl.CERT_NONE
        _load_certificate(settings, user)
    except (OSError, ValueError, TypeError) as error:
        raise ClusterError(f"the certificates of {context.name} cannot be read: {error}") from error
    return settings


def _decoded(data: str | None) -> str | None:
    return base64.b64decode(data).decode() if data else None


def _ends_at(user: Mapping[str, Any]) -> datetime | None:
    data = user.get("client-certificate-data")
    try:
        if data:
            return ends_at(base64.b64decode(str(data)))
        path = user.get("client-certificate")
        return ends_at(Path(path).read_bytes()) if path else None
    except (OSError, ValueError):
        # Whoever speaks no TLS has no need of it.
        return None


def _load_certificate(settings: ssl.SSLContext, user: Mapping[str, Any]) -> None:
    certificate, key = map(user.get, _CERTIFICATES)
    data = user.get("client-certificate-data"), user.get("client-key-data")
    if all(data):
        # Python reads certificates from files alone: they live in a folder of ours for this moment.
        with tempfile.TemporaryDirectory() as folder:
            certificate, key = f"{folder}/certificate", f"{folder}/key"
            for path, content in zip((certificate, key), data, strict=True):
                Path(path).touch(mode=0o600)
                Path(path).write_bytes(base64.b64decode(str(content)))
            settings.load_cert_chain(certificate, key)
    elif certificate:
        settings.load_cert_chain(certificate, key)
