"""Whatever a person asks about, there is an answer, and its examples are right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from memory_project import MemoryProject
from platformgen import explain
from platformgen.pipeline import compiled
from platformgen.schema import findings
from platformgen.schema.field import field
from platformgen.source import parse
from platformgen.source.document import Places
from platformgen.yamltext import stream
from spec_fields import fields

SHOP = MemoryProject.of(Path(__file__).parent / "platforms" / "shop")
SMALLEST: dict[str, Any] = {
    "platform": {"name": "tiny", "owner": "core"},
    "cluster": {"context": "kind-tiny", "kubernetes": "1.34", "domain": "tiny.local"},
}
PATHS = [".".join(path) for path in fields() if "[]" not in path]


@pytest.mark.parametrize("code", explain.codes())
def test_a_page_says_what_a_code_means_and_shows_wrong_and_right(code: str) -> None:
    lines = (explain.page(code) or "").splitlines()
    shown = [line[:6] for line in lines if line.startswith(("Not so", "But so"))]

    assert lines[0].startswith(f"# {code}: ")
    assert shown == ["Not so", "But so"]
    assert max(map(len, lines)) <= 140


def test_codes_are_asked_for_in_any_case() -> None:
    assert explain.page("pg020") == explain.page("PG020")


@pytest.mark.parametrize("code", ["PG999", "", "../PG020", "PG020.md"])
def test_what_is_no_code_has_no_page(code: str) -> None:
    assert explain.page(code) is None


@pytest.mark.parametrize("path", PATHS)
def test_the_example_of_a_field_is_of_the_form_that_the_spec_asks_for(path: str) -> None:
    said = field(path)
    assert said is not None
    document, found = parse(said.partition("Example:\n")[2].encode(), Places(), "example")
    assert document is not None
    whole = _laid(SMALLEST, document.value)
    spec, _ = parse(stream([whole]).encode(), Places(), "example")
    assert spec is not None

    assert [found, findings(spec)] == [[], []]


def _laid(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    return {
        **over,
        **{
            key: _laid(value, over[key]) if isinstance(over.get(key), dict) else value
            for key, value in base.items()
            if key not in over or isinstance(value, dict)
        },
    }


@pytest.mark.parametrize("path", fields(), ids=".".join)
def test_a_field_says_what_it_is_for(path: tuple[str, ...]) -> None:
    *above, last = path
    named = ".".join(each for each in above if each not in {"*", "[]"})
    said = field(f"{named}.{last}" if named else last)

    assert last in {"*", "[]"} or (said is not None and not said.split("\n")[2].startswith("Exp"))


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("components.shop.host", "components.NAME.host"),
        ("components.host", "components.NAME.host"),
        ("components.*.host", "components.NAME.host"),
        ("components.routes.host", "components.NAME.routes[].host"),
        ("components.shop.routes.0.path", "components.NAME.routes[].path"),
        ("components.probes", "components.NAME"),
        ("components.shop.probes.path", None),
        ("cluster.address", "cluster.address"),
        ("teams", "teams"),
        ("teams.checkout", "teams.NAME"),
        ("platform.nothing", None),
        ("", None),
        ("...", None),
    ],
)
def test_a_field_is_found_with_and_without_the_names_in_its_path(
    path: str, shown: str | None
) -> None:
    said = field(path)

    assert (said and said.split("\n")[0]) == shown


def test_what_must_be_there_is_marked() -> None:
    said = (field("components.workload") or "").splitlines()

    assert [line.split()[0] for line in said if line.endswith("(needed)")] == ["image"]


def test_the_facts_of_a_thing_are_listed_as_they_are_written() -> None:
    compilation, _ = compiled(SHOP)
    assert compilation is not None
    listed = explain.facts(compilation.platform, "shop") or ""

    assert "{{ shop.url }}" in listed
    assert "https://shop.market.test" in listed


def test_what_is_nothing_has_no_facts() -> None:
    compilation, _ = compiled(SHOP)
    assert compilation is not None

    assert explain.facts(compilation.platform, "zebra") is None
