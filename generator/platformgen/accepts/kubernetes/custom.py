"""The kinds of other projects that we write: their schemas, strict as an API server is.

The documents are our own, of the fields that are in common use, in the form that a
CustomResourceDefinition takes (structural: no `additionalProperties: false`); what is seldom used
is let through unread (`x-kubernetes-preserve-unknown-fields`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from jsonschema_rs import Draft202012Validator

from platformgen.accepts import data
from platformgen.accepts.wording import Problem, problems

Schema = dict[str, Any]

_FOLDER: Final = "custom"
_UNREAD: Final = "x-kubernetes-preserve-unknown-fields"
_INT_OR_STRING: Final = "x-kubernetes-int-or-string"


@cache
def kinds() -> Mapping[str, str]:
    """Return `group/version/Kind` → the name of its document."""
    names = data.names(_FOLDER)
    return {_kind(name): name for name in names}


def document(kind: str) -> Mapping[str, Any]:
    """Return the document of a kind: its plural, the schema of its spec, what else stands beside.

    A kind that is not in `kinds()` is a `KeyError`.
    """
    return data.schema(kinds()[kind])


def found(item: Mapping[str, Any], kind: str) -> Iterator[Problem]:
    """Yield what the schema of a kind refuses in one object; metadata is judged elsewhere."""
    validator = _validator(kind)
    if not validator.is_valid(item):
        yield from problems(validator.iter_errors(item), _schema(kind))


@cache
def _validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(_schema(kind), validate_formats=True, offline=True)


@cache
def _schema(kind: str) -> Schema:
    of_kind = document(kind)
    unread = ("status", *of_kind.get("rest", ()))
    return {
        "type": "object",
        "required": ["spec"],
        "additionalProperties": False,
        "properties": {
            "apiVersion": {"type": "string"},
            "kind": {"type": "string"},
            "metadata": {"type": "object"},
            "spec": _strict(of_kind["spec"]),
            **{name: {"type": "object"} for name in unread},
        },
        "$defs": {name: _strict(each) for name, each in of_kind.get("$defs", {}).items()},
    }


def _strict(schema: Schema) -> Schema:
    """Return the schema with what a structural one only implies: no field that it does not name."""
    if _INT_OR_STRING in schema:
        return {"type": ["integer", "string"]}
    strict = {key: value for key, value in schema.items() if not key.startswith("x-")}
    if "properties" in schema:
        named = schema["properties"].items()
        strict["properties"] = {name: _strict(each) for name, each in named}
        strict["additionalProperties"] = schema.get(_UNREAD, False)
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            strict[key] = _strict(schema[key])
    return strict


def _kind(name: str) -> str:
    stem = name.removeprefix(f"{_FOLDER}/").removesuffix(".json")
    return stem.replace("_", "/")
