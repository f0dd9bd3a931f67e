"""What Backstage's catalog would refuse in one entity.

The same verdict as `@backstage/catalog-model` gives, and as the catalog's own processor when it
reads the references. Whether a reference leads anywhere is another question.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from jsonschema_rs import Draft202012Validator

from platformgen.accepts import data
from platformgen.accepts.backstage.references import broken_references
from platformgen.accepts.backstage.urls import is_url
from platformgen.accepts.finding import Finding
from platformgen.accepts.wording import (
    Problem,
    did_you_mean,
    listed,
    problem,
    problems,
    quoted,
)

KINDS: Final = (
    "API",
    "Component",
    "Domain",
    "Group",
    "Location",
    "Resource",
    "System",
    "User",
)
"""The kinds of a catalog that has no modules for more."""

_VERSIONS: Final = ("backstage.io/v1alpha1", "backstage.io/v1beta1")


def findings(entity: Mapping[str, Any], index: int = 0) -> list[Finding]:
    """Return all that would be refused in one entity, which is plain JSON data."""
    return [
        Finding(index=index, path=each.path, rule=each.rule, message=each.message)
        for each in _problems(entity)
    ]


def _problems(entity: Mapping[str, Any]) -> Iterator[Problem]:
    kind = entity.get("kind")
    if kind not in KINDS:
        near = did_you_mean(kind, KINDS) if isinstance(kind, str) else ""
        message = f"expected {listed(KINDS)}, this is {quoted(kind)}{near}"
        yield problem(("kind",), "kind", message)
        return
    validator = _validator(kind)
    if not validator.is_valid(entity):
        yield from problems(validator.iter_errors(entity), _schema(kind))
        return
    for index, link in enumerate(entity["metadata"].get("links") or ()):
        if not is_url(link["url"]):
            message = f"{quoted(link['url'])} is not a whole URL, such as https://docs.example/a"
            yield problem(("metadata", "links", index, "url"), "url", message)
    yield from broken_references(entity["spec"], _document(kind)["references"])


def _document(kind: str) -> Mapping[str, Any]:
    return data.schema(f"backstage/{kind}.json")


@cache
def _validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(_schema(kind), offline=True)


@cache
def _schema(kind: str) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["apiVersion", "kind", "metadata", "spec"],
        "additionalProperties": False,
        "properties": {
            "apiVersion": {"type": "string", "enum": list(_VERSIONS)},
            "kind": {"type": "string"},
            "metadata": data.schema("backstage/metadata.json"),
            "spec": _document(kind)["spec"],
        },
        "$defs": data.schema("backstage/shared.json"),
    }
