"""How forms of the spec are put together, as JSON Schemas.

`description` says what a field is for; `$comment` says what is expected, in the words of the
diagnostic that reports anything else; `examples` has one value of the form.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

Schema: TypeAlias = "dict[str, object]"


def described(schema: Schema, description: str) -> Schema:
    """Return the same form with what this field is for."""
    return {"description": description, **schema}


def record(fields: Mapping[str, Schema], *required: str) -> Schema:
    """Return a mapping with these keys and no others."""
    schema: Schema = {
        "type": "object",
        "additionalProperties": False,
        "properties": dict(fields),
    }
    return {**schema, "required": list(required)} if required else schema


def one_of(*forms: Schema) -> Schema:
    """Return a choice between forms; a value is judged by the first whose type it has."""
    return {"anyOf": list(forms)}


def mapping(values: Schema, keys: Schema) -> Schema:
    """Return a mapping from any keys of a form to values of a form."""
    return {"type": "object", "propertyNames": keys, "additionalProperties": values}


def listed(items: Schema) -> Schema:
    """Return a list of values of one form, each at most once."""
    return {"type": "array", "items": items, "uniqueItems": True}


def many(items: Schema) -> Schema:
    """Return a list of values of one form, in order, repetitions allowed."""
    return {"type": "array", "items": items}


def matching(pattern: str, expected: str, example: str, length_max: int = 2048) -> Schema:
    """Return a text that matches a pattern as a whole, as the example does."""
    return {
        "type": "string",
        "pattern": f"^({pattern})$",
        "maxLength": length_max,
        "$comment": expected,
        "examples": [example],
    }


def choice(*values: str) -> Schema:
    """Return a text that is one of these."""
    return {"type": "string", "enum": list(values)}


def count(minimum: int = 1, maximum: int = 10_000) -> Schema:
    """Return a whole number within bounds."""
    return {"type": "integer", "minimum": minimum, "maximum": maximum}


def free_values() -> Schema:
    """Return a mapping that somebody else defines: Helm values, a patch."""
    return {"type": "object"}
