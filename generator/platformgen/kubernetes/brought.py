"""Objects that the spec brings as they are, labelled as ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from platformgen.kubernetes.labels import platform_labels
from platformgen.kubernetes.object import Document, KubernetesObject
from platformgen.model import Platform

CLUSTER_FOLDER = "cluster"


def brought_objects(platform: Platform) -> Iterator[KubernetesObject]:
    """Return the objects of the spec's files; their own labels win over ours, but for the manager.

    One that says no namespace stands in none.
    """
    labels = platform_labels(platform)
    for index, (_, documents) in enumerate(platform.objects):
        for document in documents:
            labelled = _labelled(document, labels)
            namespace = _mapping(document.get("metadata")).get("namespace")
            folder = namespace if isinstance(namespace, str) else CLUSTER_FOLDER
            yield KubernetesObject(labelled, "", ("objects", index), f"{folder}/objects.yaml")


def _labelled(document: Mapping[str, object], labels: Mapping[str, str]) -> Document:
    metadata = _mapping(document.get("metadata"))
    own = _mapping(metadata.get("labels"))
    return {**document, "metadata": {**metadata, "labels": {**own, **labels}}}


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}
