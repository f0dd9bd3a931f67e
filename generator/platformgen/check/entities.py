"""Catalog entities that Backstage would refuse, or whose references dangle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from platformgen.accepts.backstage import entities as backstage
from platformgen.accepts.finding import field
from platformgen.catalog import Entity
from platformgen.catalog.annotations import RESERVED
from platformgen.check.subject import Subject, nearest
from platformgen.diagnostic import Diagnostic

Entities = Sequence[Entity]
_WHY = "Backstage would refuse the entity, and with it all that its Location names"

_REFS = (
    "owner", "system", "domain", "subdomainOf", "subcomponentOf", "parent", "providesApis",
    "consumesApis", "dependsOn", "dependencyOf", "members", "memberOf", "children",
)  # fmt: skip
_DOCUMENTATION = "backstage.io/techdocs-entity"


def refused(subject: Subject, entities: Entities) -> Iterator[Diagnostic]:
    """Report entities that the catalog would not take."""
    for each in entities:
        for finding in backstage.findings(each.document):
            what = f"{_ref(each.document)}: {field(finding.path)}: {finding.message}"
            at = _place(subject, each, finding.path)
            yield subject.error_at_key("PG046", at, what, _WHY)


def reserved(subject: Subject, entities: Entities) -> Iterator[Diagnostic]:
    """Report annotations that the catalog itself sets: whoever writes them claims its place."""
    del entities
    for component in subject.platform.components:
        for key in component.annotations:
            if key in RESERVED:
                at = ("components", component.name, "annotations", key)
                what = f"the annotation {key} is set by Backstage itself"
                yield subject.error_at_key("PG046", at, what, fix="remove it")


def _place(subject: Subject, each: Entity, path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Return what to edit: the component's own entry for metadata that it says itself."""
    own = (*each.place, *path[1:])
    is_said = path[:1] == ("metadata",) and subject.spec.key_span(own) != subject.spec.key_span(
        each.place
    )
    return own if is_said else each.place


def dangling(subject: Subject, entities: Entities) -> Iterator[Diagnostic]:
    """Report references to entities that are not in the catalog: Backstage says nothing of them."""
    known = {_ref(each.document) for each in entities}
    for each in entities:
        spec = each.document["spec"]
        assert isinstance(spec, Mapping)  # noqa: S101
        for key in _REFS:
            value = spec.get(key, ())
            for ref in (value,) if isinstance(value, str) else value:
                if ref.lower() not in known:
                    what = f"{_ref(each.document)} refers to {ref}, which is not in the catalog"
                    why = "Backstage shows a relation that leads nowhere, without a word"
                    yield subject.error_at_key("PG035", each.place, what, why)


def dangling_documentation(subject: Subject, entities: Entities) -> Iterator[Diagnostic]:
    """Warn of annotations of the spec that show the documentation of an entity there is none of.

    A warning, for the entity may come to Backstage from elsewhere.
    """
    known = {_ref(each.document) for each in entities}
    for component in subject.platform.components:
        ref = component.annotations.get(_DOCUMENTATION)
        if ref is None:
            continue
        kind, _, name = ref.lower().partition(":")
        full = ref.lower() if "/" in ref else f"{kind}:default/{name}"
        if full not in known:
            at = ("components", component.name, "annotations", _DOCUMENTATION)
            what = f"{component.name} shows the documentation of {ref}, which is not in the catalog"
            why = "Backstage shows an empty page, without a word"
            yield subject.warning("PG035", at, what, why, nearest(full, known))


def _ref(document: Mapping[str, object]) -> str:
    metadata = document["metadata"]
    assert isinstance(metadata, Mapping)  # noqa: S101
    return f"{document['kind']}:default/{metadata['name']}".lower()
