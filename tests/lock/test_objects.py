"""The YAML of others is read as kubectl reads it, and nothing in it can do harm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platformgen.lock import Unparsed, objects
from platformgen.lock import documents as limits


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("# a comment\n---\n---\n", [], id="empty documents"),
        pytest.param("just text\n", [], id="a document that is no object"),
        pytest.param("- kind: Pod\n", [], id="a list of objects is none"),
        pytest.param("a: =\nb: on\n", [{"a": "=", "b": "on"}], id="what readers differ on is text"),
        pytest.param("a: 8080\nb: '8080'\n", [{"a": 8080, "b": "8080"}], id="numbers and texts"),
        pytest.param("a: !!str 1\n", [{"a": "1"}], id="a tag"),
        pytest.param("a: 1\na: 2\n", [{"a": 2}], id="the last of two equal keys"),
        pytest.param("a: &x {b: 1}\nc: *x\n", [{"a": {"b": 1}, "c": {"b": 1}}], id="an alias"),
        pytest.param(
            "a: &x {b: 1, c: 2}\nd:\n  c: 3\n  <<: *x\n",
            [{"a": {"b": 1, "c": 2}, "d": {"c": 3, "b": 1}}],
            id="a merge key",
        ),
        pytest.param("? [a]\n: 1\n", [{"?": 1}], id="a list as a key"),
        pytest.param("? {a: b}\n: 1\n", [{"?": 1}], id="a mapping as a key"),
        pytest.param("1: a\n", [{"1": "a"}], id="a number as a key"),
        pytest.param("a: *missing\n", None, id="an alias of nothing"),
        pytest.param(
            "kind: List\nitems: [{kind: A}, 1, {kind: B}]\n",
            [{"kind": "A"}, {"kind": "B"}],
            id="the items of a List",
        ),
        pytest.param(
            "kind: Shopping\nitems: [{kind: A}]\n",
            [{"kind": "Shopping", "items": [{"kind": "A"}]}],
            id="another kind with items",
        ),
        pytest.param("a: [\n", None, id="not closed"),
        pytest.param("a: b: c\n", None, id="not YAML"),
        pytest.param("a: \x01\n", None, id="a control character"),
        pytest.param("[" * (limits.DEPTH_MAX + 1), None, id="too deep"),
        pytest.param("[" * 100_000, None, id="deep enough to break other readers"),
    ],
)
def test_objects_are_read_from_a_stream(text: str, expected: list[object] | None) -> None:
    found = objects(text.encode())

    assert found == expected if expected is not None else isinstance(found, Unparsed)


def test_what_is_not_utf8_is_said_to_be_so() -> None:
    assert objects(b"a: \xff\n") == Unparsed("is not UTF-8 text")


def test_a_mark_of_byte_order_is_no_part_of_the_text() -> None:
    assert objects(b"\xef\xbb\xbfa: 1\n") == [{"a": 1}]


def test_what_is_not_yaml_is_said_with_its_line() -> None:
    found = objects(b"a: 1\nb: [\n")

    assert isinstance(found, Unparsed)
    assert found.reason.startswith("is not YAML at line ")


def test_no_number_of_values_can_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "VALUES_MAX", 100)
    bomb = "a: &a {1: x, 2: x, 3: x}\n" + "".join(f"b{each}:\n  <<: *a\n" for each in range(40))

    assert isinstance(objects(bomb.encode()), Unparsed)


@given(st.text() | st.text(alphabet="a:-[]{}&*!<\"'|> \n#?%"))
def test_any_text_gives_objects_or_a_reason(text: str) -> None:
    found = objects(text.encode("utf-8", "surrogatepass"))

    assert isinstance(found, Unparsed | list)
