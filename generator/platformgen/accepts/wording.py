"""What a JSON Schema engine finds, in plain words and at the place to edit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from jsonschema_rs import ValidationError, ValidationErrorKind
from msgspec import Struct

from platformgen import diagnostic
from platformgen.accepts import names
from platformgen.accepts.backstage import names as backstage_names

Path = tuple[str | int, ...]

_WORDS: Final = {**backstage_names.WORDS, **names.WORDS}
_LONGEST: Final = 80
_FIRST: Final = frozenset({"type", "minLength"})
_KEPT: Final = _FIRST | {"unknown", "name"}

_TYPES: Mapping[str, str] = {
    "string": "a string",
    "integer": "an integer",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a map",
    "null": "null",
}


class Problem(Struct, frozen=True, kw_only=True):
    """One thing that a schema refuses; `rule` is the keyword of the schema."""

    path: Path
    rule: str
    message: str


def problem(path: Path, rule: str, message: str) -> Problem:
    """Return a problem, for where many are made and each stands on a line."""
    return Problem(path=path, rule=rule, message=message)


def problems(errors: Iterable[ValidationError], schema: Mapping[str, Any]) -> Iterator[Problem]:
    """Put the errors of one instance into words; `schema` is what it was judged by."""
    # A field and the definition that it refers to may both refuse the same type; and what has
    # the wrong type, or nothing in it, need not be told what it should look like.
    found = list(dict.fromkeys(_problems(errors, schema)))
    settled = {each.path for each in found if each.rule in _FIRST}
    yield from (each for each in found if each.rule in _KEPT or each.path not in settled)


def _problems(errors: Iterable[ValidationError], schema: Mapping[str, Any]) -> Iterator[Problem]:
    for error in errors:
        path = tuple(error.instance_path)
        match error.kind:
            case ValidationErrorKind.AdditionalProperties(unexpected):
                known = _parent(schema, error.schema_path).get("properties", {})
                for key in unexpected:
                    yield Problem(path=(*path, key), rule="unknown", message=_unknown(key, known))
            case ValidationErrorKind.PropertyNames(inner):
                message = f"{quoted(inner.instance)} is no name for a field here: {_says(inner)}"
                yield Problem(path=(*path, str(inner.instance)), rule="name", message=message)
            case _:
                yield Problem(path=path, rule=error.kind.name, message=_says(error))


def quoted(value: object) -> str:
    """Return a value as a message shows it: short, on one line, control characters escaped."""
    if value is None or isinstance(value, bool):
        return _type(value)
    if isinstance(value, int) and value.bit_length() > _LONGEST:
        return "of very many digits"
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def listed(words: Iterable[object]) -> str:
    """Return words joined for reading: `'a', 'b' or 'c'`."""
    *rest, last = [quoted(each) for each in words]
    return f"{', '.join(rest)} or {last}" if rest else last


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """Return `; did you mean 'right'?`, or nothing where no known word is near."""
    near = diagnostic.did_you_mean(wrong, known)
    return f"; {near}" if near else ""


def _unknown(key: str, known: Iterable[str]) -> str:
    return f"there is no field {quoted(key)} here{did_you_mean(key, known)}"


def _says(error: ValidationError) -> str:
    value = error.instance
    match error.kind:
        case ValidationErrorKind.Type(types):
            wanted = [_TYPES[each] for each in types if each != "null"]
            words = f"expected {' or '.join(wanted)}, this is {_type(value)}"
        case ValidationErrorKind.Required(key):
            words = f"the field {key!r} is missing"
        case ValidationErrorKind.Enum(options):
            words = _not_one_of(value, [each for each in options if each])
        case ValidationErrorKind.Pattern(pattern):
            words = f"{quoted(value)} is not {_WORDS.get(pattern, f'like {pattern}')}"
        case ValidationErrorKind.Format(form):
            words = f"{quoted(value)} is not a {form}"
        case ValidationErrorKind.Minimum(limit):
            words = f"{quoted(value)} is less than {limit}"
        case ValidationErrorKind.Maximum(limit):
            words = f"{quoted(value)} is more than {limit}"
        case kind:
            words = _size(kind, len(value) if isinstance(value, str | list | dict) else 0)
    return words


def _size(kind: ValidationErrorKind, size: int) -> str:
    """Bounds of a text's length and of a list's size."""
    match kind:
        case ValidationErrorKind.MinLength(1):
            words = "this is empty"
        case ValidationErrorKind.MaxLength(limit):
            words = f"this has {size} characters, more than {limit}"
        case ValidationErrorKind.MinItems(1):
            words = "this list is empty"
        case ValidationErrorKind.MaxItems(limit):
            words = f"this list has {size} items, more than {limit}"
        case ValidationErrorKind.UniqueItems():
            words = "an item is in this list twice"
        case _:
            words = f"this breaks the rule {kind.name!r} of its schema"
    return words


def _not_one_of(value: object, options: list[Any]) -> str:
    near = did_you_mean(value, [str(each) for each in options]) if isinstance(value, str) else ""
    return f"expected {listed(options)}, this is {quoted(value)}{near}"


def _parent(schema: Mapping[str, Any], path: Iterable[str | int]) -> Mapping[str, Any]:
    """Return the part of the schema that holds the keyword at the end of a path into it."""
    *steps, _ = path
    found: Any = schema
    for step in steps:
        found = found[step]
    return found if isinstance(found, Mapping) else {}


def _type(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return "a string"
        case int() | float():
            return f"the number {quoted(value)}"
        case list() | tuple():
            return "a list"
        case _:
            return "a map"
