"""What stands in for the chart and the manifests of the project's own platform.

They make the names that the real ones make, and pods that KWOK plays. FAKE_OPERATOR stands in for
the Prometheus operator: it makes the StatefulSets of the custom resources.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from accepts.crds import definitions
from cluster.bench import Document, deployment, namespace
from lock.archives import MANIFESTS, STACK, packed

_MONITORING = "monitoring.coreos.com"
_WHERE = "monitoring"

FAKE_OPERATOR = """
until kubectl get prometheuses,alertmanagers --namespace=monitoring -o name 2>/dev/null |
  grep -c prometheus-alertmanager > /dev/null
do sleep 0.2; done
kubectl apply --server-side -f - > /dev/null
"""
"""A script for the cluster's network; its input is what `operated` returns."""


def operated() -> str:
    """Return what the operator makes."""
    names = ("prometheus-prometheus-prometheus", "alertmanager-prometheus-alertmanager")
    items = [_stateful(name, _WHERE) for name in names]
    return json.dumps({"apiVersion": "v1", "kind": "List", "items": items})


def carry(folder: Path) -> None:
    """Fill a folder with what `lock --from` wants of the project's platform."""
    folder.mkdir(exist_ok=True)
    (folder / STACK).write_bytes(_stack())
    published = {"argocd.yaml": _argocd(), "ingress-nginx.yaml": _ingress()}
    for path, name in MANIFESTS.items():
        if name in published:
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("\n---\n".join(map(json.dumps, published[name])))


def _stack() -> bytes:
    name, _, version = STACK.removesuffix(".tgz").rpartition("-")
    about = {"apiVersion": "v2", "name": name, "version": version}
    made = [
        _custom("Prometheus", "prometheus-prometheus"),
        _custom("Alertmanager", "prometheus-alertmanager"),
        deployment("prometheus-operator", _WHERE),
        deployment("prometheus-kube-state-metrics", _WHERE),
        deployment("kube-prometheus-stack-grafana", _WHERE),
        _daemon("prometheus-prometheus-node-exporter", _WHERE),
        _service("prometheus-prometheus", _WHERE, **{"http-web": 9090}),
        _service("prometheus-alertmanager", _WHERE, **{"http-web": 9093}),
        _service("prometheus-kube-state-metrics", _WHERE, http=8080),
        _service("prometheus-prometheus-node-exporter", _WHERE, **{"http-metrics": 9100}),
        _service("kube-prometheus-stack-grafana", _WHERE, **{"http-web": 80}),
    ]
    brought = [*_brought(_MONITORING), _definition("Prometheus", "prometheuses")]
    brought.append(_definition("Alertmanager", "alertmanagers"))
    files = {"Chart.yaml": about, "values.yaml": {}}
    files |= {f"crds/{index}.yaml": each for index, each in enumerate(brought)}
    files |= {f"templates/{index}.yaml": each for index, each in enumerate(made)}
    return packed({f"{name}/{path}": json.dumps(each).encode() for path, each in files.items()})


def _argocd() -> list[Document]:
    names = ("argocd-server", "argocd-repo-server", "argocd-redis")
    made = [
        *_brought("argoproj.io"),
        *(deployment(name, "argocd") for name in names),
        _stateful("argocd-application-controller", "argocd"),
        _service("argocd-server", "argocd", http=80, https=443),
        _service("argocd-repo-server", "argocd", server=8081),
        _service("argocd-metrics", "argocd", metrics=8082),
    ]
    made[1]["metadata"]["labels"] = {"app.kubernetes.io/name": "argocd-server"}
    for each in made:
        # As the real ones: they stand in the namespace that they are applied to.
        each["metadata"].pop("namespace", None)
    return made


def _ingress() -> list[Document]:
    name = "ingress-nginx"
    return [
        namespace(name),
        {
            "apiVersion": "networking.k8s.io/v1",
            "kind": "IngressClass",
            "metadata": {"name": "nginx"},
            "spec": {"controller": "k8s.io/ingress-nginx"},
        },
        deployment(f"{name}-controller", name),
        _service(f"{name}-controller", name, http=80, https=443),
    ]


def _brought(group: str) -> Iterator[Document]:
    for each in definitions():
        if each["spec"]["group"] == group:
            yield each


def _definition(kind: str, plural: str) -> Document:
    (like,) = (each for each in _brought(_MONITORING) if "servicemonitors" in str(each["metadata"]))
    (version,) = like["spec"]["versions"]
    names = {"kind": kind, "listKind": f"{kind}List", "plural": plural, "singular": kind.lower()}
    schema = {"type": "object", "x-kubernetes-preserve-unknown-fields": True}
    return {
        **like,
        "metadata": {"name": f"{plural}.{_MONITORING}"},
        "spec": {
            **like["spec"],
            "names": names,
            "versions": [{**version, "schema": {"openAPIV3Schema": schema}}],
        },
    }


def _custom(kind: str, name: str) -> Document:
    metadata = {"name": name, "namespace": _WHERE}
    spec = {"portName": "http-web"}
    return {
        "apiVersion": f"{_MONITORING}/v1",
        "kind": kind,
        "metadata": metadata,
        "spec": spec,
    }


def _stateful(name: str, where: str) -> Document:
    made = deployment(name, where)
    return {**made, "kind": "StatefulSet", "spec": {**made["spec"], "serviceName": name}}


def _daemon(name: str, where: str) -> Document:
    made = deployment(name, where)
    spec = {key: value for key, value in made["spec"].items() if key != "replicas"}
    return {**made, "kind": "DaemonSet", "spec": spec}


def _service(name: str, where: str, **ports: int) -> Document:
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": name, "namespace": where},
        "spec": {"selector": {"app": name}, "ports": list(_ports(ports.items()))},
    }


def _ports(ports: Iterable[tuple[str, int]]) -> Iterator[Document]:
    for name, port in ports:
        yield {"name": name, "port": port}
