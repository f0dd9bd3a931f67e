"""The schemas of built-in kinds: strict, offline, one validator for each kind and version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from jsonschema_rs import Draft202012Validator

from platformgen.accepts import data
from platformgen.accepts.kubernetes.versions import VERSIONS, minor
from platformgen.accepts.wording import Problem, problems

Schema = Mapping[str, Any]

_METADATA: Final = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"


@cache
def kinds(version: str) -> Mapping[str, str]:
    """Return `group/version/Kind` (`v1/Service` in the core group) → definition."""
    minor(version)
    found: Mapping[str, str] = data.schema(f"kubernetes/{version}.json.gz")["kinds"]
    return found


@cache
def schema(kind: str, version: str) -> dict[str, Any]:
    """Return the JSON Schema of one kind, with the definitions that it needs and no more."""
    definitions = data.schema(f"kubernetes/{version}.json.gz")["$defs"]
    root = kinds(version)[kind]
    needed = sorted(_closure(definitions, root))
    return {"$ref": f"#/$defs/{root}", "$defs": {name: definitions[name] for name in needed}}


def found(item: Mapping[str, Any], kind: str, version: str) -> Iterator[Problem]:
    """Yield what the schema of a kind refuses in one object."""
    validator = _validator(kind, version)
    if not validator.is_valid(item):
        yield from problems(validator.iter_errors(item), schema(kind, version))


def found_in_metadata(item: Mapping[str, Any], version: str) -> Iterator[Problem]:
    """Yield what is refused in the metadata of an object of any kind."""
    validator = _metadata_validator(version)
    if not validator.is_valid(item):
        yield from problems(validator.iter_errors(item), _metadata_schema(version))


def versions_with(kind: str) -> tuple[str, ...]:
    """Return the versions of Kubernetes that have `group/version/Kind`."""
    return tuple(version for version in VERSIONS if kind in kinds(version))


def references(schema: Schema) -> Iterator[str]:
    """Yield the names of the definitions that a part of a schema refers to."""
    target = schema.get("$ref")
    if isinstance(target, str):
        yield target.rsplit("/", 1)[-1]
    for each in schema.values():
        if isinstance(each, dict):
            yield from references(each)


@cache
def _metadata_schema(version: str) -> dict[str, Any]:
    of_service = schema("v1/Service", version)["$defs"]
    return {
        "type": "object",
        "required": ["metadata"],
        "properties": {"metadata": {"$ref": f"#/$defs/{_METADATA}", "type": "object"}},
        "$defs": {name: of_service[name] for name in sorted(_closure(of_service, _METADATA))},
    }


@cache
def _metadata_validator(version: str) -> Draft202012Validator:
    return Draft202012Validator(_metadata_schema(version), validate_formats=True, offline=True)


@cache
def _validator(kind: str, version: str) -> Draft202012Validator:
    return Draft202012Validator(schema(kind, version), validate_formats=True, offline=True)


def _closure(definitions: Mapping[str, Schema], root: str) -> set[str]:
    seen: set[str] = set()
    waiting = [root]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(references(definitions[name]))
    return seen
