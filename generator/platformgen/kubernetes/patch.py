"""Merge patches of the spec on the objects that we make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from msgspec.structs import replace

from platformgen.kubernetes.object import Document, KubernetesObject
from platformgen.model import Patch

Target: TypeAlias = tuple[str, str | None, str]
"""Kind, namespace and name: how a patch tells objects apart."""


def patched(
    objects: Iterable[KubernetesObject], patches: Iterable[Patch]
) -> Iterator[KubernetesObject]:
    """Return objects with the patches on them, in the order of the spec."""
    wanted: dict[Target, list[Mapping[str, object]]] = {}
    for patch in patches:
        wanted.setdefault((patch.kind, patch.namespace, patch.name), []).append(patch.patch)
    for each in objects:
        document = each.document
        for change in wanted.get(target(document), ()) if wanted else ():
            document = merged(document, change)
        yield each if document is each.document else replace(each, document=document)


def target(document: Document) -> Target:
    """Return how a patch names an object: kind, namespace and name."""
    metadata = document.get("metadata")
    known = metadata if isinstance(metadata, Mapping) else {}
    namespace = known.get("namespace")
    # Texts, whatever the user's own objects hold there: names are looked up.
    return (
        str(document.get("kind")),
        None if namespace is None else str(namespace),
        str(known.get("name")),
    )


def merged(value: object, patch: Mapping[str, object]) -> Document:
    """Return a value with a merge patch on it, as RFC 7386 says; neither is changed."""
    result: Document = dict(value) if isinstance(value, Mapping) else {}
    for key, change in patch.items():
        if change is None:
            result.pop(key, None)
        elif isinstance(change, Mapping):
            result[key] = merged(result.get(key), change)
        else:
            result[key] = change
    return result
