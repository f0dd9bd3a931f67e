"""Disks of a workload: what they are called, and what every container sees."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sample_platforms as sample
from platformgen.kubernetes.volume import TEMPORARY_SIZE, disks, volume_name
from platformgen.model import Claim, Scratch

TEMPORARY = "/tmp"  # noqa: S108  # in the container
PATHS = st.text("abA1-_./", min_size=1, max_size=80).map(lambda text: f"/{text.strip('/')}")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("/data", "data-data", id="one folder"),
        pytest.param("/var/lib/postgresql/data", "data-var-lib-postgresql-data", id="deep"),
        pytest.param("/a-b", "data-a-b-590bb8f6", id="a dash that might be a folder"),
        pytest.param("/a/b", "data-a-b", id="a folder"),
        pytest.param("/A/b", "data-a-b-3c8bb3eb", id="upper case"),
        pytest.param("/", "data-8a5edab2", id="the root"),
    ],
)
def test_a_volume_is_named_for_its_path(path: str, expected: str) -> None:
    assert volume_name("data", path) == expected


@given(st.lists(PATHS, unique=True, min_size=2, max_size=30))
def test_different_paths_have_different_names(paths: list[str]) -> None:
    names = {volume_name("scratch", path) for path in paths}

    assert len(names) == len(paths)


@given(PATHS)
def test_a_name_is_one_that_kubernetes_takes(path: str) -> None:
    name = volume_name("scratch", path)

    assert len(name) <= 63
    assert name.replace("-", "a").isalnum()
    assert name == name.lower().strip("-")


def test_a_claim_and_scratch_space_are_mounted_where_the_spec_says() -> None:
    found = disks(
        sample.workload(
            "shop",
            volumes=(Claim(path="/data", size="1Gi"), Scratch(path="/cache", size="1Mi")),
        )
    )

    assert [mount["mountPath"] for mount in found.mounts] == ["/data", "/cache", TEMPORARY]
    assert list(found.claims) == ["data-data"]


def test_temporary_files_have_a_place_with_a_limit() -> None:
    found = disks(sample.workload("shop"))

    assert found.volumes == [{"name": "scratch-tmp", "emptyDir": {"sizeLimit": TEMPORARY_SIZE}}]


def test_what_the_spec_mounts_for_temporary_files_is_left_alone() -> None:
    found = disks(sample.workload("shop", volumes=(Scratch(path=TEMPORARY, size="1Mi"),)))

    assert found.volumes == [{"name": "scratch-tmp", "emptyDir": {"sizeLimit": "1Mi"}}]


def test_a_secret_in_two_folders_is_one_volume() -> None:
    found = disks(sample.workload("shop", secret_files={"/a": "tls", "/b": "tls"}))

    assert [volume["name"] for volume in found.volumes] == ["secret-tls", "scratch-tmp"]
    assert [mount["mountPath"] for mount in found.mounts] == ["/a", "/b", TEMPORARY]
