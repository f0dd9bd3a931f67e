from __future__ import annotations

import pytest

from accepts.changes import Object, changed
from platformgen.accepts import kubernetes
from platformgen.accepts.kubernetes import schemas

DEPLOYMENT: Object = {
    "apiVersion": "apps/v1",
    "kind": "Deployment",
    "metadata": {"name": "shop", "namespace": "shop", "labels": {"app": "shop"}},
    "spec": {
        "replicas": 2,
        "selector": {"matchLabels": {"app": "shop"}},
        "template": {
            "metadata": {"labels": {"app": "shop"}},
            "spec": {
                "containers": [
                    {
                        "name": "shop",
                        "image": "registry.example/shop:1",
                        "ports": [{"name": "http", "containerPort": 8080}],
                        "env": [{"name": "A", "value": "b"}],
                        "resources": {"limits": {"memory": "128Mi"}},
                        "readinessProbe": {"httpGet": {"path": "/", "port": "http"}},
                        "volumeMounts": [{"name": "tmp", "mountPath": "/data"}],
                    }
                ],
                "volumes": [{"name": "tmp", "emptyDir": {}}],
            },
        },
    },
}
POD = "spec.template.spec"
FIRST = f"{POD}.containers[0]"


def said(*objects: Object, version: str = "1.34") -> list[str]:
    return [str(each) for each in kubernetes.findings(objects, version)]


CONTAINER = ("spec", "template", "spec", "containers", 0)


@pytest.mark.parametrize("version", kubernetes.VERSIONS)
def test_a_good_deployment_is_accepted_by_every_version(version: str) -> None:
    assert said(DEPLOYMENT, version=version) == []


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        pytest.param(
            ("spec", "replcias"),
            3,
            "spec.replcias: there is no field 'replcias' here; did you mean 'replicas'?",
            id="unknown field",
        ),
        pytest.param(
            ("zebra",), 3, "zebra: there is no field 'zebra' here", id="unknown field, none near"
        ),
        pytest.param(
            ("spec", "replicas"),
            "2",
            "spec.replicas: expected an integer, this is a string",
            id="type",
        ),
        pytest.param(
            ("spec", "replicas"),
            True,
            "spec.replicas: expected an integer, this is true",
            id="a boolean is no integer",
        ),
        pytest.param(("spec", "replicas"), -1, "spec.replicas: -1 is less than 0", id="too small"),
        pytest.param(
            ("spec", "replicas"),
            2**31,
            "spec.replicas: 2147483648 is more than 2147483647",
            id="int32",
        ),
        pytest.param(
            ("spec", "template"),
            None,
            "spec.template: expected a map, this is null",
            id="a required field is not null",
        ),
        pytest.param(
            (*CONTAINER, "ports", 0),
            {"name": "http"},
            f"{FIRST}.ports[0]: the field 'containerPort' is missing",
            id="required",
        ),
        pytest.param(
            (*CONTAINER, "ports", 0, "protocol"),
            "tcp",
            f"{FIRST}.ports[0].protocol: expected 'TCP', 'UDP' or 'SCTP', this is 'tcp'",
            id="enumeration",
        ),
        pytest.param(
            (*CONTAINER, "resources", "limits", "memory"),
            "128 Mi",
            f"{FIRST}.resources.limits.memory: '128 Mi' is not a quantity, such as 500m, 2, 1.5"
            " or 256Mi",
            id="quantity",
        ),
        pytest.param(
            (*CONTAINER, "ports", 0, "name"),
            "http-port-of-the-shop",
            f"{FIRST}.ports[0].name: this has 21 characters, more than 15",
            id="too long",
        ),
        pytest.param((*CONTAINER, "image"), "", f"{FIRST}.image: this is empty", id="empty"),
        pytest.param(
            ("spec", "template", "spec", "containers"),
            [],
            f"{POD}.containers: this list is empty",
            id="empty list",
        ),
        pytest.param(
            (*CONTAINER, "args"),
            [None],
            f"{FIRST}.args[0]: expected a string, this is null",
            id="null in a list",
        ),
        pytest.param(
            ("metadata", "labels", "app"),
            "my shop",
            "metadata.labels.app: 'my shop' is not letters, digits, '-', '_' and '.', a letter or"
            " digit at both ends",
            id="label value",
        ),
        pytest.param(
            ("metadata", "labels"),
            {"a b": "c"},
            "metadata.labels[\"a b\"]: 'a b' is no name for a field here: 'a b' is not a name of"
            " up to 63 letters, digits, '-', '_' and '.', a letter or digit at both ends, after a"
            " domain and '/' where there is one",
            id="label key",
        ),
        pytest.param(
            (*CONTAINER, "env", 1),
            {"name": "A"},
            f"{FIRST}.env[1]: an item before this one has the same name 'A'",
            id="variable twice",
        ),
        pytest.param(
            (*CONTAINER, "ports", 1),
            {"name": "again", "containerPort": 8080, "protocol": "TCP"},
            f"{FIRST}.ports[1]: an item before this one has the same containerPort 8080 and"
            " protocol 'TCP'",
            id="port twice, one by its default protocol",
        ),
        pytest.param(
            ("metadata", "finalizers"),
            ["a/b", "a/b"],
            "metadata.finalizers: an item is in this list twice",
            id="set",
        ),
        pytest.param(
            ("metadata", "creationTimestamp"),
            "yesterday",
            "metadata.creationTimestamp: 'yesterday' is not a date-time",
            id="time",
        ),
        pytest.param(
            ("spec", "template", "spec", "volumes", 1),
            {"name": "tmp", "emptyDir": {}},
            f"{POD}.volumes[1]: an item before this one has the same name 'tmp'",
            id="volume twice",
        ),
    ],
)
def test_a_mistake_is_found_at_its_place(
    path: tuple[str | int, ...], value: object, expected: str
) -> None:
    assert said(changed(DEPLOYMENT, path, value)) == [expected]


@pytest.mark.parametrize(
    ("item", "version", "expected"),
    [
        pytest.param(
            {"apiVersion": "apps/v1", "kind": "Deploymnt"},
            "1.34",
            "kind: Kubernetes 1.34 has no 'Deploymnt' in 'apps/v1'; did you mean 'Deployment'?",
            id="a slip",
        ),
        pytest.param(
            {"apiVersion": "v1", "kind": "Deployment"},
            "1.34",
            "kind: Kubernetes 1.34 has no 'Deployment' in 'v1'; it is in 'apps/v1'",
            id="another group",
        ),
        pytest.param(
            {"apiVersion": "resource.k8s.io/v1alpha2", "kind": "ResourceClass"},
            "1.34",
            "kind: Kubernetes 1.34 has no 'ResourceClass' in 'resource.k8s.io/v1alpha2';"
            " 1.30 to 1.30 have it",
            id="gone",
        ),
        pytest.param(
            {"apiVersion": "v1", "kind": "List", "items": []},
            "1.34",
            "kind: a List only holds other objects; write them one by one",
            id="a list",
        ),
        pytest.param(
            {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}},
            "1.34",
            "spec.containers: a pod has one container at least",
            id="no spec",
        ),
        pytest.param(
            {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "a"}},
            "1.34",
            "the field 'spec' is missing",
            id="no spec, where old schemas let it be",
        ),
        pytest.param(
            {"kind": "Pod"},
            "1.34",
            "apiVersion: the field 'apiVersion' is missing",
            id="no version",
        ),
        pytest.param(
            {"apiVersion": "v1", "kind": 1},
            "1.34",
            "kind: the field 'kind' is missing",
            id="no kind",
        ),
    ],
)
def test_a_kind_that_is_not_there_is_named(item: Object, version: str, expected: str) -> None:
    assert said(item, version=version) == [expected]


def test_a_kind_of_another_project_is_not_judged() -> None:
    assert said({"apiVersion": "example.com/v1", "kind": "Widget", "metadata": {"name": "a"}}) == []


def test_findings_name_the_object_by_its_index() -> None:
    bad = changed(DEPLOYMENT, ("spec", "replicas"), "2")

    assert [each.index for each in kubernetes.findings([DEPLOYMENT, bad, DEPLOYMENT], "1.30")] == [
        1
    ]


@pytest.mark.parametrize("version", ["1.29", "1.38", "", "v1.34", "1.34.0"])
def test_a_version_that_we_do_not_have_is_a_key_error(version: str) -> None:
    with pytest.raises(KeyError):
        kubernetes.findings([], version)


@pytest.mark.parametrize("version", kubernetes.VERSIONS)
def test_every_kind_of_every_version_compiles(version: str) -> None:
    item: Object = {}
    refused = [
        kind
        for kind in schemas.kinds(version)
        if any(each.rule != "required" for each in schemas.found(item, kind, version))
    ]

    assert refused == []


def test_a_duplicate_is_found_below_a_map_too() -> None:
    rule = {"rule": "self > 0"}
    inner = {"type": "integer", "x-kubernetes-validations": [rule, rule]}
    schema = {"type": "object", "properties": {"spec": inner, "other": {"type": "string"}}}
    version = {"name": "v1", "served": True, "storage": True, "schema": {"openAPIV3Schema": schema}}
    names = {"kind": "A", "plural": "as"}
    definition = {
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {"name": "as.example.com"},
        "spec": {
            "group": "example.com",
            "scope": "Namespaced",
            "names": names,
            "versions": [version],
        },
    }

    place = "spec.versions[0].schema.openAPIV3Schema.properties.spec.x-kubernetes-validations[1]"

    assert said(definition) == [f"{place}: an item before this one has the same rule 'self > 0'"]
