"""What the API server asks of one container, beyond the schema."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from platformgen.accepts.kubernetes.quantity import amount, exceeds
from platformgen.accepts.wording import Path, Problem, did_you_mean, quoted

Object = Mapping[str, Any]

PROBES: Final = ("livenessProbe", "readinessProbe", "startupProbe")
_PROBE_ACTIONS: Final = ("exec", "httpGet", "tcpSocket", "grpc")
_HOOK_ACTIONS: Final = ("exec", "httpGet", "tcpSocket", "sleep")
# What a variable may be made of; labels and annotations also one by one.
_FIELDS: Final = (
    "metadata.name",
    "metadata.namespace",
    "metadata.uid",
    "spec.nodeName",
    "spec.serviceAccountName",
    "status.hostIP",
    "status.hostIPs",
    "status.podIP",
    "status.podIPs",
)
_SUBSCRIPT: Final = re.compile(r"metadata\.(labels|annotations)\['[^']+'\]")
_STANDARD_RESOURCES: Final = ("cpu", "memory", "ephemeral-storage")
# Kubernetes cannot give out more of these than there is.
_NO_OVERCOMMIT: Final = "hugepages-"
_LOCALHOST: Final = "Localhost"


def container(item: Object, path: Path) -> Iterator[Problem]:
    """Yield what would be refused in a container of a pod that is to be made."""
    if not item.get("image"):
        yield Problem(path=path, rule="required", message="the field 'image' is missing")
    elif item["image"].strip() != item["image"]:
        # In a template it is let through, and then no pod can be made.
        message = "the name of an image has spaces around it"
        yield Problem(path=(*path, "image"), rule="value", message=message)
    yield from _variables(item, path)
    yield from _probes(item, path)
    for field, rule in _RULES.items():
        if item.get(field):
            yield from rule(item[field], (*path, field))


def init_container(item: Object, path: Path) -> Iterator[Problem]:
    """Yield what would be refused in an init container; a sidecar is one that always restarts."""
    yield from container(item, path)
    if item.get("restartPolicy") == "Always":
        return
    for key in (*PROBES, "lifecycle"):
        if item.get(key):
            message = f"an init container that is no sidecar has no {key}"
            yield Problem(path=(*path, key), rule="forbidden", message=message)


def profiles(security: Object, path: Path) -> Iterator[Problem]:
    """Yield what would be refused in the profiles of a pod or a container."""
    for key in ("seccompProfile", "appArmorProfile"):
        if security.get(key):
            yield from _profile(security[key], (*path, key))


def exactly_one(value: Object, keys: tuple[str, ...], path: Path) -> Iterator[Problem]:
    """Yield a problem where not exactly one of some fields is set."""
    there = [key for key in keys if value.get(key) is not None]
    if len(there) == 1:
        return
    choice = f"{', '.join(keys[:-1])} or {keys[-1]}"
    message = f"exactly one of {choice} is needed, these are set: {', '.join(there) or 'none'}"
    yield Problem(path=path, rule="exactly-one", message=message)


def _variables(item: Object, path: Path) -> Iterator[Problem]:
    sources = ("fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef")
    for index, variable in enumerate(item.get("env") or ()):
        source = variable.get("valueFrom")
        if source is None:
            continue
        here = (*path, "env", index, "valueFrom")
        if variable.get("value"):
            message = "a variable with a value has no valueFrom"
            yield Problem(path=here, rule="exactly-one", message=message)
        yield from exactly_one(source, sources, here)
        for key in ("configMapKeyRef", "secretKeyRef"):
            yield from _named(source.get(key), (*here, key))
        field = (source.get("fieldRef") or {}).get("fieldPath", _FIELDS[0])
        if not (field in _FIELDS or _SUBSCRIPT.fullmatch(field)):
            message = (
                f"{quoted(field)} is not a field that a pod shows{did_you_mean(field, _FIELDS)}"
            )
            where = (*here, "fieldRef", "fieldPath")
            yield Problem(path=where, rule="value", message=message)
    for index, source in enumerate(item.get("envFrom") or ()):
        here = (*path, "envFrom", index)
        yield from exactly_one(source, ("configMapRef", "secretRef"), here)
        for key in ("configMapRef", "secretRef"):
            yield from _named(source.get(key), (*here, key))


def _named(reference: Object | None, path: Path) -> Iterator[Problem]:
    if reference is not None and not reference.get("name"):
        yield Problem(path=path, rule="required", message="the field 'name' is missing")


def _ports(ports: Any, path: Path) -> Iterator[Problem]:  # noqa: ANN401  # a list out of JSON
    seen: set[str] = set()
    for index, port in enumerate(ports):
        name = port.get("name")
        if name and name in seen:
            message = f"a port before this one has the name {quoted(name)}"
            yield Problem(path=(*path, index, "name"), rule="duplicate", message=message)
        seen.add(name)


def _probes(item: Object, path: Path) -> Iterator[Problem]:
    for key in PROBES:
        probe = item.get(key)
        if probe is None:
            continue
        here = (*path, key)
        yield from exactly_one(probe, _PROBE_ACTIONS, here)
        yield from _command(probe, here)
        if key != "readinessProbe" and probe.get("successThreshold", 1) != 1:
            message = f"a {key} succeeds at the first success; only 1 is allowed"
            yield Problem(path=(*here, "successThreshold"), rule="value", message=message)
        if key == "readinessProbe" and probe.get("terminationGracePeriodSeconds") is not None:
            message = "a readiness probe ends no container, so it has no such field"
            where = (*here, "terminationGracePeriodSeconds")
            yield Problem(path=where, rule="forbidden", message=message)


def _hooks(lifecycle: Object, path: Path) -> Iterator[Problem]:
    for key in ("postStart", "preStop"):
        if lifecycle.get(key) is not None:
            yield from exactly_one(lifecycle[key], _HOOK_ACTIONS, (*path, key))
            yield from _command(lifecycle[key], (*path, key))


def _command(action: Object, path: Path) -> Iterator[Problem]:
    if action.get("exec") is not None and not action["exec"].get("command"):
        message = "the field 'command' is missing"
        yield Problem(path=(*path, "exec"), rule="required", message=message)


def _resources(resources: Object, path: Path) -> Iterator[Problem]:
    limits, requests = resources.get("limits") or {}, resources.get("requests") or {}
    for side, values in (("limits", limits), ("requests", requests)):
        for name, value in values.items():
            yield from _resource(name, value, (*path, side, name))
    for name in sorted(limits.keys() & requests.keys()):
        if exceeds(requests[name], limits[name]):
            message = f"{requests[name]} is requested, more than the limit of {limits[name]}"
            yield Problem(path=(*path, "requests", name), rule="limit", message=message)


def _resource(name: str, value: Any, path: Path) -> Iterator[Problem]:  # noqa: ANN401  # a quantity
    if "/" not in name and name not in _STANDARD_RESOURCES and not name.startswith(_NO_OVERCOMMIT):
        message = (
            f"{quoted(name)} is not a resource of a container: {', '.join(_STANDARD_RESOURCES)}"
        )
        yield Problem(path=path, rule="value", message=f"{message}, or a name with a domain")
    if exceeds(0, value):
        yield Problem(path=path, rule="value", message=f"{value} is less than 0")
    if "/" in name and amount(value).denominator != 1:
        message = f"{quoted(name)} is counted in whole numbers"
        yield Problem(path=path, rule="value", message=message)


def _security(security: Object, path: Path) -> Iterator[Problem]:
    yield from profiles(security, path)
    if security.get("allowPrivilegeEscalation") is not False:
        return
    here = (*path, "allowPrivilegeEscalation")
    if security.get("privileged"):
        message = "a privileged container cannot be kept from more privileges"
        yield Problem(path=here, rule="value", message=message)
    if "CAP_SYS_ADMIN" in ((security.get("capabilities") or {}).get("add") or ()):
        message = "a container with CAP_SYS_ADMIN cannot be kept from more privileges"
        yield Problem(path=here, rule="value", message=message)


def _profile(profile: Object, path: Path) -> Iterator[Problem]:
    is_local = profile.get("type") == _LOCALHOST
    if is_local and not profile.get("localhostProfile"):
        message = "the type Localhost needs the field 'localhostProfile'"
        yield Problem(path=path, rule="required", message=message)
    if not is_local and profile.get("localhostProfile"):
        message = "localhostProfile goes with the type Localhost only"
        yield Problem(path=(*path, "localhostProfile"), rule="forbidden", message=message)


_RULES: Final[Mapping[str, Callable[[Any, Path], Iterator[Problem]]]] = {
    "ports": _ports,
    "lifecycle": _hooks,
    "resources": _resources,
    "securityContext": _security,
}
