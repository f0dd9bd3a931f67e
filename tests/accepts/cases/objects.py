"""Metadata, configuration, storage, limits, access."""

from __future__ import annotations

from typing import Final

from accepts.cases.case import GONE, Case, rows

OBJECTS: Final = (
    *rows(
        "ConfigMap",
        "",
        ("binaryData|a.yaml", "AAE=", "the key 'a.yaml' is in data too"),
        ("data|a.yaml", "a" * (1024 * 1024), "this holds 1048578 bytes, more than 1048576"),
        ("data|a.yaml", "a" * (1024 * 1024 - 2), ""),
        ("data|..a", "b", "not starting with '..'"),
        ("data|a b", "b", "'a b' is no name for a field here"),
        ("data|a", None, ""),
        ("metadata|annotations|a/b", "a" * (256 * 1024 - 2), "the annotations have 262145 bytes"),
        ("metadata|annotations|a/b", "a" * (256 * 1024 - 3), ""),
        ("metadata|name", GONE, "the field 'name' is missing"),
        ("metadata|name", "A", "'A' is not labels joined by dots"),
        ("metadata|name", "a" * 254, "this has 254 characters, more than 253"),
        ("metadata|name", "a.b", ""),
        ("metadata|namespace", "a.b", "'a.b' is not lower-case letters, digits and hyphens"),
        ("metadata|annotations|Example.com/a", "b", ""),
        ("metadata|labels|Example.com/a", "b", "'Example.com/a' is no name for a field here"),
    ),
    *rows("Secret", "", ("data|c", "AA", "'AA' is not base64"), ("data|c", "AA\nE=\n", "")),
    *rows(
        "TlsSecret",
        "",
        ("data|tls.key", GONE, "a Secret of type kubernetes.io/tls has the key 'tls.key'"),
        ("type", "example.com/tls", ""),
    ),
    Case(
        base="Secret",
        changes={
            "type": "kubernetes.io/dockerconfigjson",
            "stringData|.dockerconfigjson": "{",
        },
        said="this is not JSON",
    ),
    Case(
        base="Secret",
        changes={
            "type": "kubernetes.io/dockerconfigjson",
            "stringData|.dockerconfigjson": '{"auths": {}}',
        },
        said="",
    ),
    *rows(
        "PersistentVolumeClaim",
        "spec|",
        ("accessModes", ["ReadWriteMost"], "this is 'ReadWriteMost'; did you mean 'ReadWrite"),
        ("resources|requests|storage", "0", "0 is not more than 0"),
        ("resources|requests|storage", "1m", ""),
    ),
    *rows(
        "ResourceQuota",
        "spec|hard|",
        ("requests.cpus", 1, "there is no resource 'requests.cpus' here; did you mean 'requests"),
        ("count/deployments.apps", 5, ""),
        ("pods", "1500m", "'pods' is counted in whole numbers"),
        ("pods", -1, "-1 is less than 0"),
    ),
    *rows(
        "LimitRange",
        "spec|limits|",
        ("0|default|cpu", "2", "2 is more than the max of 1"),
        ("0|default|cpu", "1000m", ""),
        ("1|type", "Container", "limits before these are of type Container too"),
        ("1|type", "Pods", "expected 'Container', 'Pod' or 'PersistentVolumeClaim', this is"),
        ("1|default", {"memory": "1Gi"}, "limits of pods have no default"),
        ("1|max|disk", "1Gi", "there is no resource 'disk' here"),
    ),
    *rows(
        "Namespace",
        "metadata|",
        ("labels|pod-security.kubernetes.io/enforce", "strict", "this is 'strict'"),
        ("labels|pod-security.kubernetes.io/enforce", "baseline", ""),
        ("labels|pod-security.kubernetes.io/enforce-version", "1.34", "this is '1.34'"),
        ("labels|pod-security.kubernetes.io/enforce-version", "v1.34", ""),
        ("labels|pod-security.kubernetes.io/enforce-version", "latest", ""),
        ("name", "a.b", "'a.b' is not lower-case letters, digits and hyphens"),
        ("namespace", "shop", ""),
    ),
    *rows(
        "PriorityClass",
        "",
        ("metadata|name", "system-shop", "names that start with 'system-' are Kubernetes' own"),
        ("value", 1_000_000_001, "1000000001 is more than 1000000000"),
        ("value", 1_000_000_000, ""),
    ),
)

ACCESS: Final = (
    *rows(
        "Role",
        "",
        ("rules|0|apiGroups", GONE, "the field 'apiGroups' is missing"),
        ("rules|0|resources", [], "the field 'resources' is missing"),
        ("rules|0|verbs", [], "this list is empty"),
        ("rules|0", {"nonResourceURLs": ["/a"], "verbs": ["get"]}, "are for a ClusterRole"),
        ("metadata|name", "system:shop", ""),
        ("metadata|name", "a%b", "no '/' and no '%'"),
    ),
    *rows(
        "ClusterRole",
        "rules|1|",
        ("resources", ["pods"], "a rule is for resources or for paths, not for both"),
        ("nonResourceURLs", ["/a/*"], ""),
    ),
    *rows(
        "RoleBinding",
        "",
        ("subjects|0|name", "a:b", "'a:b' is not labels joined by dots"),
        ("subjects|1|name", "a:b", ""),
        ("subjects|0|namespace", GONE, ""),
        ("subjects|0|apiGroup", "rbac.authorization.k8s.io", "expected '', this is 'rbac"),
        ("subjects|0|kind", "Robot", "expected 'ServiceAccount', 'User' or 'Group'"),
    ),
    *rows(
        "ClusterRoleBinding",
        "",
        ("roleRef|kind", "Role", "a ClusterRoleBinding gives a ClusterRole"),
        ("subjects|0|namespace", GONE, "a ServiceAccount is named with its namespace"),
    ),
)
