"""The pages about changing the platform: every field and every code, in every language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from msgspec.structs import replace

from pages.dialects import CONFIGURATIONS, html, seen
from platformgen import explanations
from platformgen.emit.pages import nothing_known, places
from platformgen.fences import Fence, blocks
from platformgen.language import LANGUAGES
from platformgen.language.spec import translations
from platformgen.model import GitOps
from platformgen.pages import codes, fields
from platformgen.pages.anchors import anchors
from platformgen.pages.contents import contents
from platformgen.pages.paths import CODES, FIELDS, of_spec
from platformgen.schema import platform_schema
from platformgen.schema.records import Record, records
from sample_platforms import platform

TRANSLATED = [each for each in LANGUAGES if each != "en"]


@cache
def bodies(language: str) -> Mapping[str, str]:
    """Return the pages about the spec by their path."""
    whole = platform(language=language)
    made = contents(whole, places(whole), nothing_known)
    return {page.path: page.body for page in made.pages if page.path.startswith("spec/")}


def forms(form: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield form
    for each in (*form.get("anyOf", ()), *form.get("properties", {}).values()):
        yield from forms(each)
    for name in ("additionalProperties", "items", "propertyNames", "not"):
        if isinstance(form.get(name), Mapping):
            yield from forms(form[name])


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_of_the_schema_is_translated_and_no_other(language: str) -> None:
    said = {
        form[name]
        for form in forms(platform_schema())
        for name in ("description", "$comment")
        if name in form
    }

    assert translations(language).keys() == said
    assert all(each.strip() for each in translations(language).values())


def test_every_record_of_the_schema_is_listed_once() -> None:
    listed = Counter(frozenset(key.name for key in each.keys) for each in records())
    known = {
        frozenset(form["properties"]) for form in forms(platform_schema()) if "properties" in form
    }

    assert listed.keys() == known
    assert len({each.path for each in records()}) == len(records())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("record", records()[1:], ids=lambda each: each.path)
def test_every_key_has_an_anchor_on_the_page_of_its_record(record: Record, language: str) -> None:
    page, _, own = fields.place(record.path).partition("#")
    found = list(anchors(bodies(language)[page]))

    assert own in found
    assert {fields.anchor(f"{record.path}.{key.name}") for key in record.keys} <= {
        *found,
        *(fields.anchor(key.record) for key in record.keys if key.record),
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [*FIELDS, *CODES, "index"])
def test_no_anchor_stands_twice_on_a_page(name: str, language: str) -> None:
    found = Counter(anchors(bodies(language)[of_spec(name)]))

    assert [each for each, count in found.items() if count > 1] == []


@pytest.mark.parametrize("name", FIELDS)
def test_the_list_of_contents_tells_the_records_of_a_page_apart_on_a_line_each(name: str) -> None:
    page = bodies("en")[of_spec(name)]

    labels = re.findall(r'data-toc-label="([^"]+)"', page)
    assert len(labels) == len(re.findall(r"(?m)^## ", page)) > 0
    assert [label for label, count in Counter(labels).items() if count > 1] == []
    assert [label for label in labels if len(label) > 24] == []


def test_what_stands_in_a_key_leads_to_a_record_that_is_listed() -> None:
    held = {key.record for each in records() for key in each.keys} - {None}

    assert held == {each.path for each in records()} - {""}


@pytest.mark.parametrize("dialect", CONFIGURATIONS)
def test_the_anchors_of_keys_are_in_what_readers_get(dialect: str) -> None:
    shown = seen(html(dialect, bodies("en")[of_spec("platform")]))
    ids = {attributes.get("id") for _, attributes in shown.elements}

    assert {"platform", "platform-name", "cluster-routing", "gitops-path"} <= ids
    assert "{ #" not in shown.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", explanations.codes())
def test_every_code_is_explained_where_its_place_is(code: str, language: str) -> None:
    page, _, anchor = codes.place(code).partition("#")
    body = bodies(language)[page]
    title = explanations.titles(language)[code]

    assert f"## {code}: {title} {{ #{anchor} }}" in body.split("\n")
    assert f"[`{code}`](../{codes.place(code)}) | " in bodies(language)[of_spec("index")]


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("code", explanations.codes())
def test_an_explanation_shows_the_same_examples_in_every_language(code: str, language: str) -> None:
    english, other = (explanations.page(code, each) or "" for each in ("en", language))

    assert examples(other) == examples(english)
    assert other.startswith(f"# {code}: ")
    assert spoken(other) == spoken(english)
    assert max(map(len, other.split("\n"))) <= 140


def examples(text: str) -> list[str]:
    return [part.code for part in blocks(text.split("\n")) if isinstance(part, Fence)]


def spoken(text: str) -> list[str]:
    """Return the other codes that a text speaks of."""
    return sorted(re.findall(r"PG\d{3}", text))


def test_a_code_that_is_spoken_of_is_a_link() -> None:
    assert "[PG015](../spec/reading.md#pg015)" in bodies("en")[of_spec("reading")]
    assert "[PG025](../spec/meaning.md#pg025)" in bodies("en")[of_spec("meaning")]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("apps", "apps"),
        ("a, b", '"a, b"'),
        (3, "3"),
        (["a", "0 3 * * *"], '[a, "0 3 * * *"]'),
        ({"cpu": "250m", "list": [1]}, '{cpu: "250m", list: [1]}'),
    ],
)
def test_an_example_stands_on_one_line(value: object, shown: str) -> None:
    assert fields.on_one_line(value) == shown


@pytest.mark.parametrize(
    ("mode", "expected"), [("handover", "Argo CD brings it"), ("files", "platformgen apply")]
)
def test_the_last_step_is_who_brings_it_to_the_cluster(mode: str, expected: str) -> None:
    gitops = GitOps(repository="https://example.org/it", revision="main", path="deploy", mode=mode)
    whole = replace(platform(), gitops=gitops)
    made = contents(whole, places(whole), nothing_known)
    (page,) = [each.body for each in made.pages if each.path == of_spec("index")]

    assert expected in page
    assert ("Argo CD brings it" in page) != ("platformgen apply" in page)
