"""One field of the spec in words: what it is for, what may stand in it, and an example.

All of it is read from the JSON Schema, so that it says what the checks ask.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from platformgen.diagnostic import did_you_mean
from platformgen.schema.examples import sensible
from platformgen.schema.expected import Form, below, branches, expected, records_in
from platformgen.schema.platform import platform_schema
from platformgen.yamltext import stream

_Step: TypeAlias = tuple[str | None, Form]
"""A key of a record, or None for any key or item; and the form of what is there."""
_ANY = "NAME"


def field(path: str) -> str | None:
    """Return what the spec's language says of a field, by its dotted path; None if there is none.

    Names may be written, left out, or stand as `*`: `components.shop.host` and `components.host`
    are the same field.
    """
    schema = platform_schema()
    steps = _steps(schema, [each for each in path.split(".") if each])
    if not steps:
        return None
    form = steps[-1][1]
    lines = ["".join(_written(steps)), ""]
    if "description" in form:
        lines += [form["description"], ""]
    lines += [f"Expected: {expected(form)}", *_keys(form), "", "Example:", ""]
    lines += [f"    {line}".rstrip() for line in _example(schema, steps)]
    return "\n".join([*lines, ""])


def fields() -> Mapping[str, str]:
    """Return what the keys at the top of a spec are for, in their order."""
    schema: Form = platform_schema()
    top = schema["properties"]
    return {key: form.get("description", "") for key, form in top.items()}


def ends_in_name(path: str) -> bool:
    """Tell whether the last word of a path is the name of a thing, if it is no mistyped key.

    Who writes the names before it too, as in `secrets.NAME.keys.NAME`, means one there.
    """
    words = [each for each in path.split(".") if each]
    steps = _steps(platform_schema(), words) or []
    names = [index for index in range(1, len(steps)) if steps[index][0] is None]
    names = [index for index in names if not _is_item(steps, index)]
    is_name = bool(names) and names[-1] == len(steps) - 1 and words[-1] not in {"*", _ANY}
    return is_name and not (len(names) > 1 and len(words) == len(steps))


def unknown(path: str) -> str | None:
    """Return which word of a path is no field, and the likely one; None of what is no path."""
    schema = platform_schema()
    words = [each for each in path.split(".") if each]
    for length in range(len(words) - 1, 0, -1):
        steps = _steps(schema, words[:length])
        if steps:
            keys = [key for each in records_in(steps[-1][1]) for key in each["properties"]]
            near = did_you_mean(words[length], keys)
            hint = near or (f"use one of: {', '.join(keys)}" if keys else "nothing stands below it")
            return f"there is no field {words[length]!r} in {''.join(_written(steps))}; {hint}"
    return None


def _steps(form: Form, path: Sequence[str]) -> list[_Step] | None:
    """Return the way to a field; a name is passed where the path leaves it out."""
    if not path:
        return []
    first, *rest = path
    for branch in branches(form):
        properties = branch.get("properties", {})
        held = below(branch)
        if first in properties:
            found = _steps(properties[first], rest)
            if found is not None:
                return [(first, properties[first]), *found]
        if held is not None:
            for left in (path, rest):
                found = _steps(held, left)
                if found is not None:
                    return [(None, held), *found]
    return None


def _written(steps: Sequence[_Step]) -> Iterator[str]:
    for index, (key, _) in enumerate(steps):
        if key is not None:
            yield f".{key}" if index else key
        else:
            yield "[]" if _is_item(steps, index) else f".{_ANY}"


def _is_item(steps: Sequence[_Step], index: int) -> bool:
    above = steps[index - 1][1]
    return any("items" in branch for branch in branches(above))


def _keys(form: Form) -> Iterator[str]:
    """Yield a line for each key that a record has."""
    for record in records_in(form):
        properties, required = record["properties"], record.get("required", ())
        width = max(map(len, properties))
        yield "Keys:"
        for key, each in properties.items():
            needed = " (needed)" if key in required else ""
            yield f"    {key:<{width}}  {each.get('description', '')}{needed}"


def _example(schema: Form, steps: Sequence[_Step]) -> list[str]:
    keys = [key for key, _ in steps if key is not None]
    value = example(steps[-1][1], keys[-1])
    for index in range(len(steps) - 1, -1, -1):
        key = steps[index][0]
        above = steps[index - 1][1] if index else schema
        if key is not None:
            holder = keys[-2] if len(keys) > 1 else ""
            needed = _needed(above, key, holder) if index else {}
            value = {**needed, key: sensible(holder, key, value)}
            keys.pop()
        elif _is_item(steps, index):
            value = [value]
        else:
            value = {_example_key(above): value}
    assert isinstance(value, dict)  # noqa: S101
    return stream([value]).splitlines()[1:]


def _needed(form: Form, key: str, above: str) -> dict[str, object]:
    """Return what a record, the value of the key `above`, must have beside a key."""
    branch = next(each for each in branches(form) if key in each.get("properties", {}))
    required = [each for each in branch.get("required", ()) if each != key]
    properties = branch["properties"]
    return {each: sensible(above, each, example(properties[each], each)) for each in required}


def _example_key(form: Form) -> str:
    named = next(each for each in branches(form) if "propertyNames" in each)
    return str(example(named["propertyNames"]))


def example(form: Form, above: str = "") -> object:  # noqa: PLR0911  # one for each kind of form
    """Return the smallest value of a form that says something, as the value of the key `above`."""
    match form:
        case {"anyOf": [first, *_]}:
            return example(first, above)
        case {"const": value}:
            return value
        case {"enum": [first, *_]} | {"examples": [first, *_]}:
            return first
        case {"type": "integer"}:
            return form["minimum"] or 1
        case {"type": "array"}:
            return [example(form["items"], above)]
        case {"properties": properties}:
            keys = form.get("required") or list(properties)[:1]
            return {key: sensible(above, key, example(properties[key], key)) for key in keys}
        case {"propertyNames": keys, "additionalProperties": values}:
            return {str(example(keys)): example(values, above)}
        case _:
            return {"key": "value"}
