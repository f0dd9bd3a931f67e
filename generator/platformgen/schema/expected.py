"""What may stand in a field, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from platformgen.language import phrases
from platformgen.language.spec import in_words

Form: TypeAlias = Mapping[str, Any]
"""A part of the JSON Schema."""


def expected(form: Form, language: str = "en") -> str:  # noqa: PLR0911  # one for each kind of form
    """Return what may stand where a form is, in a language."""
    words = phrases(language)
    match form:
        case {"anyOf": forms}:
            return words["spec.or"].join(expected(each, language) for each in forms)
        case {"const": value}:
            return str(value)
        case {"enum": options}:
            return words["spec.one_of"].format(values=", ".join(options))
        case {"type": "integer"}:
            return words["spec.number"].format(least=form["minimum"], most=form["maximum"])
        case {"type": "string", "$comment": said}:
            return in_words(said, language)
        case {"type": "string"}:
            return words["spec.text"]
        case {"type": "array"}:
            return words["spec.list"].format(each=expected(form["items"], language))
        case {"propertyNames": keys, "additionalProperties": values}:
            return words["spec.named"].format(
                key=expected(keys, language), value=expected(values, language)
            )
        case {"properties": _}:
            return words["spec.record"]
        case _:
            return words["spec.free"]


def branches(form: Form) -> Sequence[Form]:
    """Return the forms that a form is a choice of; itself where it is none."""
    found: Sequence[Form] = form.get("anyOf", (form,))
    return found


def below(form: Form) -> Form | None:
    """Return the form of what stands under any key, or in any place of a list."""
    found = form.get("additionalProperties") or form.get("items")
    return found if isinstance(found, Mapping) else None


def records_in(form: Form) -> Iterator[Form]:
    """Yield the records that a form is, or holds in mappings and lists of any depth."""
    for branch in branches(form):
        held = below(branch)
        if "properties" in branch:
            yield branch
        elif held is not None:
            yield from records_in(held)
