"""Programs built from Go modules: each folder of ``tests/controlplane`` pins one set."""

import os
from pathlib import Path

from realparts import cache, command, toolchain
from realparts.cache import PROJECT, MissingPartError, Part

_MODULES = PROJECT / "tests" / "controlplane"
_SMALL = "-s -w"


def _build(name: str, *, minutes: float, link: str = _SMALL) -> Part:
    module = _MODULES / name
    flags = ["-trimpath", "-buildvcs=false", "-ldflags", link]

    def make(target: Path) -> None:
        words = ("build", *flags, "-o", f"{target}/", "tool")
        env = {**os.environ, "GOFLAGS": "-mod=readonly", "GOWORK": "off"}
        command.passed(
            command.run(toolchain.go(), *words, cwd=module, env=env, timeout_seconds=3000)
        )

    sources = (module / "go.mod", module / "go.sum")
    return Part(name=name, sources=sources, recipe=" ".join(flags), make=make, minutes=minutes)


def _kubernetes(version: str, name: str) -> Part:
    """Return a control plane; one whose linker was not told its version says v0.0.0."""
    major, minor, _ = version.split(".")
    facts = {"gitVersion": f"v{version}", "gitMajor": major, "gitMinor": minor}
    named = (f"-X k8s.io/component-base/version.{key}={fact}" for key, fact in facts.items())
    return _build(name, minutes=6, link=" ".join([_SMALL, *named]))


ETCD = _build("etcd", minutes=1)
KWOK = _build("kwok", minutes=2)
HELM = _build("helm", minutes=2)
KIND = _build("kind", minutes=0.2)
KUBECONFORM = _build("kubeconform", minutes=0.2)
VERSITYGW = _build("s3", minutes=2)
FAKE_GCS_SERVER = _build("gcs", minutes=1)
CONTROL_PLANES = {"1.35.4": _kubernetes("1.35.4", "kubernetes")}
"""The Kubernetes versions whose control plane is pinned; the last one is the usual one."""


def control_plane(version: str | None) -> Part:
    """Return the control plane of one version, or the usual one."""
    chosen = version or list(CONTROL_PLANES)[-1]
    if chosen not in CONTROL_PLANES:
        known = ", ".join(CONTROL_PLANES)
        raise MissingPartError(f"no control plane of Kubernetes {chosen} is pinned, only {known}")
    return CONTROL_PLANES[chosen]


def program(part: Part, name: str) -> Path:
    """Return one program of a part that was built before."""
    return cache.folder(part) / name
