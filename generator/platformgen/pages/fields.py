"""The pages of the spec's fields: what each key of each record is for, and what may stand in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct

from platformgen.language import phrases
from platformgen.language.spec import in_words
from platformgen.pages.markdown import Markdown, code, link, text
from platformgen.pages.page import Page, Way, way_from
from platformgen.pages.paths import FIELDS, of_spec
from platformgen.pages.prose import prose
from platformgen.pages.site import Site
from platformgen.schema.expected import expected
from platformgen.schema.records import Key, Record, records
from platformgen.yamltext import stream


class Row(Struct, frozen=True, kw_only=True):
    """A key as a row of a table; all of it is Markdown."""

    key: Markdown
    purpose: Markdown
    form: Markdown
    example: Markdown


def fields_page(site: Site, name: str) -> Page:
    """Return one of the pages, by its name in FIELDS."""
    path = of_spec(name)
    title = phrases(site.language)[f"page.spec.{name}"]
    body = prose(
        site.language,
        "fields",
        title=title,
        to=way_from(path, {}),
        records=_shown(name, site.language),
    )
    return Page(path=path, title=title, body=body)


def sections(language: str, to: Way) -> Iterator[tuple[Markdown, Markdown]]:
    """Yield each key at the top of a spec, linked to its page, and what it is for."""
    for key in _whole().keys:
        name = code(key.name)
        shown = (
            link(name, to(place(key.record)))
            if key.record
            else Markdown(f"{name}{{ #{key.name} }}")
        )
        yield Markdown(shown), text(in_words(key.description, language))


def place(path: str) -> str:
    """Return where a record is described: a page of the site, with its anchor."""
    return f"{of_spec(_page_of(path))}#{anchor(path)}"


def anchor(path: str) -> str:
    """Return the anchor of a field by its path, which has no names in it."""
    return path.replace(".", "-")


def label(written: str) -> str:
    """Return the end of a path, as much as the list of contents shows on a line."""
    while len(written) > _LABEL and "." in written:
        written = written.partition(".")[2]
    return written


_LABEL = 24
"""Letters of a line of the list of contents, beside the page."""


def _page_of(path: str) -> str:
    # The longest of the paths that it is below: what runs a component has a page of its own.
    below = [
        (len(root), name)
        for name, roots in FIELDS.items()
        for root in roots
        if f"{path}.".startswith(f"{root}.")
    ]
    return max(below)[1]


@cache
def _listed() -> tuple[Record, ...]:
    return records()


def _whole() -> Record:
    return _listed()[0]


def _shown(
    name: str, language: str
) -> Iterator[tuple[Record, str, Markdown, Markdown, Sequence[Row]]]:
    """Yield the records of a page: anchor, name in the list of contents, purpose, rows."""
    to = way_from(of_spec(name), {})
    for record in _listed()[1:]:
        if _page_of(record.path) == name:
            rows = [_row(record, key, language, to) for key in record.keys]
            purpose = text(in_words(record.description, language))
            yield record, anchor(record.path), Markdown(label(record.written)), purpose, rows


def _row(record: Record, key: Key, language: str, to: Way) -> Row:
    path = f"{record.path}.{key.name}"
    name = code(key.name)
    # What has a record of its own has its anchor there.
    named = name if key.record == path else Markdown(f"{name}{{ #{anchor(path)} }}")
    needed = phrases(language)["page.spec.needed"]
    return Row(
        key=Markdown(f"{named} {text(needed)}") if key.is_needed else named,
        purpose=text(in_words(key.description, language)),
        form=_form(key, language, to),
        example=code(on_one_line(key.example)) if key.record is None else Markdown("—"),
    )


def _form(key: Key, language: str, to: Way) -> Markdown:
    said = text(expected(key.form, language))
    if key.record is None:
        return said
    written = next(each.written for each in _listed() if each.path == key.record)
    return Markdown(f"{said}: {link(code(written), to(place(key.record)))}")


def on_one_line(value: object) -> str:
    """Return a value as it may stand behind a key."""
    match value:
        case dict():
            parts = (f"{key}: {on_one_line(each)}" for key, each in value.items())
            return f"{{{', '.join(parts)}}}"
        case list():
            return f"[{', '.join(map(on_one_line, value))}]"
        case _:
            return stream([{"value": value}]).partition("value: ")[2].rstrip("\n")
