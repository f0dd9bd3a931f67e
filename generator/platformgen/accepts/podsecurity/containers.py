"""What the levels say of one container of a pod."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from platformgen.accepts.podsecurity.profiles import (
    PROFILES,
    is_in_user_namespace,
    is_windows,
    profiles,
)
from platformgen.accepts.wording import Path, Problem, listed, problem, quoted

Object = Mapping[str, Any]

_DEFAULT_CAPABILITIES: Final = frozenset(
    {
        "AUDIT_WRITE",
        "CHOWN",
        "DAC_OVERRIDE",
        "FOWNER",
        "FSETID",
        "KILL",
        "MKNOD",
        "NET_BIND_SERVICE",
        "SETFCAP",
        "SETGID",
        "SETPCAP",
        "SETUID",
        "SYS_CHROOT",
    }
)
_BINDING: Final = frozenset({"NET_BIND_SERVICE"})
_PROBE_HOSTS: Final = 34
"""The minor version since which the hosts of probes and hooks are looked at."""


class Context(NamedTuple):
    """What the container checks look at: where the container is, in which pod, which version."""

    path: Path
    container: Object
    pod: Object
    minor: int

    @property
    def security(self) -> Object:
        """Return the container's own security context."""
        found: Object = self.container.get("securityContext") or {}
        return found


def baseline(context: Context) -> Iterator[Problem]:
    """Yield what the baseline forbids to a container."""
    yield from _both(context)
    yield from _capabilities(context, _DEFAULT_CAPABILITIES)
    if not is_in_user_namespace(context.pod, context.minor):
        yield from _proc_mount(context)


def restricted(context: Context) -> Iterator[Problem]:
    """Yield all that the restricted level forbids to a container."""
    yield from _both(context)
    yield from _proc_mount(context)
    if not is_windows(context.pod):
        yield from _dropped(context)
        yield from _escalation(context)
        yield from _needs_seccomp(context)
    if not is_in_user_namespace(context.pod, context.minor):
        yield from _non_root(context)


def _both(context: Context) -> Iterator[Problem]:
    yield from _privileged(context)
    yield from profiles(context.security, (*context.path, "securityContext"), context.minor)
    yield from _host_ports(context)
    if context.minor >= _PROBE_HOSTS:
        yield from _hosts(context)


def _privileged(context: Context) -> Iterator[Problem]:
    if context.security.get("privileged"):
        where = (*context.path, "securityContext", "privileged")
        yield problem(where, "privileged", "a container is not privileged")


def _host_ports(context: Context) -> Iterator[Problem]:
    for index, port in enumerate(context.container.get("ports") or ()):
        if port.get("hostPort"):
            where = (*context.path, "ports", index, "hostPort")
            yield problem(where, "host-ports", "no port of the host is taken")


def _hosts(context: Context) -> Iterator[Problem]:
    lifecycle = context.container.get("lifecycle") or {}
    actions: list[tuple[Path, Object]] = [
        ((key,), context.container.get(key) or {})
        for key in ("livenessProbe", "readinessProbe", "startupProbe")
    ]
    actions += [(("lifecycle", key), lifecycle.get(key) or {}) for key in ("postStart", "preStop")]
    for path, action in actions:
        for kind in ("httpGet", "tcpSocket"):
            if (action.get(kind) or {}).get("host"):
                where = (*context.path, *path, kind, "host")
                yield problem(where, "probe-hosts", "a probe or a hook asks its own pod only")


def _proc_mount(context: Context) -> Iterator[Problem]:
    if context.security.get("procMount") not in {None, "Default"}:
        where = (*context.path, "securityContext", "procMount")
        yield problem(where, "proc-mount", "the mount of /proc is Default")


def _dropped(context: Context) -> Iterator[Problem]:
    capabilities = context.security.get("capabilities") or {}
    where = (*context.path, "securityContext", "capabilities")
    if "ALL" not in (capabilities.get("drop") or ()):
        yield problem((*where, "drop"), "capabilities", "all capabilities are dropped: ['ALL']")
    yield from _capabilities(context, _BINDING)


def _capabilities(context: Context, allowed: frozenset[str]) -> Iterator[Problem]:
    capabilities = context.security.get("capabilities") or {}
    for index, name in enumerate(capabilities.get("add") or ()):
        if name not in allowed:
            where = (*context.path, "securityContext", "capabilities", "add", index)
            yield problem(where, "capabilities", f"the capability {quoted(name)} is not added")


def _escalation(context: Context) -> Iterator[Problem]:
    if context.security.get("allowPrivilegeEscalation") is not False:
        where = (*context.path, "securityContext", "allowPrivilegeEscalation")
        message = "allowPrivilegeEscalation is false"
        yield problem(where, "allow-privilege-escalation", message)


def _non_root(context: Context) -> Iterator[Problem]:
    own = context.security.get("runAsNonRoot")
    of_pod = (context.pod.get("securityContext") or {}).get("runAsNonRoot")
    where = (*context.path, "securityContext")
    if own is False or (own is None and not of_pod):
        message = "runAsNonRoot is true, for the container or its pod"
        yield problem((*where, "runAsNonRoot"), "run-as-non-root", message)
    if context.security.get("runAsUser") == 0:
        yield problem((*where, "runAsUser"), "run-as-user", "the user is not root")


def _needs_seccomp(context: Context) -> Iterator[Problem]:
    of_pod = (context.pod.get("securityContext") or {}).get("seccompProfile") or {}
    is_set = context.security.get("seccompProfile") or of_pod.get("type") in PROFILES
    if not is_set:
        where = (*context.path, "securityContext", "seccompProfile")
        message = f"the profile is {listed(PROFILES)}, for the container or its pod"
        yield problem(where, "seccomp-profile", message)
