"""What the levels say of a pod as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from platformgen.accepts.podsecurity.profiles import is_in_user_namespace, profiles
from platformgen.accepts.wording import Problem, problem, quoted

Object = Mapping[str, Any]

_SAFE_SYSCTLS: Final = (
    "kernel.shm_rmid_forced",
    "net.ipv4.ip_local_port_range",
    "net.ipv4.ip_local_reserved_ports",
    "net.ipv4.ip_unprivileged_port_start",
    "net.ipv4.ping_group_range",
    "net.ipv4.tcp_fin_timeout",
    "net.ipv4.tcp_keepalive_intvl",
    "net.ipv4.tcp_keepalive_probes",
    "net.ipv4.tcp_keepalive_time",
    "net.ipv4.tcp_syncookies",
)
_SAFE_SINCE_32: Final = ("net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem")
_VOLUMES: Final = (
    "configMap",
    "csi",
    "downwardAPI",
    "emptyDir",
    "ephemeral",
    "image",
    "persistentVolumeClaim",
    "projected",
    "secret",
)
_APPARMOR: Final = "container.apparmor.security.beta.kubernetes.io/"
_SYSCTLS: Final = 32
"""The minor version since which more kernel parameters are safe."""


def baseline(pod: Object, minor: int) -> Iterator[Problem]:
    """Yield what both levels forbid to a pod."""
    for key in ("hostNetwork", "hostPID", "hostIPC"):
        if pod.get(key):
            yield problem((key,), "host-namespaces", "the namespaces of the host are not shared")
    security = pod.get("securityContext") or {}
    yield from profiles(security, ("securityContext",), minor)
    yield from _sysctls(security, minor)
    for index, volume in enumerate(pod.get("volumes") or ()):
        if volume.get("hostPath") is not None:
            where = ("volumes", index, "hostPath")
            yield problem(where, "host-path-volumes", "no folder of the host is mounted")


def restricted(pod: Object, minor: int) -> Iterator[Problem]:
    """Yield what the restricted level forbids besides."""
    for index, volume in enumerate(pod.get("volumes") or ()):
        for kind, source in volume.items():
            if kind not in {"name", "hostPath", *_VOLUMES} and source is not None:
                message = f"a volume is one of {', '.join(_VOLUMES)}"
                yield problem(("volumes", index, kind), "restricted-volumes", message)
    security = pod.get("securityContext") or {}
    if is_in_user_namespace(pod, minor):
        return
    where = ("securityContext",)
    if security.get("runAsNonRoot") is False:
        yield problem((*where, "runAsNonRoot"), "run-as-non-root", "runAsNonRoot is true")
    if security.get("runAsUser") == 0:
        yield problem((*where, "runAsUser"), "run-as-user", "the user is not root")


def app_armor(annotations: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the annotations that take a container's AppArmor profile away, as they once could."""
    for key, value in sorted(annotations.items()):
        is_safe = not value or value == "runtime/default" or value.startswith("localhost/")
        if key.startswith(_APPARMOR) and not is_safe:
            message = "the profile is 'runtime/default' or 'localhost/…'"
            yield problem(("metadata", "annotations", key), "app-armor-profile", message)


def _sysctls(security: Object, minor: int) -> Iterator[Problem]:
    safe = _SAFE_SYSCTLS + (_SAFE_SINCE_32 if minor >= _SYSCTLS else ())
    for index, sysctl in enumerate(security.get("sysctls") or ()):
        if sysctl["name"] not in safe:
            message = f"only safe kernel parameters are set, and {quoted(sysctl['name'])} is none"
            yield problem(("securityContext", "sysctls", index, "name"), "sysctls", message)
