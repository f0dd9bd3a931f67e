from __future__ import annotations

import pytest

from platformgen.mojibake import lost_places


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("whole\n", []),
        ("a\nse\ufffdor x", [(2, 3, "the character marked in 'se\ufffdor' was lost")]),
        ("\ufffd\ufffd x", [(1, 1, "the 2 characters marked in '\ufffd\ufffd' were lost")]),
        (
            f"{'a' * 50}\ufffd{'b' * 50}",
            [(1, 51, f"the character marked in '{'a' * 20}\ufffd{'b' * 20}' was lost")],
        ),
    ],
)
def test_lost_characters_are_found(text: str, expected: list[tuple[int, int, str]]) -> None:
    assert [(each.line, each.column, each.told) for each in lost_places(text)] == expected
