"""Security contexts, which a pod and its containers have alike, and what frees a pod of checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from platformgen.accepts.wording import Path, Problem, listed, problem

Object = Mapping[str, Any]

PROFILES: Final = ("RuntimeDefault", "Localhost")
_SELINUX_TYPES: Final = ("", "container_t", "container_init_t", "container_kvm_t")
_SELINUX_SINCE_31: Final = ("container_engine_t",)
# Versions since which a check is laxer.
_SELINUX: Final = 31
_USER_NAMESPACES: Final = 35


def profiles(security: Object, path: Path, minor: int) -> Iterator[Problem]:
    """Yield what both levels forbid in the security context at a path."""
    yield from _selinux(security, path, minor)
    yield from _apparmor(security, path)
    yield from _windows(security, path)
    yield from _seccomp(security, path)


def is_windows(pod: Object) -> bool:
    """Tell whether the pod is for Windows, where some fields do not exist."""
    return (pod.get("os") or {}).get("name") == "windows"


def is_in_user_namespace(pod: Object, minor: int) -> bool:
    """Tell whether root in the pod is nobody on the host, and the version counts that."""
    return minor >= _USER_NAMESPACES and pod.get("hostUsers") is False


def _selinux(security: Object, path: Path, minor: int) -> Iterator[Problem]:
    options = security.get("seLinuxOptions") or {}
    types = _SELINUX_TYPES + (_SELINUX_SINCE_31 if minor >= _SELINUX else ())
    here = (*path, "seLinuxOptions")
    if (options.get("type") or "") not in types:
        message = f"the type is {listed(types[1:])}"
        yield problem((*here, "type"), "se-linux-options", message)
    for key in ("user", "role"):
        if options.get(key):
            yield problem((*here, key), "se-linux-options", f"no {key} is set")


def _apparmor(security: Object, path: Path) -> Iterator[Problem]:
    profile = security.get("appArmorProfile") or {}
    if profile and profile.get("type") not in PROFILES:
        where = (*path, "appArmorProfile", "type")
        yield problem(where, "app-armor-profile", f"the profile is {listed(PROFILES)}")


def _windows(security: Object, path: Path) -> Iterator[Problem]:
    if (security.get("windowsOptions") or {}).get("hostProcess"):
        where = (*path, "windowsOptions", "hostProcess")
        yield problem(where, "host-process", "no process of the host is run")


def _seccomp(security: Object, path: Path) -> Iterator[Problem]:
    profile = security.get("seccompProfile") or {}
    if profile and profile.get("type") not in PROFILES:
        where = (*path, "seccompProfile", "type")
        yield problem(where, "seccomp-profile", f"the profile is {listed(PROFILES)}")
