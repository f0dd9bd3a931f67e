from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from accepts.bases import BASES
from accepts.changes import Object
from accepts.custom_bases import CUSTOM_BASES
from platformgen.accepts import policy

KEY = "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n"
CONTAINER = {"name": "a", "image": "registry.example:5000/a:1"}
TEMPLATE_PATHS = {
    ("v1", "Pod"): "spec",
    ("v1", "PodTemplate"): "template.spec",
    ("v1", "ReplicationController"): "spec.template.spec",
    ("apps/v1", "DaemonSet"): "spec.template.spec",
    ("apps/v1", "Deployment"): "spec.template.spec",
    ("apps/v1", "ReplicaSet"): "spec.template.spec",
    ("apps/v1", "StatefulSet"): "spec.template.spec",
    ("batch/v1", "CronJob"): "spec.jobTemplate.spec.template.spec",
    ("batch/v1", "Job"): "spec.template.spec",
}


def found(item: Object) -> list[str]:
    return [f"{each.rule} {'.'.join(map(str, each.path))}" for each in policy.findings([item])]


def pod(container: Mapping[str, Any] = {}, **spec: object) -> Object:
    containers = [{**CONTAINER, **container}]
    return {"apiVersion": "v1", "kind": "Pod", "spec": {"containers": containers, **spec}}


def access(kind: str, **rest: object) -> Object:
    return {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": kind, **rest}


def rule(**fields: list[str]) -> Object:
    return access("ClusterRole", rules=[fields])


def binding(role: str, *subjects: Object) -> Object:
    return access("ClusterRoleBinding", roleRef={"name": role}, subjects=list(subjects))


def service(**spec: object) -> Object:
    return {"apiVersion": "v1", "kind": "Service", "spec": spec}


def other(group_version: str, kind: str, **rest: object) -> Object:
    return {"apiVersion": group_version, "kind": kind, **rest}


def webhook(**fields: object) -> Object:
    group = "admissionregistration.k8s.io/v1"
    return other(group, "MutatingWebhookConfiguration", webhooks=[fields])


def group(name: str) -> Object:
    return {"kind": "Group", "name": name}


def account(name: str) -> Object:
    return {"kind": "ServiceAccount", "name": name, "namespace": "shop"}


def annotated(key: str) -> Object:
    return other("networking.k8s.io/v1", "Ingress", metadata={"annotations": {key: "a"}})


DRIVER = "spec.containers.0.securityContext"


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (pod(), []),
        (pod(hostNetwork=True), ["host-network spec.hostNetwork"]),
        (pod(hostPID=True), ["host-pid spec.hostPID"]),
        (pod(hostIPC=True), ["host-ipc spec.hostIPC"]),
        (pod(hostNetwork=False), []),
        (
            pod(volumes=[{"name": "a", "hostPath": {"path": "/"}}, {"name": "b"}]),
            ["host-path spec.volumes.0.hostPath"],
        ),
        (pod({"securityContext": {"privileged": True}}), [f"privileged {DRIVER}.privileged"]),
        (pod({"securityContext": {"privileged": False}}), []),
        (
            pod({"securityContext": {"capabilities": {"add": ["NET_ADMIN", "NET_BIND_SERVICE"]}}}),
            [f"capability {DRIVER}.capabilities.add.0"],
        ),
        (
            pod({"ports": [{"containerPort": 80, "hostPort": 80}, {"containerPort": 81}]}),
            ["host-port spec.containers.0.ports.0.hostPort"],
        ),
        (pod({"image": "a"}), ["image-tag spec.containers.0.image"]),
        (pod({"image": "registry.example:5000/a"}), ["image-tag spec.containers.0.image"]),
        (pod({"image": "a:latest"}), ["image-tag spec.containers.0.image"]),
        (pod({"image": "a@sha256:12"}), []),
        (pod({"image": "a:latest@sha256:12"}), []),
        (
            pod({"env": [{"name": "DB_PASSWORD", "value": "x"}]}),
            ["secret-in-the-clear spec.containers.0.env.0.value"],
        ),
        (
            pod({"env": [{"name": "apiKey", "value": "x"}]}),
            ["secret-in-the-clear spec.containers.0.env.0.value"],
        ),
        (pod({"env": [{"name": "DB_PASSWORD_FILE", "value": "/run/a"}]}), []),
        (pod({"env": [{"name": "DB_PASSWORD", "value": "$(OTHER)"}]}), []),
        (pod({"env": [{"name": "DB_PASSWORD", "valueFrom": {"secretKeyRef": {}}}]}), []),
        (
            pod(initContainers=[{"name": "b", "image": "b"}]),
            ["image-tag spec.initContainers.0.image"],
        ),
        (rule(apiGroups=["*"], resources=["pods"], verbs=["get"]), ["wildcard rules.0.apiGroups"]),
        (rule(apiGroups=[""], resources=["*"], verbs=["get"]), ["wildcard rules.0.resources"]),
        (rule(apiGroups=[""], resources=["pods"], verbs=["*"]), ["wildcard rules.0.verbs"]),
        (rule(nonResourceURLs=["*"], verbs=["get"]), ["wildcard rules.0.nonResourceURLs"]),
        (rule(nonResourceURLs=["/metrics/*"], verbs=["get"]), []),
        (rule(resources=["roles"], verbs=["bind"]), ["escalation rules.0.verbs"]),
        (rule(resources=["roles"], verbs=["escalate"]), ["escalation rules.0.verbs"]),
        (rule(resources=["users"], verbs=["impersonate"]), ["escalation rules.0.verbs"]),
        (rule(resources=["pods/exec"], verbs=["create"]), ["sensitive-resource rules.0.resources"]),
        (rule(resources=["pods/log"], verbs=["get"]), []),
        (rule(resources=["secrets"], verbs=["list"]), ["all-secrets rules.0.resources"]),
        (rule(resources=["secrets"], verbs=["create"]), []),
        (rule(resources=["secrets"], verbs=["get"], resourceNames=["a"]), []),
        (access("Role", rules=[{"resources": ["secrets"], "verbs": ["get"]}]), []),
        (binding("view", account("shop")), []),
        (binding("cluster-admin", account("shop")), ["cluster-admin roleRef.name"]),
        (binding("view", group("system:unauthenticated")), ["broad-subject subjects.0.name"]),
        (binding("view", group("system:authenticated")), ["broad-subject subjects.0.name"]),
        (
            binding("view", {"kind": "User", "name": "system:anonymous"}),
            ["broad-subject subjects.0.name"],
        ),
        (binding("view", group("system:serviceaccounts:a")), ["broad-subject subjects.0.name"]),
        (binding("view", group("system:masters")), ["cluster-admin subjects.0.name"]),
        (binding("view", account("system:masters")), []),
        (binding("view", group("shoppers")), []),
        (
            webhook(clientConfig={"url": "https://a.example"}),
            ["external-webhook webhooks.0.clientConfig.url"],
        ),
        (
            webhook(rules=[{"apiGroups": ["*"], "resources": ["pods"]}]),
            ["wildcard-webhook webhooks.0.rules.0.apiGroups"],
        ),
        (
            webhook(rules=[{"apiGroups": [""], "resources": ["*/*"]}]),
            ["wildcard-webhook webhooks.0.rules.0.resources"],
        ),
        (
            webhook(
                clientConfig={"service": {"name": "a"}},
                rules=[{"apiGroups": [""], "resources": ["pods"]}],
            ),
            [],
        ),
        (
            other(
                "apiextensions.k8s.io/v1",
                "CustomResourceDefinition",
                spec={"conversion": {"webhook": {"clientConfig": {"url": "https://a.example"}}}},
            ),
            ["external-webhook spec.conversion.webhook.clientConfig.url"],
        ),
        (
            other("apiregistration.k8s.io/v1", "APIService", spec={"insecureSkipTLSVerify": True}),
            ["insecure-api spec.insecureSkipTLSVerify"],
        ),
        (other("apiregistration.k8s.io/v1", "APIService", spec={"caBundle": "AAE="}), []),
        (other("v1", "Secret", data={"a": "AAE="}), ["secret-in-the-clear data.a"]),
        (other("v1", "Secret", stringData={"a": "b"}), ["secret-in-the-clear stringData.a"]),
        (other("v1", "Secret", data={"a": ""}), []),
        (other("v1", "ConfigMap", data={"a": KEY}), ["secret-in-the-clear data.a"]),
        (other("v1", "ConfigMap", data={"a": "-----BEGIN CERTIFICATE-----", "b": None}), []),
        (service(type="ExternalName", externalName="a.example"), ["external-name spec.type"]),
        (service(externalIPs=["203.0.113.1"]), ["external-ip spec.externalIPs.0"]),
        (service(type="ClusterIP"), []),
        (
            annotated("nginx.ingress.kubernetes.io/server-snippet"),
            ["ingress-snippet metadata.annotations.nginx.ingress.kubernetes.io/server-snippet"],
        ),
        (annotated("nginx.ingress.kubernetes.io/rewrite-target"), []),
        (
            other("v1", "PersistentVolume", spec={"hostPath": {"path": "/"}}),
            ["host-path spec.hostPath"],
        ),
        (other("v1", "PersistentVolume", spec={"csi": {"driver": "a"}}), []),
        (other("v1", "Endpoints", subsets=[]), ["manual-endpoints kind"]),
        (other("discovery.k8s.io/v1", "EndpointSlice", endpoints=[]), ["manual-endpoints kind"]),
        (other("example.com/v1", "Pod", spec={"hostNetwork": True}), []),
    ],
)
def test_the_policy_finds_what_it_names_and_no_more(item: Object, expected: list[str]) -> None:
    assert found(item) == expected


@pytest.mark.parametrize(("kind", "path"), TEMPLATE_PATHS.items())
def test_pods_are_found_in_every_kind_that_makes_them(kind: tuple[str, str], path: str) -> None:
    item: Object = {"hostPID": True}
    for step in reversed(path.split(".")):
        item = {step: item}

    assert found({"apiVersion": kind[0], "kind": kind[1], **item}) == [f"host-pid {path}.hostPID"]


def test_good_objects_are_against_nothing_but_the_values_of_their_secrets() -> None:
    items = [*BASES.values(), *CUSTOM_BASES.values()]

    assert {each.rule for each in policy.findings(items)} == {
        "external-name",
        "secret-in-the-clear",
    }
