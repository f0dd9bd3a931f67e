"""The Pod Security Standards of Kubernetes: what its admission plugin would say to a pod.

The checks are those of `k8s.io/pod-security-admission/policy`, which change with the version.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from platformgen.accepts.finding import Finding
from platformgen.accepts.kubernetes.versions import minor
from platformgen.accepts.podsecurity import containers, pods
from platformgen.accepts.podsecurity.containers import Context
from platformgen.accepts.wording import Problem

Object = Mapping[str, Any]
Level = Literal["baseline", "restricted"]


def violations(
    pod: Object, level: Level, version: str, annotations: Mapping[str, str] | None = None
) -> list[Finding]:
    """Return what is against a level in a pod's spec: of the pod first, then of its containers.

    The spec fits its schema, and paths start at it, but those of the pod's annotations. A version
    outside `VERSIONS` is a `KeyError`.
    """
    number = minor(version)
    found = [*_of_pod(pod, level, number), *pods.app_armor(annotations or {})]
    for context in _contexts(pod, number):
        of_level = containers.baseline if level == "baseline" else containers.restricted
        found.extend(of_level(context))
    return [Finding(path=each.path, rule=each.rule, message=each.message) for each in found]


def _of_pod(pod: Object, level: Level, number: int) -> Iterator[Problem]:
    yield from pods.baseline(pod, number)
    if level == "restricted":
        yield from pods.restricted(pod, number)


def _contexts(pod: Object, number: int) -> Iterator[Context]:
    for kind in ("initContainers", "containers", "ephemeralContainers"):
        for index, container in enumerate(pod.get(kind) or ()):
            yield Context(path=(kind, index), container=container, pod=pod, minor=number)
