"""What the API server asks of a pod's spec, beyond the schema."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from ipaddress import ip_address
from typing import Any, Final

from platformgen.accepts import names
from platformgen.accepts.kubernetes.rules.containers import (
    container,
    init_container,
    profiles,
)
from platformgen.accepts.kubernetes.rules.selectors import requirements
from platformgen.accepts.kubernetes.rules.volumes import mounts, volumes
from platformgen.accepts.wording import Path, Problem, quoted

Object = Mapping[str, Any]

_ADDRESS: Final = re.compile("[0-9A-Fa-f.:]+")
_GRACE_SECONDS: Final = 30
_HARD: Final = "requiredDuringSchedulingIgnoredDuringExecution"
_SOFT: Final = "preferredDuringSchedulingIgnoredDuringExecution"


def pod(spec: Object, path: Path, claims: tuple[str, ...] = ()) -> Iterator[Problem]:
    """Yield what would be refused in a pod's spec; `claims` are volumes made outside of it."""
    if not spec.get("containers"):
        message = "a pod has one container at least"
        yield Problem(path=(*path, "containers"), rule="required", message=message)
    yield from _containers(spec, path)
    yield from mounts(spec, path, claims)
    yield from _host(spec, path)
    yield from _lookups(spec, path)
    yield from _sleeps(spec, path)
    for field, rule in _RULES.items():
        if spec.get(field):
            yield from rule(spec[field], (*path, field))


def pod_object(item: Object) -> Iterator[Problem]:
    """Yield what would be refused in a Pod."""
    spec = item.get("spec") or {}
    yield from pod(spec, ("spec",))
    if spec.get("ephemeralContainers"):
        where = ("spec", "ephemeralContainers")
        message = "debug containers are added to a pod that runs"
        yield Problem(path=where, rule="forbidden", message=message)


def _containers(spec: Object, path: Path) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, each in enumerate(spec.get("containers") or ()):
        seen.add(each["name"])
        yield from container(each, (*path, "containers", index))
    for index, each in enumerate(spec.get("initContainers") or ()):
        here = (*path, "initContainers", index)
        yield from init_container(each, here)
        if each["name"] in seen:
            message = f"a container of this pod has the name {quoted(each['name'])} too"
            yield Problem(path=(*here, "name"), rule="duplicate", message=message)


def _host(spec: Object, path: Path) -> Iterator[Problem]:
    if spec.get("hostPID") and spec.get("shareProcessNamespace"):
        message = "the processes of the host cannot be shared as the pod's own"
        yield Problem(path=(*path, "shareProcessNamespace"), rule="value", message=message)
    if not spec.get("hostNetwork"):
        return
    for index, each in enumerate(spec.get("containers") or ()):
        for number, port in enumerate(each.get("ports") or ()):
            if port.get("hostPort", port["containerPort"]) != port["containerPort"]:
                message = "on the host's network the two ports are one"
                where = (*path, "containers", index, "ports", number, "hostPort")
                yield Problem(path=where, rule="value", message=message)


def _sleeps(spec: Object, path: Path) -> Iterator[Problem]:
    grace = spec.get("terminationGracePeriodSeconds")
    longest = _GRACE_SECONDS if grace is None else grace
    for index, each in enumerate(spec.get("containers") or ()):
        lifecycle = each.get("lifecycle")
        if not lifecycle:
            continue
        for hook in ("postStart", "preStop"):
            seconds = ((lifecycle.get(hook) or {}).get("sleep") or {}).get("seconds", 0)
            if not 0 <= seconds <= longest:
                message = f"{seconds} is not from 0 to the pod's grace period, {longest} seconds"
                where = (*path, "containers", index, "lifecycle", hook, "sleep", "seconds")
                yield Problem(path=where, rule="value", message=message)


def _lookups(spec: Object, path: Path) -> Iterator[Problem]:
    if spec.get("dnsPolicy") == "None" and not (spec.get("dnsConfig") or {}).get("nameservers"):
        message = "with dnsPolicy None a name server is needed in dnsConfig.nameservers"
        yield Problem(path=(*path, "dnsConfig"), rule="required", message=message)
    for index, alias in enumerate(spec.get("hostAliases") or ()):
        if not is_address(alias.get("ip")):
            message = f"{quoted(alias.get('ip'))} is not an IP address"
            yield Problem(path=(*path, "hostAliases", index, "ip"), rule="value", message=message)


def is_address(text: object) -> bool:
    """Tell whether this is an IPv4 or IPv6 address without a zone."""
    # The look at the letters is for speed: most of what is asked about is a name.
    if not isinstance(text, str) or not _ADDRESS.fullmatch(text):
        return False
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _tolerations(items: Any, path: Path) -> Iterator[Problem]:  # noqa: ANN401  # a list out of JSON
    for index, each in enumerate(items):
        here = (*path, index)
        exists = each.get("operator") == "Exists"
        key = each.get("key") or "a"
        if not names.is_spelt(names.QUALIFIED_NAME, key):
            message = f"{quoted(key)} is not {names.WORDS[names.QUALIFIED_NAME]}"
            yield Problem(path=(*here, "key"), rule="name", message=message)
        if not each.get("key") and not exists:
            message = "without a key the operator is Exists"
            yield Problem(path=(*here, "operator"), rule="value", message=message)
        if exists and each.get("value"):
            message = "with the operator Exists there is no value"
            yield Problem(path=(*here, "value"), rule="forbidden", message=message)
        if each.get("tolerationSeconds") is not None and each.get("effect") != "NoExecute":
            message = "tolerationSeconds goes with the effect NoExecute only"
            yield Problem(path=(*here, "effect"), rule="value", message=message)


def _spread(items: Any, path: Path) -> Iterator[Problem]:  # noqa: ANN401  # a list out of JSON
    for index, each in enumerate(items):
        here = (*path, index)
        yield from requirements(each.get("labelSelector") or {}, (*here, "labelSelector"))
        if each.get("minDomains") is not None and each["whenUnsatisfiable"] != "DoNotSchedule":
            message = "minDomains goes with whenUnsatisfiable DoNotSchedule only"
            yield Problem(path=(*here, "minDomains"), rule="value", message=message)


def _affinity(affinity: Object, path: Path) -> Iterator[Problem]:
    for key in ("podAffinity", "podAntiAffinity"):
        terms = affinity.get(key) or {}
        here = (*path, key)
        for index, term in enumerate(terms.get(_HARD) or ()):
            where = (*here, _HARD, index, "labelSelector")
            yield from requirements(term.get("labelSelector") or {}, where)
        for index, weighted in enumerate(terms.get(_SOFT) or ()):
            term = weighted["podAffinityTerm"]
            where = (*here, _SOFT, index, "podAffinityTerm", "labelSelector")
            yield from requirements(term.get("labelSelector") or {}, where)


# What is asked of the fields that few pods have, or that are lists.
_RULES: Final[Mapping[str, Callable[[Any, Path], Iterator[Problem]]]] = {
    "volumes": volumes,
    "tolerations": _tolerations,
    "topologySpreadConstraints": _spread,
    "affinity": _affinity,
    "securityContext": profiles,
}
