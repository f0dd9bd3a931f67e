"""Every value keeps the place where it was written, through merging and environments."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platformgen.source import Document, merged, overlaid, parse, parse_alone
from platformgen.source.document import Places
from platformgen.source.reader import FILES_MAX, TEXT_MAX
from platformgen.yamltext import stream


def read(text: str, places: Places, file: str = "a.yaml") -> Document:
    document, found = parse(text.encode(), places, file)
    assert document is not None, found
    return document


TEXT = """\
# A remark.
teams:
  core: {title: "Ñandú 📈", members: [ana, luis]}
  "quoted":
    title: |
      Two
      lines
"""


@pytest.mark.parametrize(
    ("path", "of_value", "of_key"),
    [
        ((), "2:1", "2:1"),
        (("teams",), "3:3", "2:1"),
        (("teams", "core"), "3:9", "3:3"),
        (("teams", "core", "title"), "3:17", "3:10"),
        (("teams", "core", "members"), "3:37", "3:28"),
        (("teams", "core", "members", 1), "3:43", "3:43"),
        (("teams", "quoted"), "5:5", "4:3"),
        (("teams", "quoted", "title"), "5:12", "5:5"),
        (("teams", "core", "nothing"), "3:9", "3:9"),
        (("teams", "core", "members", 9), "3:37", "3:37"),
        (("teams", "core", "title", "deeper"), "3:17", "3:17"),
        (("users",), "2:1", "2:1"),
    ],
)
def test_a_path_leads_to_a_line_and_column(
    path: tuple[str | int, ...], of_value: str, of_key: str
) -> None:
    document = read(TEXT, Places())

    assert str(document.span(path)) == f"a.yaml:{of_value}"
    assert str(document.key_span(path)) == f"a.yaml:{of_key}"


def test_merging_keeps_the_file_of_each_value() -> None:
    places = Places()
    one = read("a: {b: 1}\nc: [x]\n", places, "one.yaml")
    two = read("\na:\n  d: 2\n", places, "two.yaml")
    whole, found = merged([one, two])

    assert not found
    assert str(whole.span(("a", "b"))) == "one.yaml:1:8"
    assert str(whole.span(("a", "d"))) == "two.yaml:3:6"


def test_merging_leaves_the_documents_as_they_were_to_be_merged_again() -> None:
    places = Places()
    texts = ("a: {b: {c: 1}}\n", "a: {b: {d: 2}}\n", "a: {b: {e: 3}}\n")
    documents = [read(text, places, f"{index}.yaml") for index, text in enumerate(texts)]
    once, again = merged(documents)[0], merged(documents)[0]

    assert once.value == again.value == {"a": {"b": {"c": 1, "d": 2, "e": 3}}}
    assert [str(again.span(("a", "b", key))) for key in "cde"] == [
        "0.yaml:1:12",
        "1.yaml:1:12",
        "2.yaml:1:12",
    ]
    assert [read(text, Places()).value for text in texts] == [each.value for each in documents]


def test_a_file_that_was_read_alone_is_taken_over_with_its_places() -> None:
    alone, _ = parse_alone(b"a: [1.0, {b: x}]\n", "two.yaml", 1)
    assert alone is not None
    for _ in range(2):
        places = Places()
        one = read("c: 1\n", places, "one.yaml")
        places.take("two.yaml", alone.places)
        whole, _ = merged([one, Document(alone.value, places, alone.start)])

        assert str(whole.span(("a", 1, "b"))) == "two.yaml:1:14"
        assert str(whole.span(("c",))) == "one.yaml:1:4"
        assert places.has_whole_floats


def test_an_environment_merges_maps_replaces_lists_and_removes_with_null() -> None:
    places = Places()
    base = read("a: {b: 1, c: [1, 2], d: {e: 1}}\nf: 1\ng: {h: 1}\n", places, "base.yaml")
    over = read("a: {c: [3], d: {i: 2}, b: null}\ng: 5\nj: {k: 1}\n", places, "prod.yaml")
    whole, found = overlaid(base, over, frozenset())

    assert not found
    assert whole.value == {"a": {"c": [3], "d": {"e": 1, "i": 2}}, "f": 1, "g": 5, "j": {"k": 1}}
    assert str(whole.span(("a", "c", 0))) == "prod.yaml:1:9"
    assert str(whole.span(("a", "d", "e"))) == "base.yaml:1:29"
    assert base.value["a"] == {"b": 1, "c": [1, 2], "d": {"e": 1}}


LEAVES = st.one_of(
    st.integers(-5, 5), st.booleans(), st.none(), st.text("ab: #\"'\n-é", max_size=5)
)
TREES: Any = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("ab-1: ", min_size=1, max_size=4), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), TREES, min_size=1, max_size=4))
def test_what_we_write_is_read_back_as_it_was(tree: dict[str, Any]) -> None:
    assert read(stream([tree]), Places()).value == tree


@given(st.dictionaries(st.sampled_from("abcd"), TREES, min_size=2, max_size=4), st.data())
def test_it_does_not_matter_over_which_files_keys_are_spread(
    tree: dict[str, Any], data: st.DataObject
) -> None:
    keys = data.draw(st.permutations(list(tree)))
    cut = data.draw(st.integers(1, len(keys) - 1))
    places = Places()
    parts = [{key: tree[key] for key in some} for some in (keys[:cut], keys[cut:])]
    documents = [read(stream([part]), places, f"{at}.yaml") for at, part in enumerate(parts)]
    whole, found = merged(documents)

    assert (whole.value, found) == (tree, [])


def test_more_files_than_places_can_tell_apart_are_refused() -> None:
    places = Places(files=["specs/small.yaml"] * (FILES_MAX - 1))
    last, found_in_last = parse(b"a: 1\n", places, "specs/last.yaml")
    document, found = parse(b"a: 1\n", places, "specs/one-more.yaml")

    assert last is not None
    assert str(last.span(("a",))) == "specs/last.yaml:1:4"
    assert found_in_last == []
    assert document is None
    assert [(each.code, str(each.span), each.what) for each in found] == [
        (
            "PG007",
            "specs/one-more.yaml:1:1",
            "this is one file more than the 65,536 that are read together",
        )
    ]


def test_a_value_may_have_a_mebibyte_and_no_more() -> None:
    fits, found = parse(b'a: "' + b"x" * TEXT_MAX + b'"', Places(), "specs/long.yaml")
    longer, refused = parse(
        b'b:\n  c: "' + b"x" * (TEXT_MAX + 1) + b'"', Places(), "specs/long.yaml"
    )

    assert (fits is not None, found) == (True, [])
    assert longer is None
    assert [(each.code, str(each.span), each.what) for each in refused] == [
        ("PG007", "specs/long.yaml:2:6", "one value has more than 1,048,576 characters")
    ]
