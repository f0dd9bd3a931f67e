"""Objects that the spec brings as they are, labelled as ours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from platformgen.kubernetes.labels import MANAGED_BY, MANAGER, PART_OF
from platformgen.kubernetes.object import Document, KubernetesObject
from platformgen.model import Platform

CLUSTER_FOLDER = "cluster"

_NAMESPACE = re.compile(r"[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?")


def brought_objects(platform: Platform) -> Iterator[KubernetesObject]:
    """Return the objects of the spec's files; their own labels win over ours, but for the manager.

    One that says no namespace stands in none. A namespace becomes a folder, so it must look like
    one; what does not is refused when the objects are checked.
    """
    for index, file in enumerate(platform.objects):
        for document in file.documents:
            labelled = _labelled(document, platform)
            namespace = str(_mapping(document.get("metadata")).get("namespace", ""))
            folder = namespace if _NAMESPACE.fullmatch(namespace) else CLUSTER_FOLDER
            yield KubernetesObject(labelled, "", ("objects", index), f"{folder}/objects.yaml")


def _labelled(document: Mapping[str, object], platform: Platform) -> Document:
    metadata = _mapping(document.get("metadata"))
    own = _mapping(metadata.get("labels"))
    labels = {PART_OF: platform.name, **own, MANAGED_BY: MANAGER}
    return {**document, "metadata": {**metadata, "labels": labels}}


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}
