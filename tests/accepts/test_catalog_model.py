"""Our verdicts on entities beside those of the real validator of Backstage's catalog."""

from __future__ import annotations

import string
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accepts.catalog_model import Judge, judge
from accepts.changes import Object, Path, changed, without
from accepts.entities import ENTITIES
from platformgen.accepts.backstage import entities

VALUES: tuple[Any, ...] = (
    "", " ", "\u00a0", "\u2003", "\x1f", "\x85", None, 0, 1, 1.5, True, False, [], {}, [""], [None],
    ["a"], ["a", "a"], {"a": "b"}, {"a": 1}, {"": "a"}, {"a/b/c": "d"}, {"-a": "b"}, {"A.b/c": "d"},
    {"a.b/C_d": "e"}, {"/a": "b"}, {"a/": "b"}, {f"{'a' * 64}/b": "c"}, {f"{'a' * 63}/b": "c"},
    {"a" * 64: "b"}, {"a" * 63: "b"}, {".".join(["a" * 63] * 4) + "/b": "c"},
    {".".join(["a" * 62] * 4) + "/b": "c"}, {"a": "b c"}, {"a": "é"}, {"a": "x" * 64},
    {"a": None}, {"a\n": "b"}, "a", "A", "1", "é", "a b", "a-b", "a--b", "-a", "a-", "a_b", "a.b",
    ".a", "a\n", "x" * 62, "x" * 63, "x" * 64, "x" * 254, "a:b", "a/b", "a:b/c", "a/b:c", ":a",
    "a:", "/a", "a/", "a:/b", "a::b", "a//b", "component:a", "C++", "c#", "a+b", "backstage.io/v1",
    "backstage.io/v1beta1", "v1alpha1", "component", "Component", "required", "https://a.example",
    "\ufeff", "\U0001d4b3",
)  # fmt: skip
URLS = (
    "https://a", "http:a", "https:/a", "https://", "https:", "http://a:80", "http://a:", "http://:80",
    "http://a:65535", "http://a:65536", "http://a:0000080", "http://a:8o", "http://a:-1",
    "http://a b", "http://a%20b", "http://a%41b", "http://%", "http://a<b", "http://a_b",
    "http://[::1]", "http://[::1]:80", "http://[::1", "http://[::g]", "http://[::1%25a]",
    "http://[1::2::3]", "http://[::1.2.3.4]", "http://[::01.2.3.4]", "http://1.2.3.4",
    "http://1.2.3.256", "http://1.2.3", "http://256.1", "http://1.2.3.4.5", "http://0x7f.1",
    "http://0x", "http://08", "http://1..2", "http://a..b", "http://a.", "http://.", "http://a.1",
    "http://a.0x1", "http://a.09", "http://4294967295", "http://4294967296", "http://u@a",
    "http://u:p@a", "http://@a", "http://u@", "http://u:p@/b", "http://xn--a", "http://xn--",
    "http://xn--espaa-rta.example", "http://a.xn--b-\u00f1", "http://españa.example",
    "http://a\\b", "http:\\\\a", "http://a\u3002b", "mailto:a@b", "mailto:", "tel:+34", "a:b",
    "a://b", "a://", "a://b c", "a://b:80", "a://:80", "a://b:x", "a://@", "a://u@", "a:/b", "a:",
    "1a:b", "+a:b", "a+b:c", "file:///a", "file://h/a", "file://h a/b", "file:a", "file://c:/a",
    "file://", "file://c|/a", "file://c:80/a", "/a", "./a", "a", "//a", "", "?a", "#a", " http://a",
    "http://a ", "http://xn--\u00f1", "http://xn--a-0",
    "\thttp://a\n", "ht\ntp://a", "http://a\tb", "javascript:alert(1)", "data:,a", "HTTP://A",
    "wss://a", "ftp://a", "ftp:", "ws:a", "http://a/b c", "http://a?b c", "http://a#b c",
    "http://a^b", "http://a|b", "http://a`b", 'http://a"b', "http://{a}", "http://a*b", "http://*.a",
    "http://a%00b", "http://a%2Fb", "http://%zz", "http://a%", "https://\uff41.example", "http://a%C3%B1b",
)  # fmt: skip


@pytest.fixture(scope="session")
def catalog_judge() -> Iterator[Judge]:
    """The real validator; one process for the whole run."""
    with judge() as running:
        yield running


def disagreement(catalog_judge: Judge, entity: Object) -> str:
    ours = "; ".join(str(each) for each in entities.findings(entity)) or "ok"
    theirs = catalog_judge.says(entity)
    return "" if (ours == "ok") == (theirs == "ok") else f"we: {ours}; they: {theirs}"


@pytest.mark.parametrize("kind", ENTITIES)
def test_a_good_entity_is_accepted_by_both(catalog_judge: Judge, kind: str) -> None:
    assert (entities.findings(ENTITIES[kind]), catalog_judge.says(ENTITIES[kind])) == ([], "ok")


@pytest.mark.parametrize("kind", ENTITIES)
def test_both_agree_on_every_field_with_every_value(catalog_judge: Judge, kind: str) -> None:
    wrong = {
        f"{path} = {value!r}": said
        for path, value, entity in changes(ENTITIES[kind])
        if (said := disagreement(catalog_judge, entity))
    }

    assert wrong == {}


@pytest.mark.parametrize("url", URLS)
def test_both_agree_on_what_a_url_is(catalog_judge: Judge, url: str) -> None:
    entity = changed(ENTITIES["System"], ("metadata", "links", 0, "url"), url)

    assert disagreement(catalog_judge, entity) == ""


def changes(entity: Object) -> Iterator[tuple[Path, object, Object]]:
    for path in (*paths(entity, ()), ("more",), ("relations",), ("status",), ("spec", "more")):
        if path[-1] not in {"more", "relations", "status"}:
            yield path, "nothing", without(entity, path)
        for value in VALUES:
            yield path, value, changed(entity, path, value)


def paths(value: object, path: Path) -> Iterator[Path]:
    steps: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        steps = list(value.items())
    elif isinstance(value, list):
        steps = list(enumerate(value))
    for step, each in steps:
        yield (*path, step)
        yield from paths(each, (*path, step))


letters = st.text(
    alphabet=string.ascii_letters + string.digits + "-_.:/+#@ \n\tñ\u00a0", max_size=9
)
lengths = st.builds(
    lambda left, count, right: left + "a" * count + right,
    st.sampled_from(["", "-", "A", ".", "x.y/", "k:", "n/"]),
    st.sampled_from([0, 1, 61, 62, 63, 64, 252, 253, 254]),
    st.sampled_from(["", "-", "/b", ".", "_c", "\n"]),
)
pieces = (
    "http", "https", "file", "a", "x1", ":", "//", "/", "\\", "@", "[", "]", "::1", "1.2", "256",
    "0x1", "09", ".", "..", "80", "99999", "%41", "%2f", "%", "?", "#", " ", "\n", "é", "-", "_",
    "<", "|", "^", "xn--", "c:",
)  # fmt: skip
urls = st.lists(st.sampled_from(pieces), max_size=8).map("".join)
texts = letters | lengths | urls | st.text(max_size=5)
scalars = st.none() | st.booleans() | st.integers(-1, 3) | st.just(1.5) | texts
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=4,
)


@st.composite
def mutated(draw: st.DrawFn) -> Object:
    entity = ENTITIES[draw(st.sampled_from(sorted(ENTITIES)))]
    for _ in range(draw(st.integers(1, 2))):
        more = [(key, "more") for key in ("metadata", "spec") if isinstance(entity.get(key), dict)]
        places = [*paths(entity, ()), *more]
        path = draw(st.sampled_from(places))
        if draw(st.integers(0, 9)) == 0 and path[-1] != "more":
            entity = without(entity, path)
        elif path[-1] == "url":
            entity = changed(entity, path, draw(urls))
        else:
            entity = changed(entity, path, draw(values))
    return entity


@settings(max_examples=3000, deadline=None, suppress_health_check=list(HealthCheck))
@given(entity=mutated())
def test_both_agree_on_any_entity(catalog_judge: Judge, entity: Object) -> None:
    assert disagreement(catalog_judge, entity) == ""
