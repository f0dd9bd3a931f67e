"""The logins that a person gave to docker or helm: read where they keep them, never from a spec."""

from __future__ import annotations

import base64
import binascii
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from platformgen.shell import regular

_HUB_KEY = "https://index.docker.io/v1/"
_HELPER = re.compile("[a-z0-9][a-z0-9-]*")
_HELPER_SECONDS = 30


def login(host: str) -> str | None:
    """Return the `Authorization` header for a registry, or None where nobody has logged in."""
    for config in _configs():
        found = _stored(config, host) or _helped(config, host)
        if found:
            return f"Basic {found}"
    return None


def _configs() -> Iterator[Mapping[str, Any]]:
    docker = os.environ.get("DOCKER_CONFIG") or str(Path.home() / ".docker")
    helm = os.environ.get("HELM_REGISTRY_CONFIG") or str(
        Path.home() / ".config/helm/registry/config.json"
    )
    for path in (f"{docker}/config.json", helm):
        content = regular.content(os.path.realpath(path))
        if isinstance(content, bytes):
            try:
                config = json.loads(content)
            except ValueError:
                continue
            if isinstance(config, dict):
                yield config


def _names(host: str) -> tuple[str, ...]:
    return (_HUB_KEY, host) if host == "docker.io" else (host, f"https://{host}")


def _stored(config: Mapping[str, Any], host: str) -> str | None:
    auths = config.get("auths")
    for name in _names(host):
        entry = auths.get(name) if isinstance(auths, dict) else None
        found = entry.get("auth") if isinstance(entry, dict) else None
        if isinstance(found, str) and found:
            try:
                base64.b64decode(found, validate=True)
            except (binascii.Error, ValueError):
                continue
            return found
    return None


def _helped(config: Mapping[str, Any], host: str) -> str | None:
    helpers = config.get("credHelpers")
    for name in _names(host):
        helper = helpers.get(name) if isinstance(helpers, dict) else None
        found = _asked(str(helper or config.get("credsStore") or ""), name)
        if found:
            return found
    return None


def _asked(helper: str, server: str) -> str | None:
    """Ask a credential helper, as docker does: the server on its standard input."""
    program = shutil.which(f"docker-credential-{helper}") if _HELPER.fullmatch(helper) else None
    if program is None:
        return None
    try:
        done = subprocess.run(  # noqa: S603  # a program that the person's own configuration names
            [program, "get"],
            input=server.encode(),
            capture_output=True,
            timeout=_HELPER_SECONDS,
            check=True,
        )
        said = json.loads(done.stdout)
        both = f"{said['Username']}:{said['Secret']}"
    except (OSError, subprocess.SubprocessError, ValueError, KeyError, TypeError):
        return None
    return base64.b64encode(both.encode()).decode()
