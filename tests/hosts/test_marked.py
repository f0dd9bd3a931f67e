"""A block between marks comes, changes and goes, and the rest of the file never moves."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from platformgen.marked import Damaged, Marks, with_block, without

MARKS = Marks("# BEGIN it", "# END it")
PIECES = st.sampled_from(
    [b"\n", b"\r\n", b"\r", b"127.0.0.1 a", b"# BEGIN other", b" ", b"\xef\xbb\xbf", b"\xff"]
)
FILES = st.lists(PIECES, max_size=12).map(b"".join) | st.binary(max_size=40)
LINES = st.lists(st.sampled_from(["127.0.0.1 web.local", "::1 web.local"]), max_size=3)


@given(FILES, LINES)
@example(b"", ["127.0.0.1 web.local"])
@example(b"a", [])
@example(b"a\r\nb", ["::1 web.local"])
def test_what_was_put_in_comes_out_byte_for_byte(content: bytes, lines: list[str]) -> None:
    there = with_block(content, lines, MARKS)

    assert isinstance(there, bytes)
    assert without(there, MARKS) == content
    assert with_block(there, lines, MARKS) == there


@given(FILES, LINES, LINES)
def test_a_block_that_changes_leaves_no_trace_of_what_it_was(
    content: bytes, first: list[str], second: list[str]
) -> None:
    there = with_block(content, first, MARKS)
    assert isinstance(there, bytes)

    changed = with_block(there, second, MARKS)

    assert changed == with_block(content, second, MARKS)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(b"", b"# BEGIN it\nx\n# END it\n", id="an empty file"),
        pytest.param(b"a\n", b"a\n# BEGIN it\nx\n# END it\n", id="at the end"),
        pytest.param(b"a", b"a\n# BEGIN it\nx\n# END it", id="a last line without an end"),
        pytest.param(b"a\r\n", b"a\r\n# BEGIN it\r\nx\r\n# END it\r\n", id="the ends of Windows"),
        pytest.param(
            b"a\n# BEGIN it\nold\n# END it\nb\n",
            b"a\n# BEGIN it\nx\n# END it\nb\n",
            id="where it was",
        ),
        pytest.param(
            b"# BEGIN it\r\nold\r\n# END it\r\nb\n",
            b"# BEGIN it\r\nx\r\n# END it\r\nb\n",
            id="with the ends that it had",
        ),
    ],
)
def test_a_block_stands_at_the_end_or_where_it_was(before: bytes, after: bytes) -> None:
    assert with_block(before, ["x"], MARKS) == after


def test_what_follows_a_block_stays() -> None:
    assert without(b"a\n# BEGIN it\nx\n# END it\nb\n", MARKS) == b"a\nb\n"


@pytest.mark.parametrize(
    ("content", "line", "why"),
    [
        pytest.param(b"a\n# BEGIN it\nx\n", 2, "'# BEGIN it' has no end", id="no end"),
        pytest.param(b"a\n# END it\n", 2, "'# END it' has no beginning", id="no beginning"),
        pytest.param(
            b"# BEGIN it\n# BEGIN it\n# END it\n", 2, "'# BEGIN it' is there twice", id="two in one"
        ),
        pytest.param(
            b"# BEGIN it\n# END it\nb\n# BEGIN it\n# END it\n",
            4,
            "'# BEGIN it' is there twice",
            id="two",
        ),
    ],
)
def test_marks_that_are_not_as_we_write_them_are_told_by_line(
    content: bytes, line: int, why: str
) -> None:
    damaged = Damaged(line=line, why=why)

    assert (with_block(content, ["x"], MARKS), without(content, MARKS)) == (damaged, damaged)


def test_a_file_without_a_block_is_as_it_was() -> None:
    assert without(b"a\r\nb", MARKS) == b"a\r\nb"
