"""Namespaces: how their pods are held, and how much of the cluster they may take."""

from __future__ import annotations

import pytest

import sample_platforms as sample
from kubernetes_cases import named, names
from platformgen.model import LimitRange, Namespace, Platform, Quota

NO_QUOTA = Quota(requests={}, limits={}, pods=None, storage=None)


def holding(namespace: Namespace) -> Platform:
    return sample.platform(namespaces=(namespace,))


@pytest.mark.parametrize("level", ["privileged", "baseline", "restricted"])
def test_the_levels_of_pod_security_are_those_of_the_clusters_version(level: str) -> None:
    made = named(holding(sample.namespace("shop", pod_security=level)), "Namespace", "shop")
    labels = made["metadata"]["labels"]
    prefix = "pod-security.kubernetes.io"

    assert {labels[f"{prefix}/{mode}"] for mode in ("enforce", "audit", "warn")} == {level}
    assert labels[f"{prefix}/enforce-version"] == "v1.34"


@pytest.mark.parametrize(
    ("quota", "expected"),
    [
        pytest.param(NO_QUOTA, {}, id="no bound"),
        pytest.param(
            Quota(requests={"cpu": "1"}, limits={"memory": "1Gi"}, pods=0, storage="5Gi"),
            {
                "requests.cpu": "1",
                "limits.memory": "1Gi",
                "pods": "0",
                "requests.storage": "5Gi",
            },
            id="every bound",
        ),
    ],
)
def test_a_quota_says_what_the_spec_says(quota: Quota, expected: dict[str, object]) -> None:
    made = named(holding(sample.namespace("shop", quota=quota)), "ResourceQuota", "quota")

    assert made["spec"]["hard"] == expected


def test_a_limit_range_says_what_the_spec_says() -> None:
    limits = LimitRange(default={}, default_request={"cpu": "1"}, minimum={}, maximum={"cpu": "2"})
    made = named(holding(sample.namespace("shop", limit_range=limits)), "LimitRange", "limits")

    assert made["spec"]["limits"] == [
        {"type": "Container", "defaultRequest": {"cpu": "1"}, "max": {"cpu": "2"}}
    ]


def test_a_namespace_without_bounds_has_none() -> None:
    made = holding(sample.namespace("shop"))

    assert names(made, "ResourceQuota") + names(made, "LimitRange") == []
