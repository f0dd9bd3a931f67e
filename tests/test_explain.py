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
from spec_fields import fields, paths

SHOP = MemoryProject.of(Path(__file__).parent / "platforms" / "shop")
SMALLEST: dict[str, Any] = {
    "platform": {"name": "tiny", "owner": "core"},
    "cluster": {"context": "kind-tiny", "kubernetes": "1.34", "domain": "tiny.local"},
}
PATHS = [".".join(path) for path in paths()]


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


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("components.shop.hst", "there is no field 'hst' in components.NAME; did you mean 'host'?"),
        ("components.hst", "there is no field 'hst' in components; did you mean 'host'?"),
        ("platform.nam", "there is no field 'nam' in platform; did you mean 'name'?"),
        ("components.alerts.exp", "in components.NAME.alerts; did you mean 'expr'?"),
        ("cluster.routing.zzzzzz", "in cluster.routing; use one of: ingress, gateway"),
        ("platform.name.first", "no field 'first' in platform.name; nothing stands below it"),
    ],
)
def test_a_field_that_there_is_not_has_the_nearest_one(path: str, expected: str) -> None:
    assert expected in (explain.unknown(path) or "")


@pytest.mark.parametrize("word", ["zebra", "zebra.stripe", ""])
def test_what_is_no_path_is_told_as_no_field(word: str) -> None:
    assert explain.unknown(word) is None


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("components.shop", True),
        ("components.*", False),
        ("components.NAME", False),
        ("components.host", False),
        ("components.shop.alerts.0", False),
        ("components", False),
        ("zebra", False),
        ("", False),
    ],
)
def test_a_path_that_ends_in_a_name_is_told_from_one_that_ends_in_a_key(
    path: str, *, expected: bool
) -> None:
    assert explain.ends_in_name(path) is expected


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("components.alerts", r'expr: "up{namespace=\"apps\"} == 0"'),
        ("components.alerts", "  summary: The shop does not answer"),
        ("components.workload.schedule", 'schedule: "0 3 * * *"'),
        ("components.workload.volumes.claim", "claim: 10Gi"),
        ("flows.steps", "- from: customer"),
        ("namespaces.limitRange.min.memory", "memory: 256Mi"),
    ],
)
def test_an_example_makes_sense(path: str, shown: str) -> None:
    said = (field(path) or "").replace('"10Gi"', "10Gi").replace('"256Mi"', "256Mi")

    assert shown.strip() in said


def test_all_that_can_be_asked_about_is_listed() -> None:
    assert explain.fields()["teams"] == "Teams: the catalog's Groups"
    assert explain.titles()["PG063"] == "A link that leads nowhere"


SPEC = """\
components:
  shop: {title: The shop}
external:
  bank: {address: 203.0.113.0/24}
secrets: []
teams:
  shop: {}
"""


def test_a_thing_is_told_with_where_it_is_written() -> None:
    spec, _ = parse(SPEC.encode(), Places(), "specs/a.yaml")
    assert spec is not None

    assert (
        explain.things(spec, "bank") == "bank is outside the cluster, written at specs/a.yaml:4:3\n"
    )
    assert (explain.things(spec, "shop") or "").splitlines() == [
        "shop is a component, written at specs/a.yaml:2:3",
        "  title: The shop",
        "shop is a team, written at specs/a.yaml:7:3",
    ]
    assert explain.things(spec, "zebra") is None
    assert explain.names(spec) == ["bank", "cluster", "gitops", "platform", "shop"]


def test_a_thing_that_says_nothing_of_itself_is_told_all_the_same() -> None:
    spec, _ = parse(b"teams:\n  shop:\n", Places(), "a.yaml")
    assert spec is not None

    assert explain.things(spec, "shop") == "shop is a team, written at a.yaml:2:3\n"


@pytest.mark.parametrize(
    ("path", "expected"),
    [("components.shop", True), ("components.zebra", False), ("components.shop.title.x", False)],
)
def test_a_path_of_the_spec_is_written_or_not(path: str, *, expected: bool) -> None:
    spec, _ = parse(SPEC.encode(), Places(), "a.yaml")
    assert spec is not None

    assert explain.is_written(spec, path) is expected
