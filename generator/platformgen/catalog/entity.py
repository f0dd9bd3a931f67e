"""What a Backstage entity is: a document, the file that holds it, and the spec's part in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

API_VERSION = "backstage.io/v1alpha1"
ORGANISATION = "catalog/org.yaml"
"""The file of the kinds that a newly made Backstage app allows only by a rule."""


class Entity(Struct, frozen=True, kw_only=True):
    """One entity; `place` is the path in the spec that it comes from."""

    path: str
    document: Mapping[str, object]
    place: tuple[str | int, ...]

    @property
    def kind(self) -> str:
        """The entity's kind, as Backstage spells it."""
        return str(self.document["kind"])


class Metadata(Struct, frozen=True, kw_only=True):
    """What every kind says about itself; what is empty is left out of the document."""

    name: str
    title: str = ""
    description: str = ""
    labels: Mapping[str, str] | None = None
    annotations: Mapping[str, str] | None = None
    tags: Sequence[str] = ()
    links: Sequence[Mapping[str, str]] = ()


def entity(
    kind: str,
    metadata: Metadata,
    spec: Mapping[str, object],
    place: tuple[str | int, ...],
    *,
    path: str | None = None,
) -> Entity:
    """Return the entity in a file of its own, or in the one that is named."""
    document = {
        "apiVersion": API_VERSION,
        "kind": kind,
        "metadata": _metadata(metadata),
        "spec": spec,
    }
    own = f"catalog/{kind.lower()}/{metadata.name}.yaml"
    return Entity(path=path or own, document=document, place=place)


def ref(kind: str, name: str) -> str:
    """Return a full reference: a short one would take its namespace from where it stands."""
    return f"{kind.lower()}:default/{name}"


def _metadata(metadata: Metadata) -> dict[str, object]:
    fields: dict[str, object] = {
        "name": metadata.name,
        "title": metadata.title,
        "description": metadata.description,
        "labels": dict(sorted((metadata.labels or {}).items())),
        "annotations": dict(sorted((metadata.annotations or {}).items())),
        "tags": list(metadata.tags),
        "links": list(metadata.links),
    }
    return {key: value for key, value in fields.items() if value}
