"""The programs that a platform needs on a machine: there or not, which version, how to get them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct

from platformgen.kubernetes.kind_cluster import PROVIDER
from platformgen.model import HelmInstall, Platform
from platformgen.shell.finding import MISSING, OK, WARNING, Finding

_SECONDS = 20
_VERSION = re.compile(r"v?(\d+\.\d+[0-9A-Za-z.+-]*)")


class _Tool(Struct, frozen=True, kw_only=True):
    argv: tuple[str, ...]
    fixes: Mapping[str, str]
    """How to get it, by `sys.platform`; the empty one is for all others."""


_TOOLS: Final[Mapping[str, _Tool]] = {
    "kind": _Tool(
        argv=("version",),
        fixes={
            "darwin": "brew install kind",
            "win32": "winget install Kubernetes.kind",
            "": "https://kind.sigs.k8s.io",
        },
    ),
    "kubectl": _Tool(
        argv=("version", "--client"),
        fixes={
            "darwin": "brew install kubectl",
            "win32": "winget install Kubernetes.kubectl",
            "": "https://kubernetes.io/docs/tasks/tools/",
        },
    ),
    "helm": _Tool(
        argv=("version", "--short"),
        fixes={
            "darwin": "brew install helm",
            "win32": "winget install Helm.Helm",
            "": "https://helm.sh/docs/intro/install/",
        },
    ),
}
_RUNTIMES: Final = ("docker", "podman", "nerdctl")
"""What kind can make its nodes with."""
_RUNTIME_FIXES: Final[Mapping[str, str]] = {
    "darwin": "brew install --cask docker, and start it",
    "win32": "winget install Docker.DockerDesktop, and start it",
    "": "https://docs.docker.com/engine/install/",
}


def tools(platform: Platform) -> Iterator[Finding]:
    """Yield what is found of each program that this platform needs, or its pages name."""
    if platform.cluster.provider == PROVIDER:
        yield _tool("kind", MISSING)
        yield _runtime()
    if any(isinstance(each.origin, HelmInstall) for each in platform.components):
        yield _tool("helm", MISSING)
    yield _kubectl(platform)


def _tool(name: str, otherwise: str) -> Finding:
    tool = _TOOLS[name]
    if shutil.which(name) is None:
        return Finding(name=name, state=otherwise, told="not on the PATH", fix=_fix(tool.fixes))
    said = _said(name, *tool.argv)
    if said is None:
        told = f"`{' '.join((name, *tool.argv))}` fails"
        return Finding(name=name, state=otherwise, told=told, fix=_fix(tool.fixes))
    found = _VERSION.search(said)
    return Finding(name=name, state=OK, told=found[1] if found else "there")


def _kubectl(platform: Platform) -> Finding:
    """Look at kubectl: we do without, and the pages' commands do not."""
    found = _tool("kubectl", WARNING)
    wanted = platform.cluster.kubernetes
    ours, theirs = _minor(wanted), _minor(found.told)
    # Kubernetes' version skew policy: one minor version older or newer than the server.
    if found.state != OK or ours is None or theirs is None or abs(ours - theirs) <= 1:
        return found
    return Finding(
        name=found.name,
        state=WARNING,
        told=f"{found.told}, for Kubernetes {wanted}: more than one version apart",
        fix=_fix(_TOOLS["kubectl"].fixes),
    )


def _minor(version: str) -> int | None:
    parts = version.split(".")
    return int(parts[1]) if len(parts) > 1 and parts[1].isdecimal() else None


def _runtime() -> Finding:
    """Look for what runs kind's containers: installed, and answering."""
    there = [each for each in _RUNTIMES if shutil.which(each)]
    for name in there:
        if _said(name, "info") is not None:
            return Finding(name="containers", state=OK, told=f"{name} answers")
    if there:
        told = f"{there[0]} is there, and does not answer"
        fix = f"start it, or have your user in its group; `{there[0]} info` says why"
        return Finding(name="containers", state=MISSING, told=told, fix=fix)
    told = f"none of {', '.join(_RUNTIMES)} is on the PATH"
    return Finding(name="containers", state=MISSING, told=told, fix=_fix(_RUNTIME_FIXES))


def _fix(fixes: Mapping[str, str]) -> str:
    return fixes.get(sys.platform, fixes[""])


def _said(name: str, *words: str) -> str | None:
    """Return what a program says on stdout; None where it fails or takes too long."""
    program = shutil.which(name)
    if program is None:
        return None
    try:
        done = subprocess.run(  # noqa: S603  # one of the names above, and words of ours
            [program, *words],
            # Some kubectls ask whichever cluster is current for its version.
            env={**os.environ, "KUBECONFIG": os.devnull},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None
