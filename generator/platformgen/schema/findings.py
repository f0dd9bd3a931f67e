"""Where a spec does not have the form that its language asks for, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any, cast

import jsonschema_rs

from platformgen.diagnostic import Diagnostic, did_you_mean
from platformgen.schema.platform import platform_schema
from platformgen.source import Document
from platformgen.source.document import Path

REPORTED_MAX = 200
"""More findings than this help nobody: they share a cause."""

_TYPES = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a mapping",
    "null": "nothing",
}
_SCALARS = (bool, int, float)
_SHOWN_MAX = 60


def findings(document: Document) -> list[Diagnostic]:
    """Report the places where the document does not have the form of a spec, up to REPORTED_MAX."""
    validator = _validator()
    if validator.is_valid(document.value):
        return list(_whole_numbers(document)) if document.places.has_whole_floats else []
    errors = islice(validator.iter_errors(document.value), REPORTED_MAX)
    return [found for error in errors for found in _reported(document, error)]


@cache
def _validator() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(_schema())


@cache
def _schema() -> dict[str, object]:
    return platform_schema()


def _reported(document: Document, error: Any) -> Iterator[Diagnostic]:  # noqa: ANN401  # jsonschema-rs has no type for its kinds
    path: Path = tuple(error.instance_path)
    kind = error.kind
    match kind.name:
        case "additionalProperties":
            for key in kind.unexpected:
                yield _unknown_key(document, (*path, key), _known(error))
        case "anyOf":
            for inner in _best_branch(path, kind.context):
                yield from _reported(document, inner)
        case "propertyNames":
            yield _bad_key(document, (*path, str(kind.error.instance)), kind.error)
        case "uniqueItems":
            yield from _said_twice(document, path)
        case "enum" | "not" if not isinstance(_value(document, path), str):
            return  # its type was reported
        case _:
            yield _of_one_value(document, path, error)


def _of_one_value(document: Document, path: Path, error: Any) -> Diagnostic:  # noqa: ANN401  # see above
    match error.kind.name:
        case "required":
            return _missing(document, path, error.kind.property)
        case "type":
            return _wrong_type(document, path, error)
        case "enum":
            return _not_among(document, path, error.kind.options)
        case "minLength" | "minItems":
            return _empty(document, path)
        case _:
            return _bad_form(document, path, error)


def _schema_of(error: Any) -> Mapping[str, Any]:  # noqa: ANN401  # see above
    node: Any = _schema()
    for step in error.schema_path[:-1]:
        node = node[step]
    return cast("Mapping[str, Any]", node)


def _known(error: Any) -> list[str]:  # noqa: ANN401  # see above
    return sorted(_schema_of(error)["properties"])


def _unknown_key(document: Document, path: Path, known: Sequence[str]) -> Diagnostic:
    key = str(path[-1])
    fix = did_you_mean(key, known) or f"use one of: {', '.join(known)}"
    what = f"there is no key {key!r} here"
    return Diagnostic(code="PG011", what=what, span=document.key_span(path), fix=fix)


def _missing(document: Document, path: Path, key: str) -> Diagnostic:
    whose = f"{_label(path)} has no {key!r}" if path else f"the spec has no {key!r}"
    return Diagnostic(
        code="PG012", what=whose, span=document.key_span(path), fix=f"add {key!r} to it"
    )


def _label(path: Path) -> str:
    return ".".join(str(step) for step in path)


def _wrong_type(document: Document, path: Path, error: Any) -> Diagnostic:  # noqa: ANN401  # see above
    expected = _schema_of(error)["type"]
    value = _value(document, path)
    what = f"{_TYPES[expected]} is expected for {_label(path)}, this is {_said(value)}"
    fix = "quote it" if expected == "string" and isinstance(value, _SCALARS) else ""
    return Diagnostic(code="PG010", what=what, span=document.span(path), fix=fix)


def _said(value: object) -> str:
    for types, words in (
        (bool, _TYPES["boolean"]),
        (int, _TYPES["integer"]),
        (float, _TYPES["number"]),
        (str, _TYPES["string"]),
        (list, _TYPES["array"]),
        (dict, _TYPES["object"]),
    ):
        if isinstance(value, types):
            return words
    return _TYPES["null"]


def _not_among(document: Document, path: Path, options: Sequence[object]) -> Diagnostic:
    value = _value(document, path)
    known = [str(option) for option in options]
    fix = did_you_mean(str(value), known) or f"use one of: {', '.join(known)}"
    what = f"{value!r} is not a value of {_label(path)}"
    return Diagnostic(code="PG014", what=what, span=document.span(path), fix=fix)


def _best_branch(path: Path, branches: Sequence[Sequence[Any]]) -> Sequence[Any]:
    """Choose the branch that the user seems to mean: the first that fails on more than its type."""
    for branch in branches:
        if not any(
            error.kind.name == "type" and tuple(error.instance_path) == path for error in branch
        ):
            return branch
    return branches[0]


def _bad_key(document: Document, path: Path, error: Any) -> Diagnostic:  # noqa: ANN401  # see above
    expected = _expected(error)
    what = f"{_shortened(path[-1])} cannot be a key of {_label(path[:-1])}"
    return Diagnostic(code="PG013", what=what, span=document.key_span(path), fix=f"use {expected}")


def _bad_form(document: Document, path: Path, error: Any) -> Diagnostic:  # noqa: ANN401  # see above
    value = _value(document, path)
    shown = _shortened(value) if isinstance(value, str | int | float) else _said(value)
    what = f"{shown} does not fit {_label(path)}"
    fix = f"use {_expected(error)}"
    return Diagnostic(code="PG013", what=what, span=document.span(path), fix=fix)


def _said_twice(document: Document, path: Path) -> Iterator[Diagnostic]:
    items = cast("list[object]", _value(document, path))
    for index, item in enumerate(items):
        if item in items[:index]:
            what = f"{_shortened(item)} stands twice in {_label(path)}"
            span = document.span((*path, index))
            yield Diagnostic(code="PG013", what=what, span=span, fix="remove one of the two")


def _empty(document: Document, path: Path) -> Diagnostic:
    what = f"{_label(path)} is empty"
    span = document.span(path)
    return Diagnostic(code="PG013", what=what, span=span, fix="fill it, or remove it")


def _expected(error: Any) -> str:  # noqa: ANN401  # see above
    schema = _schema_of(error)
    match error.schema_path[-1]:
        case "not":
            return str(schema["not"]["$comment"])
        case "minimum" | "maximum":
            return f"a whole number from {schema['minimum']} to {schema['maximum']}"
        case "const":
            return str(schema["const"])
        case _:
            return str(schema.get("$comment") or f"at most {schema['maxLength']} characters")


def _shortened(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= _SHOWN_MAX else f"{shown[: _SHOWN_MAX - 3]}…{shown[-1]}"


def _value(document: Document, path: Path) -> object:
    node: Any = document.value
    for step in path:
        node = node[step]
    return node


def _whole_numbers(document: Document) -> Iterator[Diagnostic]:
    """Report `80.0` where a whole number is expected: JSON Schema takes it for one."""
    waiting: list[tuple[Path, object]] = [((), document.value)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, float):
            what = f"a whole number is expected for {_label(path)}, this is {value}"
            fix = f"write {value:.0f}"
            yield Diagnostic(code="PG010", what=what, span=document.span(path), fix=fix)
        elif isinstance(value, dict):
            inside = [((*path, key), each) for key, each in value.items()]
            waiting += [each for each in inside if not _is_free(each[0])]
        elif isinstance(value, list):
            waiting += [((*path, index), each) for index, each in enumerate(value)]


def _is_free(path: Path) -> bool:
    """Tell whether somebody else defines what is there: a chart, or Kubernetes."""
    return path[-2:] == ("helm", "values") or (path[0] == "patches" and path[2:] == ("patch",))
