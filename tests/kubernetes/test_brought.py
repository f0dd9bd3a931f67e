"""The user's own objects: as they are, labelled as ours, in a file of their namespace."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

import sample_platforms as sample
from platformgen.kubernetes import objects
from platformgen.model import ObjectFile, Platform

OURS = {"app.kubernetes.io/part-of": "small", "app.kubernetes.io/managed-by": "platformgen"}


def bringing(*documents: Mapping[str, object]) -> Platform:
    return sample.platform(objects=(ObjectFile(path="files/x.yaml", documents=documents),))


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        pytest.param({"name": "a", "namespace": "shop"}, "shop/objects.yaml", id="namespaced"),
        pytest.param({"name": "a"}, "cluster/objects.yaml", id="of the cluster"),
        pytest.param({"namespace": "../../x"}, "cluster/objects.yaml", id="a path"),
        pytest.param({"namespace": 7}, "7/objects.yaml", id="a number"),
        pytest.param({"namespace": None}, "cluster/objects.yaml", id="null"),
        pytest.param("none at all", "cluster/objects.yaml", id="not even metadata"),
    ],
)
def test_an_object_stands_in_the_file_of_its_namespace(metadata: object, expected: str) -> None:
    (made,) = objects(bringing({"kind": "ConfigMap", "metadata": metadata}))

    assert made.file == expected


def test_labels_of_the_user_stay_but_for_the_manager() -> None:
    theirs = {"app.kubernetes.io/part-of": "x", "app.kubernetes.io/managed-by": "x", "a": "b"}
    (made,) = objects(bringing({"kind": "ConfigMap", "metadata": {"labels": theirs}, "data": {}}))

    assert made.document == {
        "kind": "ConfigMap",
        "metadata": {"labels": {**theirs, "app.kubernetes.io/managed-by": "platformgen"}},
        "data": {},
    }


def test_an_object_without_labels_gets_ours() -> None:
    (made,) = objects(bringing({"kind": "ConfigMap"}))

    assert made.document == {"kind": "ConfigMap", "metadata": {"labels": OURS}}
