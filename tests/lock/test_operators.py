"""What operators make of custom resources, and programs of their arguments, is known."""

from __future__ import annotations

from typing import Any

import pytest

from lock.archives import manifest
from lock.kube import custom, one
from platformgen.lock import indexed, objects
from platformgen.model import Names

_CREATE = {"args": ["create", "--secret-name=s"]}
CERTGEN = {"template": {"spec": {"containers": [_CREATE]}}}


@pytest.mark.parametrize(
    ("api", "kind", "spec", "expected"),
    [
        pytest.param(
            "monitoring.coreos.com/v1",
            "Prometheus",
            {},
            Names(
                services={"prometheus-operated": {"web": 9090}},
                secrets={"prometheus-x": ("prometheus.yaml.gz",)},
                others={"StatefulSet": ("prometheus-x",)},
            ),
            id="a Prometheus",
        ),
        pytest.param(
            "monitoring.coreos.com/v1",
            "Prometheus",
            {"shards": 2, "thanos": {"image": "t"}, "portName": "http"},
            Names(
                services={"prometheus-operated": {"grpc": 10901, "http": 9090}},
                secrets={"prometheus-x": ("prometheus.yaml.gz",)},
                others={"StatefulSet": ("prometheus-x", "prometheus-x-shard-1")},
            ),
            id="a Prometheus of two shards with Thanos",
        ),
        pytest.param(
            "monitoring.coreos.com/v1",
            "Prometheus",
            {"shards": "two", "serviceName": "own"},
            Names(
                secrets={"prometheus-x": ("prometheus.yaml.gz",)},
                others={"StatefulSet": ("prometheus-x",)},
            ),
            id="a Prometheus with a Service of its own",
        ),
        pytest.param(
            "monitoring.coreos.com/v1alpha1",
            "PrometheusAgent",
            {},
            Names(
                services={"prometheus-agent-operated": {"web": 9090}},
                secrets={"prom-agent-x": ("prometheus.yaml.gz",)},
                others={"StatefulSet": ("prom-agent-x",)},
            ),
            id="an agent",
        ),
        pytest.param(
            "monitoring.coreos.com/v1alpha1",
            "PrometheusAgent",
            {"mode": "DaemonSet"},
            Names(
                secrets={"prom-agent-x": ("prometheus.yaml.gz",)},
                others={"DaemonSet": ("prom-agent-x",)},
            ),
            id="an agent on each node",
        ),
        pytest.param(
            "monitoring.coreos.com/v1",
            "Alertmanager",
            {},
            Names(
                services={
                    "alertmanager-operated": {"tcp-mesh": 9094, "udp-mesh": 9094, "web": 9093}
                },
                secrets={"alertmanager-x-generated": ("alertmanager.yaml.gz",)},
                others={"StatefulSet": ("alertmanager-x",)},
            ),
            id="an Alertmanager",
        ),
        pytest.param(
            "monitoring.coreos.com/v1",
            "Alertmanager",
            {"serviceName": "own"},
            Names(
                secrets={"alertmanager-x-generated": ("alertmanager.yaml.gz",)},
                others={"StatefulSet": ("alertmanager-x",)},
            ),
            id="an Alertmanager with a Service of its own",
        ),
        pytest.param(
            "monitoring.coreos.com/v1",
            "ThanosRuler",
            {},
            Names(
                services={"thanos-ruler-operated": {"grpc": 10901, "web": 10902}},
                others={"StatefulSet": ("thanos-ruler-x",)},
            ),
            id="a Thanos ruler",
        ),
        pytest.param(
            "monitoring.coreos.com/v1",
            "ThanosRuler",
            {"serviceName": "own"},
            Names(others={"StatefulSet": ("thanos-ruler-x",)}),
            id="a Thanos ruler with a Service of its own",
        ),
        pytest.param(
            "cert-manager.io/v1",
            "Certificate",
            {"secretName": "x-tls"},
            Names(secrets={"x-tls": ("ca.crt", "tls.crt", "tls.key")}),
            id="a Certificate",
        ),
        pytest.param("cert-manager.io/v1", "Certificate", {}, None, id="a Certificate of nothing"),
        pytest.param(
            "external-secrets.io/v1",
            "ExternalSecret",
            {"data": [{"secretKey": "b"}, {"secretKey": "a"}, {}]},
            Names(secrets={"x": ("a", "b")}),
            id="an ExternalSecret",
        ),
        pytest.param(
            "external-secrets.io/v1",
            "ExternalSecret",
            {"target": {"name": "y"}, "data": "no list"},
            Names(secrets={"y": ()}),
            id="an ExternalSecret with a target",
        ),
        pytest.param(
            "bitnami.com/v1alpha1",
            "SealedSecret",
            {"encryptedData": {"k": "AgB"}},
            Names(secrets={"x": ("k",)}),
            id="a SealedSecret",
        ),
        pytest.param(
            "postgresql.cnpg.io/v1",
            "Cluster",
            {},
            Names(
                services={name: {"postgres": 5432} for name in ("x-r", "x-ro", "x-rw")},
                secrets={
                    "x-app": (
                        "dbname",
                        "host",
                        "password",
                        "pgpass",
                        "port",
                        "uri",
                        "user",
                        "username",
                    )
                },
            ),
            id="a cluster of PostgreSQL",
        ),
    ],
)
def test_what_an_operator_makes_of_a_resource_is_known(
    api: str, kind: str, spec: dict[str, Any], expected: Names | None
) -> None:
    index = indexed([custom(api, kind, "x", **spec)])

    assert index.operators == ({} if expected is None else {"": expected})
    assert index.unknown == ()


@pytest.mark.parametrize(
    ("api", "kind", "expected"),
    [
        ("kafka.strimzi.io/v1", "Kafka", ("Kafka",)),
        ("monitoring.coreos.com/v1", "ServiceMonitor", ()),
        ("gateway.networking.k8s.io/v1", "Gateway", ()),
        ("apps/v1", "Deployment", ()),
        ("v1", "Service", ()),
    ],
)
def test_a_resource_without_a_rule_is_told(api: str, kind: str, expected: tuple[str]) -> None:
    assert indexed([custom(api, kind, "x")]).unknown == expected


def test_a_program_that_makes_certificates_says_its_secret() -> None:
    made = indexed([one("Job", "op", spec=CERTGEN)]).operators

    assert made == {"": Names(secrets={"s": ("ca", "cert", "key")})}


def test_arguments_that_name_no_secret_make_none() -> None:
    spec = {"template": {"spec": {"containers": [{"args": ["--secret-name="], "command": "x"}]}}}

    assert indexed([one("Job", "op", spec=spec)]).operators == {}


def test_argo_cd_makes_its_first_password_itself() -> None:
    found = objects(manifest("argocd.yaml"))
    assert isinstance(found, list)
    made = indexed(found).operators

    assert made[""].secrets == {"argocd-initial-admin-secret": ("password",)}
