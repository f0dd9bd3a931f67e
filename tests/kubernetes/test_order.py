"""Files in the order in which they are applied, and where they stand."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

import sample_platforms as sample
from platformgen.emit.layout import build_folder, manifests_folder
from platformgen.kubernetes.order import in_order
from platformgen.model import GitOps, Platform

GITOPS = GitOps(repository="https://x", revision="main", path="/deploy/", mode="files")


def depending(**edges: tuple[str, ...]) -> Platform:
    return sample.platform(
        *(sample.component(name, depends_on=needed) for name, needed in edges.items())
    )


def test_namespaces_come_first_and_components_last() -> None:
    files = [
        "shop/a.yaml",
        "shop/b.yaml",
        "shop/secrets.yaml",
        "shop/objects.yaml",
        "shop/namespace.yaml",
        "cluster/objects.yaml",
        "argocd/b.application.yaml",
    ]
    expected = (
        "cluster/objects.yaml",
        "shop/namespace.yaml",
        "shop/objects.yaml",
        "shop/secrets.yaml",
        "argocd/b.application.yaml",
        "shop/b.yaml",
        "shop/a.yaml",
    )

    assert in_order(depending(a=("b",), b=()), files) == expected


@pytest.mark.parametrize(
    ("gitops", "environment", "built", "manifests"),
    [
        pytest.param(None, None, "build", "build/manifests", id="plain"),
        pytest.param(None, "prod", "build/env/prod", "build/env/prod/manifests", id="environment"),
        pytest.param(GITOPS, None, "build", "deploy", id="committed"),
        pytest.param(GITOPS, "prod", "build/env/prod", "deploy/prod", id="committed environment"),
    ],
)
def test_outputs_stand_in_folders_of_their_own(
    gitops: GitOps | None, environment: str | None, built: str, manifests: str
) -> None:
    platform = replace(sample.platform(), gitops=gitops, environment=environment)

    assert (build_folder(platform), manifests_folder(platform)) == (built, manifests)
