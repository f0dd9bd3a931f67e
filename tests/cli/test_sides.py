"""Two values beside each other: cut only where it is the same, or goes on for long."""

from __future__ import annotations

import pytest

from platformgen.cli.sides import sides

LONG = "x" * 70


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, 1, ("nothing", "1")),
        ("a", "é", ('"a"', '"é"')),
        (LONG + "a", LONG + "b", (f'…{"x" * 19}a"', f'…{"x" * 19}b"')),
        ("a" + LONG, "b" + LONG, (f'"a{"x" * 57}…', f'"b{"x" * 57}…')),
        ("x" * 40, LONG, (f'"{"x" * 40}"', f'…{"x" * 49}"')),
        (LONG + "a" + LONG, LONG, (f"…{'x' * 19}a{'x' * 38}…", f'…{"x" * 19}"')),
    ],
)
def test_values_show_where_they_differ(
    before: object, after: object, expected: tuple[str, str]
) -> None:
    assert sides(before, after) == expected
