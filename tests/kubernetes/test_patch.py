"""Merge patches, as RFC 7386 gives them in its appendix, on our objects."""

from __future__ import annotations

import pytest

import sample_platforms as sample
from kubernetes_cases import named
from platformgen.kubernetes.patch import merged
from platformgen.model import Patch


@pytest.mark.parametrize(
    ("value", "patch", "expected"),
    [
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b"}, {"a": None}, {}),
        ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
        ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
        ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
        ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
        ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
        ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
        ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
    ],
)
def test_a_patch_merges_as_the_standard_says(
    value: object, patch: dict[str, object], expected: object
) -> None:
    assert merged(value, patch) == expected


def patch(kind: str, namespace: str | None, name: str, **change: object) -> Patch:
    return Patch(kind=kind, namespace=namespace, name=name, patch=change)


def test_patches_change_their_object_in_the_order_of_the_spec() -> None:
    platform = sample.platform(
        sample.component("shop", namespace="shop", origin=sample.workload("shop")),
        namespaces=(sample.namespace("shop"),),
        patches=(
            patch("Deployment", "shop", "shop", spec={"replicas": 2, "paused": True}),
            patch("Deployment", "shop", "shop", spec={"paused": None}),
            patch("Deployment", "other", "shop", spec={"replicas": 7}),
            patch("Namespace", None, "shop", metadata={"labels": {"a": "b"}}),
        ),
    )

    assert named(platform, "Deployment", "shop")["spec"]["replicas"] == 2
    assert "paused" not in named(platform, "Deployment", "shop")["spec"]
    assert named(platform, "Namespace", "shop")["metadata"]["labels"]["a"] == "b"


def test_a_patch_leaves_what_others_share_alone() -> None:
    def platform(*patches: Patch) -> object:
        return named(
            sample.platform(
                sample.component("a", namespace="shop", origin=sample.workload("a")),
                sample.component("b", namespace="shop", origin=sample.workload("b")),
                namespaces=(sample.namespace("shop"),),
                patches=patches,
            ),
            "Deployment",
            "b",
        )

    template = {"spec": {"template": {"spec": {"securityContext": {"runAsUser": 7}}}}}

    assert platform(patch("Deployment", "shop", "a", **template)) == platform()
