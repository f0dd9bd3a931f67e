"""ResourceQuotas and LimitRanges: which resources there are, and limits in their order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from platformgen.accepts.kubernetes.quantity import amount
from platformgen.accepts.wording import Path, Problem, did_you_mean, listed, quoted

Object = Mapping[str, Any]

_OF_CONTAINERS: Final = ("cpu", "memory", "ephemeral-storage")
_COUNTED: Final = (
    "pods",
    "services",
    "services.nodeports",
    "services.loadbalancers",
    "replicationcontrollers",
    "resourcequotas",
    "secrets",
    "configmaps",
    "persistentvolumeclaims",
)
_OF_QUOTAS: Final = (
    *_OF_CONTAINERS,
    *(f"requests.{each}" for each in (*_OF_CONTAINERS, "storage")),
    *(f"limits.{each}" for each in _OF_CONTAINERS),
    *_COUNTED,
)
_TYPES: Final[Mapping[str, tuple[str, ...]]] = {
    "Container": _OF_CONTAINERS,
    "Pod": _OF_CONTAINERS,
    "PersistentVolumeClaim": ("storage",),
}
_PAGES: Final = ("hugepages-", "requests.hugepages-", "limits.hugepages-")
_ORDERS: Final = (
    ("min", "max"),
    ("min", "defaultRequest"),
    ("min", "default"),
    ("defaultRequest", "default"),
    ("default", "max"),
    ("defaultRequest", "max"),
)


def quota(item: Object) -> Iterator[Problem]:
    """Yield what would be refused in a ResourceQuota."""
    for name, value in ((item.get("spec") or {}).get("hard") or {}).items():
        where = ("spec", "hard", name)
        yield from _resource(name, _OF_QUOTAS, where)
        if amount(value) < 0:
            yield Problem(path=where, rule="value", message=f"{value} is less than 0")
        elif name in _COUNTED and amount(value).denominator != 1:
            message = f"{quoted(name)} is counted in whole numbers"
            yield Problem(path=where, rule="value", message=message)


def limit_range(item: Object) -> Iterator[Problem]:
    """Yield the limits of a LimitRange that contradict each other."""
    seen: set[str] = set()
    for index, limits in enumerate((item.get("spec") or {}).get("limits") or ()):
        here = ("spec", "limits", index)
        kind = limits["type"]
        if kind in seen:
            message = f"limits before these are of type {kind} too"
            yield Problem(path=(*here, "type"), rule="duplicate", message=message)
        seen.add(kind)
        yield from _limits(limits, here)


def _limits(limits: Object, path: Path) -> Iterator[Problem]:
    kind = limits["type"]
    if kind not in _TYPES and "/" not in kind:
        message = f"expected {listed(_TYPES)}, this is {quoted(kind)}"
        yield Problem(path=(*path, "type"), rule="value", message=message)
        return
    for key in ("min", "max", "default", "defaultRequest", "maxLimitRequestRatio"):
        values = limits.get(key) or {}
        for name in values:
            yield from _resource(name, _TYPES.get(kind, _OF_CONTAINERS), (*path, key, name))
        if values and kind == "Pod" and key.startswith("default"):
            message = f"limits of pods have no {key}"
            yield Problem(path=(*path, key), rule="forbidden", message=message)
    for low, high in _ORDERS:
        yield from _order(limits, low, high, path)


def _order(limits: Object, low: str, high: str, path: Path) -> Iterator[Problem]:
    lows, highs = limits.get(low) or {}, limits.get(high) or {}
    for name in sorted(set(lows) & set(highs)):
        if amount(lows[name]) > amount(highs[name]):
            message = f"{lows[name]} is more than the {high} of {highs[name]}"
            yield Problem(path=(*path, low, name), rule="limit", message=message)


def _resource(name: str, known: tuple[str, ...], path: Path) -> Iterator[Problem]:
    if name in known or "/" in name or name.startswith(_PAGES):
        return
    message = f"there is no resource {quoted(name)} here{did_you_mean(name, known)}"
    yield Problem(path=path, rule="value", message=message)
