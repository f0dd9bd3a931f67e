"""What the test cluster holds before any test: two nodes, and volumes for claims."""

import json
from collections.abc import Mapping, Sequence

from realparts.cache import PROJECT

CONTEXT = "kind-platform"
"""The context of the kubeconfig, named as kind would name it for a cluster ``platform``."""

STAGES = PROJECT / "tests" / "controlplane" / "stages.yaml"
"""How the nodes play their pods."""

PLAYED = "platformgen.test/played=true"
"""The label of nodes that are played in a cluster which has others too."""

STORAGE_CLASS = "standard"
"""The class that claims fall to; a cluster of kind has one of this name."""

_VOLUMES = 20


def manifests() -> str:
    """Return the objects as JSON that ``kubectl apply`` reads."""
    return listed([*nodes(), storage_class(), *volumes()])


def listed(items: Sequence[Mapping[str, object]]) -> str:
    """Return objects as one list, as JSON."""
    return json.dumps({"apiVersion": "v1", "kind": "List", "items": items})


def nodes(label: str = "") -> list[dict[str, object]]:
    """Return two nodes; with a label they have it, and names of their own."""
    key, _, value = label.partition("=")
    more = {key: value} if key else {}
    return [_node(f"{'played' if key else 'node'}-{number}", more) for number in (1, 2)]


def volumes() -> list[dict[str, object]]:
    """Return the volumes for claims."""
    return [_volume(number) for number in range(_VOLUMES)]


def _node(name: str, more: Mapping[str, str]) -> dict[str, object]:
    room = {"cpu": "64", "memory": "256Gi", "pods": "5000"}
    labels = {
        "ingress-ready": "true",
        "kubernetes.io/hostname": name,
        "kubernetes.io/os": "linux",
        **more,
    }
    return {
        "apiVersion": "v1",
        "kind": "Node",
        "metadata": {"name": name, "labels": labels},
        "status": {"allocatable": room, "capacity": room},
    }


def storage_class() -> dict[str, object]:
    """Return the default class, whose volumes are there already."""
    is_default = {"storageclass.kubernetes.io/is-default-class": "true"}
    return {
        "apiVersion": "storage.k8s.io/v1",
        "kind": "StorageClass",
        "metadata": {"name": STORAGE_CLASS, "annotations": is_default},
        "provisioner": "kubernetes.io/no-provisioner",
    }


def _volume(number: int) -> dict[str, object]:
    return {
        "apiVersion": "v1",
        "kind": "PersistentVolume",
        "metadata": {"name": f"volume-{number}"},
        "spec": {
            "accessModes": ["ReadWriteOnce"],
            "capacity": {"storage": "100Gi"},
            "hostPath": {"path": f"/volume-{number}"},
            "storageClassName": STORAGE_CLASS,
        },
    }
