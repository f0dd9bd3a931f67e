"""Argo CD Applications, and who applies what."""

from __future__ import annotations

from dataclasses import replace

import pytest

import sample_platforms as sample
from kubernetes_cases import named, names
from platformgen.emit import manifests
from platformgen.kubernetes import handed_over, is_applied, objects
from platformgen.model import Component, GitOps, HelmInstall, ManifestInstall, Platform
from platformgen.model.component import Origin

CHART = HelmInstall(release="r", repo="oci://x/charts", chart="c", version="1.0.0", values={})
MANIFESTS = ManifestInstall(urls=("https://x",))
CD = sample.component("cd", namespace="cd", origin=MANIFESTS, manages=("shop",))


def gitops(mode: str) -> GitOps:
    return GitOps(repository="https://x", revision="main", path="deploy", mode=mode)


def managed(origin: Origin, *, namespace: str = "shop") -> Component:
    return sample.component("shop", namespace=namespace, origin=origin)


def platform(shop: Component, mode: str | None = "files") -> Platform:
    return sample.platform(CD, shop, gitops=gitops(mode) if mode else None)


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        pytest.param(platform(managed(sample.workload("shop"))), ["https://x"], id="ours"),
        pytest.param(platform(managed(CHART)), ["x/charts"], id="a chart"),
        pytest.param(platform(managed(MANIFESTS)), [], id="manifests at a URL"),
        pytest.param(platform(managed(sample.workload("shop")), None), [], id="no repository"),
    ],
)
def test_an_application_leads_to_what_argo_cd_can_read(made: Platform, expected: list[str]) -> None:
    found = [
        named(made, "Application", name)["spec"]["source"]["repoURL"]
        for name in names(made, "Application")
    ]

    assert found == expected


def applied(made: Platform) -> set[str]:
    handed = handed_over(made)
    return {
        f"{each.document['kind']} of {each.component}"
        for each in objects(made)
        if each.component == "shop" and is_applied(each, handed)
    }


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        pytest.param(
            platform(managed(sample.workload("shop")), "handover"),
            {"Application of shop"},
            id="handed over",
        ),
        pytest.param(
            platform(managed(sample.workload("shop")), "files"),
            {"ServiceAccount of shop", "Deployment of shop"},
            id="files to commit",
        ),
        pytest.param(
            platform(managed(sample.workload("shop")), None),
            {"ServiceAccount of shop", "Deployment of shop"},
            id="no GitOps",
        ),
    ],
)
def test_each_object_has_one_who_applies_it(made: Platform, expected: set[str]) -> None:
    assert applied(made) == expected


@pytest.mark.parametrize(
    ("manager", "managed_in", "expected"),
    [
        pytest.param(CD, "shop", {"shop"}, id="both have a namespace"),
        pytest.param(replace(CD, namespace=None), "shop", set(), id="no place for Argo CD's"),
        pytest.param(CD, None, set(), id="no place for its objects"),
    ],
)
def test_what_has_no_application_is_not_handed_over(
    manager: Component, managed_in: str | None, expected: set[str]
) -> None:
    shop = replace(managed(sample.workload("shop")), namespace=managed_in)
    made = sample.platform(manager, shop, gitops=gitops("handover"))

    assert handed_over(made) == expected


@pytest.mark.parametrize(
    ("mode", "expected"),
    [("files", None), ("handover", {"prune": True, "selfHeal": True})],
)
def test_argo_cd_acts_by_itself_on_what_it_was_given(mode: str, expected: object) -> None:
    made = platform(managed(sample.workload("shop")), mode)

    assert named(made, "Application", "shop")["spec"]["syncPolicy"].get("automated") == expected


@pytest.mark.parametrize(
    ("namespace", "expected"),
    [
        pytest.param("shop", "deploy/argocd/shop.yaml", id="a folder of its own"),
        pytest.param("argocd", "deploy/argocd/shop.application.yaml", id="a namespace's folder"),
    ],
)
def test_an_application_and_its_component_are_two_files(namespace: str, expected: str) -> None:
    made = platform(managed(sample.workload("shop"), namespace=namespace))
    files = {str(each.path): each.content for each in manifests.emit(made)}

    assert b"kind: Application" in files[expected]
    assert b"kind: Application" not in files[f"deploy/{namespace}/shop.yaml"]
