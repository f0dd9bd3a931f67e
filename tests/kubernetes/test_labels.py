"""Labels: what selects, and what tells."""

from __future__ import annotations

import pytest

import sample_platforms as sample
from kubernetes_cases import named
from platformgen.kubernetes.container import pinned
from platformgen.kubernetes.labels import VERSION, image_tag, versioned


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        pytest.param("postgres", None, id="no tag"),
        pytest.param("docker.io/library/postgres:17.6", "17.6", id="a tag"),
        pytest.param("registry.example:5000/shop", None, id="the registry's port"),
        pytest.param("registry.example:5000/shop:1@sha256:8d6c", "1", id="tag and digest"),
        pytest.param("registry.example/shop@sha256:8d6c", None, id="digest only"),
    ],
)
def test_the_tag_of_an_image_is_known(image: str, expected: str | None) -> None:
    assert image_tag(image) == expected


@pytest.mark.parametrize("image", ["shop", "shop:_", "shop:1-"])
def test_no_version_is_told_that_no_label_can_hold(image: str) -> None:
    assert VERSION not in versioned({"a": "b"}, image)


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        pytest.param("shop:1", "shop:1@sha256:8d6c", id="locked"),
        pytest.param("shop:2", "shop:2", id="not in the lock"),
        pytest.param("shop:1@sha256:0000", "shop:1@sha256:0000", id="pinned by the spec"),
    ],
)
def test_an_image_goes_by_the_digest_of_the_lock(image: str, expected: str) -> None:
    digests = {"shop:1": "sha256:8d6c", "shop:1@sha256:0000": "sha256:8d6c"}

    assert pinned(image, digests) == expected


def test_a_new_image_changes_the_workload_and_nothing_else() -> None:
    def made(tag: str) -> dict[str, str]:
        image = sample.container("shop", image=f"registry.example/shop:{tag}")
        component = sample.component(
            "shop", namespace="shop", origin=sample.workload("shop", containers=(image,))
        )
        platform = sample.platform(component, namespaces=(sample.namespace("shop"),))
        return {
            kind: repr(named(platform, kind, "shop"))
            for kind in ("Namespace", "ServiceAccount", "Deployment")
        }

    before, after = made("1.0.0"), made("1.0.1")

    assert [kind for kind in before if before[kind] != after[kind]] == ["Deployment"]
