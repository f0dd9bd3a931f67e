"""How two states of an object differ, field by field, as people read it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec import Struct

HIDDEN: Final = "(hidden)"
ABSENT: Final = None

# What the server keeps for itself.
_SERVERS: Final = frozenset(
    {"managedFields", "resourceVersion", "generation", "uid", "creationTimestamp", "selfLink"}
)
# Lists whose items have a name of their own under one of these fields.
_NAMES: Final = ("name", "mountPath", "containerPort", "port", "key", "type", "ip")


class FieldChange(Struct, frozen=True, order=True):
    """One field, as Kubernetes writes its path, before and after; None where it is not there."""

    path: str
    before: Any
    after: Any


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """Return the fields in which an object differs; the values of Secrets are hidden."""
    is_secret = after.get("kind", before.get("kind")) == "Secret"
    left, right = content(before), content(after)
    found = _of_mapping(left, right, "")
    return tuple(sorted(_hidden(found) if is_secret else found, key=lambda each: each.path))


def content(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return an object without its status, and without what the server keeps for itself."""
    metadata = document.get("metadata", {})
    kept = {name: value for name, value in metadata.items() if name not in _SERVERS}
    return {**{k: v for k, v in document.items() if k != "status"}, "metadata": kept}


def _hidden(found: Iterator[FieldChange]) -> Iterator[FieldChange]:
    for each in found:
        if each.path.startswith(("data", "stringData")):
            hidden = (HIDDEN if value is not ABSENT else ABSENT for value in _sides(each))
            yield FieldChange(each.path, *hidden)
        else:
            yield each


def _sides(change: FieldChange) -> tuple[Any, Any]:
    return change.before, change.after


def _of(before: Any, after: Any, path: str) -> Iterator[FieldChange]:  # noqa: ANN401  # JSON
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _of_mapping(before, after, path)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _of_list(before, after, path)
    else:
        yield FieldChange(path, before, after)


def _of_mapping(
    before: Mapping[str, Any], after: Mapping[str, Any], path: str
) -> Iterator[FieldChange]:
    for name in sorted({*before, *after}):
        at = f"{path}{named(name)}".removeprefix(".")
        yield from _of(before.get(name), after.get(name), at)


def named(name: str) -> str:
    """Return a field's name as the step of a path: in brackets where it has dots or such."""
    plain = name.replace("-", "").isalnum()
    return f".{name}" if plain else f"[{json.dumps(name, ensure_ascii=False)}]"


def _of_list(before: list[Any], after: list[Any], path: str) -> Iterator[FieldChange]:
    for name in _NAMES:
        left, right = _by_name(before, name), _by_name(after, name)
        if left is not None and right is not None:
            for item in sorted({*left, *right}, key=str):
                yield from _of(left.get(item), right.get(item), f"{path}[{item}]")
            return
    if len(before) == len(after):
        for index, (old, new) in enumerate(zip(before, after, strict=True)):
            yield from _of(old, new, f"{path}[{index}]")
    else:
        yield FieldChange(path, before, after)


def _by_name(items: list[Any], name: str) -> dict[Any, Any] | None:
    """Return the items by a field; None where one lacks it, or two have the same."""
    if not all(isinstance(each, dict) and isinstance(each.get(name), str | int) for each in items):
        return None
    found = {each[name]: each for each in items}
    return found if len(found) == len(items) else None


def value_at(document: Mapping[str, Any], path: str) -> Any:  # noqa: ANN401  # JSON
    """Return what stands at a path as conflicts write it; None where there is nothing.

    >>> value_at(
    ...     {"spec": {"ports": [{"name": "http", "port": 80}]}}, '.spec.ports[name="http"].port'
    ... )
    80
    """
    node: Any = document
    for step in steps(path):
        if isinstance(step, str):
            node = node.get(step) if isinstance(node, dict) else None
        else:
            node = item_at(node, step)
    return node


def item_at(node: Any, step: int | Mapping[str, Any]) -> Any:  # noqa: ANN401  # JSON
    """Return a list's item by its index or by its keys; None where there is none."""
    items = node if isinstance(node, list) else []
    if isinstance(step, int):
        return items[step] if step < len(items) else None
    matching = (
        each
        for each in items
        if isinstance(each, dict)
        and all(each.get(key, _DEFAULTS.get(key)) == want for key, want in step.items())
    )
    return next(matching, None)


_DEFAULTS: Final = {"protocol": "TCP"}


def steps(path: str) -> Iterator[str | int | dict[str, Any]]:
    """Yield the steps of a path as the API server writes it, in conflicts and in refusals.

    A name, an index, or the keys of a list's item. Names may hold dots where they stand in
    brackets (`data[a.b]`); in conflicts they do without (`.data.a.b`), and cannot be told apart.
    """
    rest = path
    while rest:
        if rest.startswith("["):
            inside, rest = _bracketed(rest)
            yield _bracket(inside)
        else:
            name, rest = _name(rest.removeprefix("."))
            if name:
                yield name


def _name(text: str) -> tuple[str, str]:
    ends = [index for index in (text.find("."), text.find("[")) if index >= 0]
    end = min(ends, default=len(text))
    return text[:end], text[end:]


def _bracketed(text: str) -> tuple[str, str]:
    """Split `[…]rest`; a bracket inside quotes does not end it."""
    is_quoted = False
    for index, character in enumerate(text):
        if character == '"':
            is_quoted = not is_quoted
        elif character == "]" and not is_quoted:
            return text[1:index], text[index + 1 :]
    return text[1:], ""


def _bracket(inside: str) -> str | int | dict[str, Any]:
    if inside.isdecimal():
        return int(inside)
    if "=" not in inside:
        return inside.strip('"')
    found: dict[str, Any] = {}
    for part in _parts(inside):
        name, _, value = part.partition("=")
        found[name] = value.strip('"') if value.startswith('"') else _number(value)
    return found


def _parts(text: str) -> Iterator[str]:
    """Split at commas outside of quotes."""
    start, is_quoted = 0, False
    for index, character in enumerate(text):
        if character == '"':
            is_quoted = not is_quoted
        elif character == "," and not is_quoted:
            yield text[start:index]
            start = index + 1
    yield text[start:]


def _number(text: str) -> Any:  # noqa: ANN401  # JSON
    return int(text) if text.lstrip("-").isdecimal() else text
