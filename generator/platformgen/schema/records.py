"""The whole language of the spec, record by record, for whoever wants to read it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from platformgen.schema.examples import sensible
from platformgen.schema.expected import Form, below, branches, records_in
from platformgen.schema.field import example
from platformgen.schema.platform import platform_schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key of a record: what it is for, in English; its form; and an example of its value."""

    name: str
    description: str
    form: Form
    is_needed: bool
    example: object
    record: str | None
    """The path of the record that its value is, or holds: one that is listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A mapping with keys of its own; of records of one form, the one nearest to the top is listed.

    `path` has the keys that lead to it, parted by dots; `written` also what stands for names and
    items, as in `components.NAME.routes[]`. The whole spec has an empty path.
    """

    path: str
    written: str
    description: str
    keys: tuple[Key, ...]


def records() -> tuple[Record, ...]:
    """Return the records of the spec: the whole, then each followed by those that it holds."""
    whole = _Found(path="", written="", form=platform_schema(), description="")
    return tuple(_listed(whole, _nearest(whole)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    path: str
    written: str
    form: Form
    description: str


def _nearest(whole: _Found) -> Mapping[str, str]:
    """Return the path of each form of record that is nearest to the top, by the form."""
    paths: dict[str, str] = {}
    level = [whole]
    while level:
        for found in level:
            paths.setdefault(_shape(found.form), found.path)
        level = [each for found in level for each in _held(found)]
    return paths


def _listed(found: _Found, paths: Mapping[str, str]) -> Iterator[Record]:
    if paths[_shape(found.form)] != found.path:
        return
    yield _record(found, paths)
    for each in _held(found):
        yield from _listed(each, paths)


def _record(found: _Found, paths: Mapping[str, str]) -> Record:
    needed = found.form.get("required", ())
    above = found.path.rpartition(".")[2]
    keys = [
        Key(
            name=name,
            description=form.get("description", ""),
            form=form,
            is_needed=name in needed,
            example=sensible(above, name, example(form, name)),
            record=next((paths[_shape(each)] for each in records_in(form)), None),
        )
        for name, form in found.form["properties"].items()
    ]
    return Record(
        path=found.path,
        written=found.written,
        description=found.description,
        keys=tuple(keys),
    )


def _held(found: _Found) -> Iterator[_Found]:
    """Yield the records that the keys of a record are or hold."""
    dot = "." if found.path else ""
    for name, form in found.form["properties"].items():
        for record in records_in(form):
            yield _Found(
                path=f"{found.path}{dot}{name}",
                written=f"{found.written}{dot}{name}{_way_in(form)}",
                form=record,
                description=form.get("description", ""),
            )


def _way_in(form: Form) -> str:
    """Return what stands for the names or places between a form and the record that it holds."""
    for branch in branches(form):
        held = below(branch)
        if "properties" not in branch and held is not None:
            return ("[]" if "items" in branch else ".NAME") + _way_in(held)
    return ""


def _shape(form: Form) -> str:
    return json.dumps([form["properties"], form.get("required")], sort_keys=True)
