"""What is remembered is what the function returns: never that of another question."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from platformgen.memory import Memory, afresh
from platformgen.model import Platform
from platformgen.pages.markdown import Markdown
from platformgen.pages.page import way_from

ALIKE = [
    1,
    True,
    1.0,
    "1",
    Markdown("1"),
    b"1",
    None,
    0,
    False,
    0.0,
    -0.0,
    "",
    (),
    2**70,
    2**70 + 1,
]
"""Python takes some of these for equal, and a writer of YAML or Markdown none of them."""

VALUES = st.recursive(
    st.sampled_from(ALIKE) | st.text(max_size=2),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=1), inner),
)


@given(st.lists(st.lists(VALUES, max_size=2), max_size=6))
def test_what_is_recalled_is_what_would_be_made(questions: list[list[object]]) -> None:
    memory = Memory()
    for question in questions:
        assert memory.recall(repr, question) == repr(question)


@pytest.mark.parametrize("one", ALIKE, ids=repr)
def test_values_that_only_seem_equal_are_different_questions(one: object) -> None:
    memory = Memory()
    for other in ALIKE:
        memory.recall(repr, other)

    assert memory.recall(repr, one) == repr(one)


def counted() -> tuple[Callable[[object], int], list[object]]:
    asked: list[object] = []

    def count(value: object) -> int:
        asked.append(value)
        return len(asked)

    return count, asked


def test_a_function_runs_once_for_a_question_and_again_when_nobody_asked_for_a_while() -> None:
    memory = Memory()
    count, asked = counted()
    memory.recall(count, ["kept"])
    memory.recall(count, ["forgotten"])
    memory.settle()
    memory.recall(count, ["kept"])
    memory.settle()
    memory.recall(count, ["kept"])
    memory.recall(count, ["forgotten"])

    assert asked == [["kept"], ["forgotten"], ["forgotten"]]


@pytest.mark.parametrize("value", [2**64, "specs/\udcff.yaml"], ids=ascii)
def test_what_cannot_be_written_down_is_made_each_time(value: object) -> None:
    memory = Memory()
    count, asked = counted()
    memory.recall(count, value)
    memory.recall(count, value)

    assert asked == [value, value]


def test_what_is_no_value_is_refused() -> None:
    with pytest.raises(TypeError, match="a function cannot be remembered by its value"):
        Memory().recall(repr, counted)


def test_two_functions_and_two_ways_are_different_questions() -> None:
    memory = Memory()
    ways = [way_from(path, {}) for path in ("index.md", "components/web.md")]

    assert [memory.recall(each, "a.md") for each in (str.upper, str.title)] == ["A.MD", "A.Md"]
    assert [memory.recall(str.format, "{}", way("a.md")) for way in ways] == ["a.md", "../a.md"]


def test_without_a_memory_the_function_runs() -> None:
    assert afresh(int, "12", base=8) == 10


def alternatives(kind: Any, seen: set[Any]) -> Iterator[tuple[type[Struct], ...]]:  # noqa: ANN401  # a type
    """Yield the types of values of which the model has one, wherever it has one of several."""
    parts = get_args(kind)
    structs = tuple(each for each in parts if isinstance(each, type) and issubclass(each, Struct))
    if get_origin(kind) is UnionType and len(structs) > 1:
        yield structs
    if isinstance(kind, type) and issubclass(kind, Struct) and kind not in seen:
        seen.add(kind)
        parts = tuple(get_type_hints(kind).values())
    for each in parts:
        yield from alternatives(each, seen)


def test_values_that_stand_for_each_other_in_the_model_have_fields_of_their_own() -> None:
    found = [pair for kinds in alternatives(Platform, set()) for pair in combinations(kinds, 2)]

    assert len(found) > 5
    assert [pair for pair in found if _fields(pair[0]) == _fields(pair[1])] == []


def _fields(kind: type[Struct]) -> frozenset[str]:
    return frozenset(kind.__struct_fields__)
