"""Pods of the restricted level with one thing changed, and the checks that each level has for it.

One table, two judges: our own checks, and the admission plugin of a real API server.
"""

# ruff: noqa: FBT003  # rows of a table

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from accepts.changes import Object, changed

GOOD: Final[Object] = {
    "securityContext": {"runAsNonRoot": True, "seccompProfile": {"type": "RuntimeDefault"}},
    "initContainers": [
        {
            "name": "before",
            "image": "registry.example/a:1",
            "securityContext": {
                "allowPrivilegeEscalation": False,
                "capabilities": {"drop": ["ALL"]},
            },
        }
    ],
    "containers": [
        {
            "name": "main",
            "image": "registry.example/a:1",
            "ports": [{"containerPort": 8080}],
            "readinessProbe": {"httpGet": {"port": 8080}},
            "livenessProbe": {"tcpSocket": {"port": 8080}},
            "lifecycle": {"preStop": {"httpGet": {"port": 8080}}},
            "securityContext": {
                "allowPrivilegeEscalation": False,
                "capabilities": {"drop": ["ALL"]},
            },
        }
    ],
    "volumes": [
        {"name": "a", "emptyDir": {}},
        {"name": "b", "configMap": {"name": "b"}},
        {"name": "c", "secret": {"secretName": "c"}},
        {"name": "d", "downwardAPI": {}},
        {"name": "e", "projected": {"sources": []}},
        {"name": "f", "persistentVolumeClaim": {"claimName": "f"}},
        {"name": "g", "csi": {"driver": "a.example"}},
    ],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityCase:
    """A change, and the rules that each level breaks by it; nothing where the pod is let in."""

    path: str
    value: Any
    baseline: str
    restricted: str
    since: int = 30
    """The minor version since which it is so."""

    @property
    def pod(self) -> Object:
        """Return the spec of the pod."""
        path = tuple(int(each) if each.isdecimal() else each for each in self.path.split("|"))
        return changed(GOOD, path, self.value)


def _both(path: str, value: object, rule: str, since: int = 30) -> SecurityCase:
    return SecurityCase(path=path, value=value, baseline=rule, restricted=rule, since=since)


def _restricted(path: str, value: object, rule: str) -> SecurityCase:
    return SecurityCase(path=path, value=value, baseline="", restricted=rule)


_MAIN: Final = "containers|0|securityContext"
_POD: Final = "securityContext"

SECURITY_CASES: Final = (
    _both("hostname", "a", ""),
    _both("hostNetwork", True, "host-namespaces"),
    _both("hostPID", True, "host-namespaces"),
    _both("hostIPC", True, "host-namespaces"),
    _both("hostIPC", False, ""),
    _both("volumes|7", {"name": "h", "hostPath": {"path": "/"}}, "host-path-volumes"),
    _restricted(
        "volumes|7", {"name": "h", "nfs": {"server": "a", "path": "/"}}, "restricted-volumes"
    ),
    _both(
        "volumes|7",
        {
            "name": "h",
            "ephemeral": {
                "volumeClaimTemplate": {
                    "spec": {
                        "accessModes": ["ReadWriteOnce"],
                        "resources": {"requests": {"storage": "1Gi"}},
                    }
                }
            },
        },
        "",
    ),
    _both("volumes|7", {"name": "h", "image": {"reference": "a.example/b:1"}}, "", since=35),
    SecurityCase(path=f"{_MAIN}|privileged", value=False, baseline="", restricted=""),
    _both(f"{_MAIN}|capabilities|add", ["NET_BIND_SERVICE"], ""),
    _restricted(f"{_MAIN}|capabilities|add", ["CHOWN"], "capabilities"),
    _both(f"{_MAIN}|capabilities|add", ["NET_ADMIN"], "capabilities"),
    _restricted(f"{_MAIN}|capabilities|drop", ["CHOWN"], "capabilities"),
    _restricted(f"{_MAIN}|capabilities", {}, "capabilities"),
    _restricted(f"{_MAIN}|allowPrivilegeEscalation", True, "allow-privilege-escalation"),
    _restricted(f"{_MAIN}|allowPrivilegeEscalation", None, "allow-privilege-escalation"),
    _restricted(
        "initContainers|0|securityContext|allowPrivilegeEscalation",
        None,
        "allow-privilege-escalation",
    ),
    _both(f"{_MAIN}|procMount", "Default", ""),
    _both("containers|0|ports|0|hostPort", 8080, "host-ports"),
    _both("containers|0|ports|0|hostPort", 0, ""),
    _both("containers|0|readinessProbe|httpGet|host", "10.0.0.1", "probe-hosts", since=34),
    _both("containers|0|livenessProbe|tcpSocket|host", "10.0.0.1", "probe-hosts", since=34),
    _both("containers|0|lifecycle|preStop|httpGet|host", "10.0.0.1", "probe-hosts", since=34),
    _both("containers|0|readinessProbe|httpGet|host", "", ""),
    _both(f"{_POD}|seLinuxOptions", {"type": "container_t"}, ""),
    _both(f"{_POD}|seLinuxOptions", {"type": "container_engine_t"}, "", since=31),
    _both(f"{_POD}|seLinuxOptions", {"type": "spc_t"}, "se-linux-options"),
    _both(f"{_POD}|seLinuxOptions", {"user": "a"}, "se-linux-options"),
    _both(f"{_MAIN}|seLinuxOptions", {"role": "a"}, "se-linux-options"),
    _both(f"{_POD}|appArmorProfile", {"type": "Unconfined"}, "app-armor-profile"),
    _both(f"{_POD}|appArmorProfile", {"type": "RuntimeDefault"}, ""),
    _both(f"{_MAIN}|appArmorProfile", {"type": "Unconfined"}, "app-armor-profile"),
    _both(f"{_MAIN}|appArmorProfile", {"type": "Localhost", "localhostProfile": "a"}, ""),
    _both(f"{_POD}|seccompProfile|type", "Unconfined", "seccomp-profile"),
    _restricted(f"{_POD}|seccompProfile", None, "seccomp-profile"),
    _both(f"{_POD}|seccompProfile", {"type": "Localhost", "localhostProfile": "a"}, ""),
    _both(f"{_MAIN}|seccompProfile", {"type": "Unconfined"}, "seccomp-profile"),
    _both(f"{_POD}|sysctls", [{"name": "net.ipv4.tcp_syncookies", "value": "1"}], ""),
    _both(f"{_POD}|sysctls", [{"name": "kernel.msgmax", "value": "1"}], "sysctls"),
    _both(f"{_POD}|sysctls", [{"name": "net.ipv4.tcp_rmem", "value": "1"}], "", since=32),
    _restricted(f"{_POD}|runAsNonRoot", None, "run-as-non-root"),
    _restricted(f"{_POD}|runAsNonRoot", False, "run-as-non-root"),
    _restricted(f"{_MAIN}|runAsNonRoot", False, "run-as-non-root"),
    _both(f"{_MAIN}|runAsNonRoot", True, ""),
    _restricted(f"{_POD}|runAsUser", 0, "run-as-user"),
    _both(f"{_POD}|runAsUser", 1, ""),
    _restricted(f"{_MAIN}|runAsUser", 0, "run-as-user"),
)
