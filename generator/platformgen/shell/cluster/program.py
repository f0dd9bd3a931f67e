"""The program that a kubeconfig names to log in with (`client.authentication.k8s.io`).

What it says on stderr is shown as it is, as kubectl does; what it gives never is.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from typing import Any, Final

from platformgen.shell.cluster.failure import ClusterError

_SECONDS: Final = 60
"""How long it may take: it may ask a server of its own."""
_CERTIFICATE: Final = {
    "client-certificate-data": "clientCertificateData",
    "client-key-data": "clientKeyData",
}
_GIVEN: Final = ("token", "clientCertificateData")


def credentials(name: str, plugin: object) -> dict[str, Any]:
    """Return what the program of a context gives, as the fields of a kubeconfig's user.

    `ClusterError` where it is missing, fails, takes too long or gives no login.
    """
    if not isinstance(plugin, dict) or not plugin.get("command"):
        raise ClusterError(f"the kubeconfig names no program that logs in to {name}")
    command = str(plugin["command"])
    status = _status(name, command, _said(name, command, plugin))
    found: dict[str, Any] = {"token": status.get("token")}
    for ours, theirs in _CERTIFICATE.items():
        if status.get(theirs):
            found[ours] = base64.b64encode(str(status[theirs]).encode()).decode()
    return found


def _said(name: str, command: str, plugin: Mapping[str, Any]) -> bytes:
    program = shutil.which(command)
    if program is None:
        hint = str(plugin.get("installHint") or "install it").strip()
        raise ClusterError(f"{command}, which logs in to {name}, is missing: {hint}")
    request = {"apiVersion": plugin.get("apiVersion"), "kind": "ExecCredential"}
    asked = json.dumps({**request, "spec": {"interactive": False}})
    try:
        settings = {str(each["name"]): str(each["value"]) for each in plugin.get("env") or ()}
        done = subprocess.run(  # noqa: S603  # the program that the user's kubeconfig names
            [program, *map(str, plugin.get("args") or ())],
            env={**os.environ, **settings, "KUBERNETES_EXEC_INFO": asked},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        told = f"{command}, which logs in to {name}, took more than {_SECONDS} s"
        raise ClusterError(
            f"{told}\n  fix: log in by hand first, with what its makers say"
        ) from None
    except OSError as error:
        raise ClusterError(f"{command}, which logs in to {name}: {error.strerror}") from None
    except (TypeError, KeyError, ValueError):
        raise ClusterError(f"the kubeconfig calls {command} with words that are none") from None
    if done.returncode:
        raise ClusterError(
            f"{command}, which logs in to {name}, ended with {done.returncode}\n"
            "  fix: log in again, with what its makers say"
        )
    return done.stdout


def _status(name: str, command: str, said: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(said)
    except (ValueError, RecursionError):
        found = None
    status = found.get("status") if isinstance(found, dict) else None
    if not isinstance(status, dict) or not any(status.get(each) for each in _GIVEN):
        raise ClusterError(
            f"{command}, which logs in to {name}, gave no login (a token or a certificate)\n"
            "  fix: log in again, with what its makers say"
        )
    return status
