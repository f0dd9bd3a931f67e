"""A platform of as many components as asked for, always the same one.

Each component is six objects: a Deployment of one pod, a Service, an Ingress, a ConfigMap, a
ServiceAccount and a NetworkPolicy. A second pod would bring a PodDisruptionBudget. They spread
over systems, teams and namespaces, and depend on each other without a circle.

    python tests/platforms/generated.py 1000 /some/empty/folder
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from platformgen.yamltext import stream

PER_FILE = 100
PER_NAMESPACE = 40
PER_SYSTEM = 25
PER_TEAM = 60
SETTINGS = 8

Tree = dict[str, Any]


def generated(count: int) -> dict[str, bytes]:
    """Return the files of a platform of so many components, by path from its root."""
    files = {
        "specs/platform.yaml": _platform(),
        "specs/teams.yaml": _teams(_number(count, PER_TEAM)),
        "specs/systems.yaml": {
            "systems": {
                _system(index): {
                    "title": f"System {index}",
                    "owner": _team(index % _number(count, PER_TEAM)),
                }
                for index in range(_number(count, PER_SYSTEM))
            }
        },
        "specs/namespaces.yaml": {
            "namespaces": {
                _namespace(index): {"limitRange": {"max": {"memory": "1Gi"}}}
                for index in range(_number(count, PER_NAMESPACE))
            }
        },
    }
    for start in range(0, count, PER_FILE):
        indexes = range(start, min(start + PER_FILE, count))
        files[f"specs/components/{start // PER_FILE:03}.yaml"] = {
            "components": {_name(index): _component(index) for index in indexes}
        }
    texts = {path: stream([tree]).encode() for path, tree in files.items()}
    settings = {f"files/settings-{index}.yaml": _settings(index) for index in range(SETTINGS)}
    return {**texts, **settings}


def write(count: int, folder: Path) -> None:
    """Write the files of a platform of so many components into a folder."""
    for path, content in generated(count).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def _platform() -> Tree:
    return {
        "platformgen": 1,
        "platform": {"name": "crowd", "title": "A crowd", "owner": _team(0), "version": "1.0.0"},
        "cluster": {
            "context": "kind-crowd",
            "kubernetes": "1.34",
            "domain": "crowd.local",
            "address": "127.0.0.1",
            "routing": {"ingress": "ingress-nginx/nginx"},
        },
        "profiles": {
            "small": {
                "requests": {"cpu": "50m", "memory": "64Mi"},
                "limits": {"memory": "128Mi"},
            }
        },
    }


def _teams(count: int) -> Tree:
    return {
        "teams": {
            _team(index): {"title": f"Team {index}", "members": [f"person-{index}"]}
            for index in range(count)
        },
        "users": {f"person-{index}": {"name": f"Person {index}"} for index in range(count)},
    }


def _component(index: int) -> Tree:
    # Half the index is smaller than the index, so no circle can come about.
    edges: Tree = {"dependsOn": [_name(index // 2)]} if index else {}
    if index > SETTINGS:
        edges["connects"] = [_name(index - SETTINGS)]
    return {
        "title": f"Service {index}",
        "description": f"Does what only number {index} of the crowd can do.",
        "owner": _team(index // PER_TEAM),
        "type": "service",
        "system": _system(index // PER_SYSTEM),
        "namespace": _namespace(index // PER_NAMESPACE),
        "tags": ["crowd", f"shard-{index % SETTINGS}"],
        "workload": {
            "image": f"registry.example/crowd/service-{index}:1.{index % 40}.0",
            "replicas": 1,
            "ports": {"http": 8080},
            "profile": "small",
            "env": {"LOG_LEVEL": "info", "NUMBER": f"{index}"},
            "files": {"/etc/service/settings.yaml": f"files/settings-{index % SETTINGS}.yaml"},
            "probes": {"readiness": "/ready", "liveness": "/alive"},
        },
        "service": {"port": 80},
        "host": _name(index),
        **edges,
    }


def _settings(index: int) -> bytes:
    return stream([{"listen": ":8080", "shard": index, "upstreams": ["a", "b", "c"]}]).encode()


def _number(count: int, each: int) -> int:
    return (count + each - 1) // each


def _name(index: int) -> str:
    return f"service-{index:05}"


def _team(index: int) -> str:
    return f"team-{index:03}"


def _system(index: int) -> str:
    return f"system-{index:03}"


def _namespace(index: int) -> str:
    return f"crowd-{index:03}"


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
