"""As whom we speak: certificates, tokens, and the programs that give either.

A credential is never printed: messages name the program or the file, not what it gave.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import ssl
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from platformgen.shell.cluster.failure import ClusterError
from platformgen.shell.cluster.kubeconfig import Context

_PLUGIN_SECONDS = 60


class Login(Struct, frozen=True, kw_only=True):
    """What opens a connection: TLS settings (None without TLS), and the headers of each request."""

    tls: ssl.SSLContext | None
    headers: Mapping[str, str] = field(default_factory=dict)


def login(context: Context) -> Login:
    """Return the login of a context; runs its credential program, where it has one."""
    user = dict(context.user)
    if user.get("exec"):
        user |= _from_program(context, user["exec"])
    if user.get("auth-provider"):
        raise ClusterError(
            f"the context {context.name} logs in by an auth-provider, which Kubernetes dropped in "
            "1.26; use an exec plugin"
        )
    return Login(tls=_tls(context, user), headers=_headers(user))


def _headers(user: Mapping[str, Any]) -> dict[str, str]:
    headers: dict[str, str] = {}
    token = user.get("token")
    if user.get("tokenFile"):
        token = Path(user["tokenFile"]).read_text(encoding="utf-8").strip()
    if token:
        headers["Authorization"] = f"Bearer {token}"
    elif user.get("username"):
        pair = f"{user['username']}:{user.get('password', '')}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    if user.get("as"):
        headers["Impersonate-User"] = str(user["as"])
    return headers


def _tls(context: Context, user: Mapping[str, Any]) -> ssl.SSLContext | None:
    cluster = context.cluster
    if not str(cluster.get("server", "")).startswith("https:"):
        return None
    try:
        settings = ssl.create_default_context(
            cafile=cluster.get("certificate-authority"),
            cadata=_decoded(cluster.get("certificate-authority-data")),
        )
        if cluster.get("insecure-skip-tls-verify"):
            settings.check_hostname = False
            settings.verify_mode = ssl.CERT_NONE
        _load_certificate(settings, user)
    except (OSError, ValueError) as error:
        raise ClusterError(f"the certificates of {context.name} cannot be read: {error}") from error
    return settings


def _decoded(data: str | None) -> str | None:
    return base64.b64decode(data).decode() if data else None


def _load_certificate(settings: ssl.SSLContext, user: Mapping[str, Any]) -> None:
    certificate, key = user.get("client-certificate"), user.get("client-key")
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


def _from_program(context: Context, plugin: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a credential program gives (client.authentication.k8s.io ExecCredential)."""
    program = shutil.which(str(plugin.get("command", "")))
    if program is None:
        hint = str(plugin.get("installHint") or "install it").strip()
        raise ClusterError(
            f"{plugin.get('command')}, which logs in to {context.name}, is missing: {hint}"
        )
    request = {"apiVersion": plugin.get("apiVersion"), "kind": "ExecCredential"}
    settings = {str(each["name"]): str(each["value"]) for each in plugin.get("env") or ()}
    asked = json.dumps({**request, "spec": {"interactive": False}})
    try:
        done = subprocess.run(  # noqa: S603  # the program that the user's kubeconfig names
            [program, *map(str, plugin.get("args") or ())],
            env={**os.environ, **settings, "KUBERNETES_EXEC_INFO": asked},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            timeout=_PLUGIN_SECONDS,
            check=False,
        )
        status = json.loads(done.stdout)["status"] if done.returncode == 0 else None
    except (subprocess.TimeoutExpired, ValueError, KeyError) as error:
        said = "took too long" if isinstance(error, subprocess.TimeoutExpired) else "gave no login"
        raise ClusterError(f"{plugin['command']} {said} for {context.name}") from None
    if status is None:
        raise ClusterError(f"{plugin['command']} ended with {done.returncode} for {context.name}")
    found = {"token": status.get("token")}
    for ours, theirs in _CERTIFICATE.items():
        if status.get(theirs):
            found[ours] = base64.b64encode(status[theirs].encode()).decode()
    return found


_CERTIFICATE = {
    "client-certificate-data": "clientCertificateData",
    "client-key-data": "clientKeyData",
}
