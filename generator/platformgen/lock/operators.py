"""What operators make of custom resources, and programs of their arguments.

Sources: the naming rules of prometheus-operator (StatefulSets, governing Services, configuration
Secrets), cert-manager (`spec.secretName`), External Secrets (`spec.target.name`), Sealed Secrets,
CloudNativePG, kube-webhook-certgen (`--secret-name`) and Argo CD (its first password). All of them
make what they make in the namespace of the resource.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct, field

from platformgen.lock.documents import Object
from platformgen.lock.pods import arguments, labels, mapping

_SILENT = frozenset(
    {
        "AlertmanagerConfig",
        "AppProject",
        "ClusterIssuer",
        "ClusterSecretStore",
        "Issuer",
        "PodMonitor",
        "Probe",
        "PrometheusRule",
        "ScrapeConfig",
        "SecretStore",
        "ServiceMonitor",
    }
)
"""Kinds of custom resources that configure something, and of which no object is made."""


class Operated(Struct, frozen=True, kw_only=True):
    """One object that is made of another; ports of a Service, keys of a Secret."""

    kind: str
    name: str
    ports: Mapping[str, int] = field(default_factory=dict)
    keys: tuple[str, ...] = ()


def operated(each: Object) -> Iterator[Operated]:
    """Yield what is made of an object by what watches it, or by itself when it runs."""
    rule = _RULES.get((_group(each), str(each.get("kind"))))
    if rule is not None:
        yield from rule(_name(each), mapping(each, "spec"))
    for name in _secret_names(arguments(each)):
        yield Operated(kind="Secret", name=name, keys=("ca", "cert", "key"))
    if labels(each).get("app.kubernetes.io/name") == "argocd-server":
        yield Operated(kind="Secret", name="argocd-initial-admin-secret", keys=("password",))


def is_unknown(each: Object) -> bool:
    """Tell whether this is a custom resource of which an operator may make anything."""
    group, kind = _group(each), str(each.get("kind"))
    is_custom = "." in group and not group.endswith(".k8s.io")
    return is_custom and kind not in _SILENT and (group, kind) not in _RULES


def _group(each: Object) -> str:
    group, slash, _ = str(each.get("apiVersion", "")).partition("/")
    return group if slash else ""


def _name(each: Object) -> str:
    return str(mapping(each, "metadata").get("name", ""))


def _secret_names(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        option, _, value = word.partition("=")
        if option == "--secret-name" and value:
            yield value


Spec = Mapping[str, Any]


def _prometheus(name: str, spec: Spec) -> Iterator[Operated]:
    shards = spec.get("shards", 1)
    count = shards if isinstance(shards, int) else 1
    for index in range(min(count, 100)):
        suffix = f"-shard-{index}" if index else ""
        yield Operated(kind="StatefulSet", name=f"prometheus-{name}{suffix}")
    yield Operated(kind="Secret", name=f"prometheus-{name}", keys=("prometheus.yaml.gz",))
    if "serviceName" not in spec:
        ports = {_web(spec): 9090, **({"grpc": 10901} if spec.get("thanos") else {})}
        yield Operated(kind="Service", name="prometheus-operated", ports=ports)


def _agent(name: str, spec: Spec) -> Iterator[Operated]:
    kind = "DaemonSet" if spec.get("mode") == "DaemonSet" else "StatefulSet"
    yield Operated(kind=kind, name=f"prom-agent-{name}")
    yield Operated(kind="Secret", name=f"prom-agent-{name}", keys=("prometheus.yaml.gz",))
    if "serviceName" not in spec and kind == "StatefulSet":
        ports = {_web(spec): 9090}
        yield Operated(kind="Service", name="prometheus-agent-operated", ports=ports)


def _alertmanager(name: str, spec: Spec) -> Iterator[Operated]:
    yield Operated(kind="StatefulSet", name=f"alertmanager-{name}")
    keys = ("alertmanager.yaml.gz",)
    yield Operated(kind="Secret", name=f"alertmanager-{name}-generated", keys=keys)
    if "serviceName" not in spec:
        ports = {_web(spec): 9093, "tcp-mesh": 9094, "udp-mesh": 9094}
        yield Operated(kind="Service", name="alertmanager-operated", ports=ports)


def _thanos_ruler(name: str, spec: Spec) -> Iterator[Operated]:
    yield Operated(kind="StatefulSet", name=f"thanos-ruler-{name}")
    if "serviceName" not in spec:
        ports = {_web(spec): 10902, "grpc": 10901}
        yield Operated(kind="Service", name="thanos-ruler-operated", ports=ports)


def _web(spec: Spec) -> str:
    return str(spec.get("portName", "web"))


def _certificate(name: str, spec: Spec) -> Iterator[Operated]:
    del name
    if spec.get("secretName"):
        keys = ("ca.crt", "tls.crt", "tls.key")
        yield Operated(kind="Secret", name=str(spec["secretName"]), keys=keys)


def _external_secret(name: str, spec: Spec) -> Iterator[Operated]:
    data = spec.get("data")
    listed = data if isinstance(data, list) else []
    keys = {
        str(each["secretKey"]) for each in listed if isinstance(each, dict) and "secretKey" in each
    }
    target = str(mapping(spec, "target").get("name", name))
    yield Operated(kind="Secret", name=target, keys=tuple(sorted(keys)))


def _sealed_secret(name: str, spec: Spec) -> Iterator[Operated]:
    keys = tuple(sorted(map(str, mapping(spec, "encryptedData"))))
    yield Operated(kind="Secret", name=name, keys=keys)


def _postgres_cluster(name: str, spec: Spec) -> Iterator[Operated]:
    del spec
    for suffix in ("rw", "ro", "r"):
        yield Operated(kind="Service", name=f"{name}-{suffix}", ports={"postgres": 5432})
    keys = ("dbname", "host", "password", "pgpass", "port", "uri", "user", "username")
    yield Operated(kind="Secret", name=f"{name}-app", keys=keys)


_RULES: Mapping[tuple[str, str], Callable[[str, Spec], Iterator[Operated]]] = {
    ("monitoring.coreos.com", "Prometheus"): _prometheus,
    ("monitoring.coreos.com", "PrometheusAgent"): _agent,
    ("monitoring.coreos.com", "Alertmanager"): _alertmanager,
    ("monitoring.coreos.com", "ThanosRuler"): _thanos_ruler,
    ("cert-manager.io", "Certificate"): _certificate,
    ("external-secrets.io", "ExternalSecret"): _external_secret,
    ("bitnami.com", "SealedSecret"): _sealed_secret,
    ("postgresql.cnpg.io", "Cluster"): _postgres_cluster,
}
