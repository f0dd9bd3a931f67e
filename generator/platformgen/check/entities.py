"""Catalog entities that Backstage would refuse, or whose references dangle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from platformgen.catalog import Entity
from platformgen.check.subject import Subject
from platformgen.diagnostic import Diagnostic

Entities = Sequence[Entity]

_REFS = (
    "owner", "system", "domain", "subdomainOf", "subcomponentOf", "parent", "providesApis",
    "consumesApis", "dependsOn", "dependencyOf", "members", "memberOf", "children",
)  # fmt: skip


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


def _ref(document: Mapping[str, object]) -> str:
    metadata = document["metadata"]
    assert isinstance(metadata, Mapping)  # noqa: S101
    return f"{document['kind']}:default/{metadata['name']}".lower()
