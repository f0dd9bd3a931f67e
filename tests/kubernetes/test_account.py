"""Rights: exactly those that the spec gives."""

from __future__ import annotations

import pytest

import sample_platforms as sample
from kubernetes_cases import named, names
from platformgen.kubernetes.account import policy_rules, split_resource
from platformgen.model import Platform, Rule


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("pods", ("pods", ""), id="core"),
        pytest.param("pods/log", ("pods/log", ""), id="subresource"),
        pytest.param("deployments.apps", ("deployments", "apps"), id="group"),
        pytest.param("deployments/scale.apps", ("deployments/scale", "apps"), id="both"),
        pytest.param(
            "ingresses.networking.k8s.io", ("ingresses", "networking.k8s.io"), id="long group"
        ),
    ],
)
def test_a_resource_is_written_as_one_word(written: str, expected: tuple[str, str]) -> None:
    assert split_resource(written) == expected


def test_a_rule_over_several_groups_gives_no_resource_in_another_group() -> None:
    rule = Rule(resources=("pods", "deployments.apps", "services"), verbs=("get",), names=("a",))
    expected = [
        {
            "apiGroups": [""],
            "resources": ["pods", "services"],
            "resourceNames": ["a"],
            "verbs": ["get"],
        },
        {
            "apiGroups": ["apps"],
            "resources": ["deployments"],
            "resourceNames": ["a"],
            "verbs": ["get"],
        },
    ]

    assert policy_rules(rule) == expected


def running(**rules: tuple[Rule, ...]) -> Platform:
    return sample.platform(
        sample.component("shop", namespace="shop", origin=sample.workload("shop", **rules)),
        namespaces=(sample.namespace("shop"),),
    )


READ = (Rule(resources=("pods",), verbs=("get",)),)


@pytest.mark.parametrize(
    ("platform", "kinds"),
    [
        pytest.param(running(), [], id="none"),
        pytest.param(running(namespace_rules=READ), ["Role", "RoleBinding"], id="namespace"),
        pytest.param(
            running(cluster_rules=READ), ["ClusterRole", "ClusterRoleBinding"], id="cluster"
        ),
    ],
)
def test_a_workload_has_the_roles_that_the_spec_gives_it(
    platform: Platform, kinds: list[str]
) -> None:
    every = ("Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding")
    pod = named(platform, "Deployment", "shop")["spec"]["template"]["spec"]

    assert [kind for kind in every if names(platform, kind)] == kinds
    assert pod["automountServiceAccountToken"] == bool(kinds)
    assert named(platform, "ServiceAccount", "shop")["automountServiceAccountToken"] is False
