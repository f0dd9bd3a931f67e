"""Pods that reach out of their container, or whose content is not fixed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from platformgen.accepts.secretwords import ENDINGS
from platformgen.accepts.wording import Path, Problem, problem, quoted

Object = Mapping[str, Any]

TEMPLATES: Final[Mapping[str, Path]] = {
    "/Pod": ("spec",),
    "/PodTemplate": ("template", "spec"),
    "/ReplicationController": ("spec", "template", "spec"),
    "apps/DaemonSet": ("spec", "template", "spec"),
    "apps/Deployment": ("spec", "template", "spec"),
    "apps/ReplicaSet": ("spec", "template", "spec"),
    "apps/StatefulSet": ("spec", "template", "spec"),
    "batch/CronJob": ("spec", "jobTemplate", "spec", "template", "spec"),
    "batch/Job": ("spec", "template", "spec"),
}
"""`group/Kind` → where the spec of its pods is."""

_SECRET_NAME: Final = re.compile(f"(?:{ENDINGS})$", re.IGNORECASE)
_ALLOWED_CAPABILITY: Final = "NET_BIND_SERVICE"
_HOST: Final = {"hostNetwork": "network", "hostPID": "processes", "hostIPC": "shared memory"}


def workload(item: Object) -> Iterator[Problem]:
    """Yield what is against the policy in the pods of a workload."""
    group = item["apiVersion"].rpartition("/")[0]
    path = TEMPLATES[f"{group}/{item['kind']}"]
    spec: Any = item
    for step in path:
        spec = spec.get(step) or {}
    yield from _pod(spec, path)


def _pod(spec: Object, path: Path) -> Iterator[Problem]:
    for key, what in _HOST.items():
        if spec.get(key):
            rule = f"host-{key.removeprefix('host').lower()}"
            yield problem((*path, key), rule, f"the pod shares the {what} of its node")
    for index, volume in enumerate(spec.get("volumes") or ()):
        if volume.get("hostPath") is not None:
            where = (*path, "volumes", index, "hostPath")
            folder = quoted(volume["hostPath"].get("path"))
            yield problem(where, "host-path", f"the pod reads {folder} of its node")
    for kind in ("initContainers", "containers", "ephemeralContainers"):
        for index, container in enumerate(spec.get(kind) or ()):
            yield from _container(container, (*path, kind, index))


def _container(container: Object, path: Path) -> Iterator[Problem]:
    security = container.get("securityContext") or {}
    where = (*path, "securityContext")
    if security.get("privileged"):
        yield problem((*where, "privileged"), "privileged", "the container is root on its node")
    for index, name in enumerate((security.get("capabilities") or {}).get("add") or ()):
        if name != _ALLOWED_CAPABILITY:
            message = f"the container is given the capability {quoted(name)}"
            yield problem((*where, "capabilities", "add", index), "capability", message)
    for index, port in enumerate(container.get("ports") or ()):
        if port.get("hostPort"):
            message = f"the container takes port {port['hostPort']} of its node"
            yield problem((*path, "ports", index, "hostPort"), "host-port", message)
    yield from _image(container.get("image") or "", (*path, "image"))
    yield from _variables(container.get("env") or (), (*path, "env"))


def _image(image: str, path: Path) -> Iterator[Problem]:
    name, _, digest = image.partition("@")
    tag = name.rpartition("/")[2].partition(":")[2]
    if not digest and tag in {"", "latest"}:
        message = f"{quoted(image)} is another image tomorrow; it needs a tag or a digest"
        yield problem(path, "image-tag", message)


def _variables(variables: Any, path: Path) -> Iterator[Problem]:  # noqa: ANN401  # a list out of JSON
    for index, variable in enumerate(variables):
        value = variable.get("value") or ""
        if value and not value.startswith("$(") and _SECRET_NAME.search(variable["name"]):
            message = f"the value of {quoted(variable['name'])} can be read by all who see this"
            yield problem((*path, index, "value"), "secret-in-the-clear", message)
