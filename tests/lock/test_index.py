"""The index has what is there once objects are installed, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from lock.archives import manifest
from platformgen.lock import indexed, objects
from platformgen.model import Index, Names


def read(text: str | bytes, namespace: str = "") -> Index:
    content = text if isinstance(text, bytes) else text.encode()
    found = objects(content)
    assert isinstance(found, list)
    return indexed(found, namespace)


def one(kind: str, name: str, **fields: Any) -> dict[str, Any]:  # noqa: ANN401  # any YAML
    return {"apiVersion": "v1", "kind": kind, "metadata": {"name": name}, **fields}


def custom(
    api: str,
    kind: str,
    name: str,
    **spec: Any,  # noqa: ANN401  # as above
) -> dict[str, Any]:
    return {"apiVersion": api, "kind": kind, "metadata": {"name": name}, "spec": spec}


@pytest.mark.parametrize(
    ("each", "expected"),
    [
        pytest.param(one("ConfigMap", "a"), Names(others={"ConfigMap": ("a",)}), id="any object"),
        pytest.param(
            one("Service", "a", spec={"ports": [{"port": 80}, {"name": "x", "port": 81}]}),
            Names(services={"a": {"80": 80, "x": 81}}),
            id="a Service with its ports",
        ),
        pytest.param(one("Service", "a"), Names(services={"a": {}}), id="a Service of nothing"),
        pytest.param(
            one("Service", "a", spec={"ports": [{"port": "{{ x }}"}, 1]}),
            Names(services={"a": {}}),
            id="ports that are none",
        ),
        pytest.param(
            one("Secret", "a", data={"k": ""}, stringData={"j": ""}),
            Names(secrets={"a": ("j", "k")}),
            id="a Secret with its keys",
        ),
    ],
)
def test_an_object_is_named(each: dict[str, Any], expected: Names) -> None:
    assert indexed([each]).makes == {"": expected}


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


@pytest.mark.parametrize(
    ("annotations", "stays"),
    [
        pytest.param({}, True, id="no hook"),
        pytest.param({"helm.sh/hook": "pre-install,pre-upgrade"}, True, id="made and kept"),
        pytest.param({"helm.sh/hook": "pre-delete"}, False, id="when all is removed"),
        pytest.param({"helm.sh/hook": "test"}, False, id="a test"),
        pytest.param(
            {
                "helm.sh/hook": "post-install",
                "helm.sh/hook-delete-policy": "before-hook-creation,hook-succeeded",
            },
            False,
            id="removed when it is done",
        ),
    ],
)
def test_a_hook_of_helm_is_there_only_if_it_stays(
    annotations: dict[str, str],
    stays: bool,  # noqa: FBT001  # a row of a table
) -> None:
    job = one("Job", "x")
    job["metadata"]["annotations"] = annotations

    assert bool(indexed([job]).makes) == stays


def test_an_object_without_a_name_of_its_own_is_left_out() -> None:
    assert (
        indexed([{"kind": "Job", "metadata": {"generateName": "x-"}}, {"kind": "Job"}]).makes == {}
    )


def test_names_stand_under_their_namespace_and_those_at_home_under_none() -> None:
    there = {"kind": "Service", "metadata": {"name": "a", "namespace": "kube-system"}}
    home = {"kind": "Service", "metadata": {"name": "b", "namespace": "apps"}}

    made = indexed([there, home, one("Service", "c")], "apps").makes

    assert {name: tuple(names.services) for name, names in made.items()} == {
        "": ("b", "c"),
        "kube-system": ("a",),
    }


RULES = [{"apiGroups": [""], "resources": ["secrets"], "verbs": ["create"]}]


def install(  # what may vary of an operator
    rules: list[dict[str, Any]],
    *,
    subject: dict[str, Any] | None = None,
    workload: dict[str, Any] | None = None,
) -> list[dict[str, Any]]:
    pod = {"serviceAccountName": "op", "containers": [{"args": ["--run"]}]}
    return [
        one("Role", "op", rules=rules),
        one(
            "RoleBinding",
            "op",
            roleRef={"kind": "Role", "name": "op"},
            subjects=[subject or {"kind": "ServiceAccount", "name": "op"}],
        ),
        workload or one("Deployment", "op", spec={"template": {"spec": pod}}),
    ]


JOB = {"template": {"spec": {"serviceAccountName": "op", "containers": []}}}
CERTGEN = {
    "template": {
        "spec": {"serviceAccountName": "op", "containers": [{"args": ["--secret-name=s"]}]}
    }
}


@pytest.mark.parametrize(
    ("objects_of", "expected"),
    [
        pytest.param(install(RULES), ("Deployment/op",), id="may create Secrets"),
        pytest.param(
            install([{"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]}]),
            ("Deployment/op",),
            id="may do anything",
        ),
        pytest.param(
            install([{"apiGroups": [""], "resources": ["secrets"], "verbs": ["get"]}]),
            (),
            id="may read Secrets",
        ),
        pytest.param(
            install([{"apiGroups": ["apps"], "resources": ["*"], "verbs": ["*"]}]),
            (),
            id="may create other things",
        ),
        pytest.param(install([{"verbs": "create"}]), (), id="rules that are none"),
        pytest.param(
            install(RULES, subject={"kind": "Group", "name": "op"}), (), id="a group of people"
        ),
        pytest.param(
            install(
                RULES,
                subject={"kind": "ServiceAccount", "name": "default"},
                workload=one("Deployment", "op", spec={"template": {"spec": {"containers": []}}}),
            ),
            ("Deployment/op",),
            id="the account that pods have where none is said",
        ),
        pytest.param(install(RULES, workload=one("Service", "op")), (), id="no pods"),
        pytest.param(
            install(
                RULES,
                workload=one("CronJob", "op", spec={"jobTemplate": {"spec": JOB}}),
            ),
            ("CronJob/op",),
            id="a CronJob",
        ),
        pytest.param(
            install(RULES, workload=one("Job", "op", spec=CERTGEN)),
            (),
            id="a program that says which",
        ),
        pytest.param(
            install(RULES, workload=one("Deployment", "prometheus-operator", spec=JOB)),
            (),
            id="an operator whose rules are known",
        ),
    ],
)
def test_workloads_that_may_make_secrets_are_known(
    objects_of: list[dict[str, Any]], expected: tuple[str, ...]
) -> None:
    assert indexed(objects_of).secret_makers == expected


def test_a_program_that_makes_certificates_says_its_secret() -> None:
    made = indexed([one("Job", "op", spec=CERTGEN)]).operators

    assert made == {"": Names(secrets={"s": ("ca", "cert", "key")})}


def test_arguments_that_name_no_secret_make_none() -> None:
    spec = {"template": {"spec": {"containers": [{"args": ["--secret-name="], "command": "x"}]}}}

    assert indexed([one("Job", "op", spec=spec)]).operators == {}


def test_argo_cd_makes_its_first_password_itself() -> None:
    made = read(manifest("argocd.yaml")).operators

    assert made[""].secrets == {"argocd-initial-admin-secret": ("password",)}


@pytest.mark.parametrize("value", [None, 1, "x", [], [1], {"a": 1}])
@pytest.mark.parametrize("key", ["metadata", "spec", "rules", "kind", "apiVersion", "subjects"])
@pytest.mark.parametrize(
    "kind", ["Service", "Secret", "Role", "RoleBinding", "CronJob", "Prometheus"]
)
def test_no_object_of_another_form_breaks_the_index(kind: str, key: str, value: object) -> None:
    strange = {**custom("monitoring.coreos.com/v1", kind, "x"), key: value}

    assert isinstance(indexed([strange]), Index)
