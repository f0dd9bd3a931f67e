"""What the test cluster holds before any test: two nodes, and volumes for claims."""

import json

from realparts.cache import PROJECT

CONTEXT = "kind-platform"
"""The context of the kubeconfig, named as kind would name it for a cluster ``platform``."""

STAGES = PROJECT / "tests" / "controlplane" / "stages.yaml"
"""How the nodes play their pods."""

_VOLUMES = 20


def manifests() -> str:
    """Return the objects as JSON that ``kubectl apply`` reads."""
    items = [*map(_node, ("node-1", "node-2")), _storage_class(), *map(_volume, range(_VOLUMES))]
    return json.dumps({"apiVersion": "v1", "kind": "List", "items": items})


def _node(name: str) -> dict[str, object]:
    room = {"cpu": "64", "memory": "256Gi", "pods": "5000"}
    labels = {
        "ingress-ready": "true",
        "kubernetes.io/hostname": name,
        "kubernetes.io/os": "linux",
    }
    return {
        "apiVersion": "v1",
        "kind": "Node",
        "metadata": {"name": name, "labels": labels},
        "status": {"allocatable": room, "capacity": room},
    }


def _storage_class() -> dict[str, object]:
    is_default = {"storageclass.kubernetes.io/is-default-class": "true"}
    return {
        "apiVersion": "storage.k8s.io/v1",
        "kind": "StorageClass",
        "metadata": {"name": "standard", "annotations": is_default},
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
            "storageClassName": "standard",
        },
    }
