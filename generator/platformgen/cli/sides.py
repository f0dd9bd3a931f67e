"""Two values of a field beside each other, in few words that show where they differ."""

from __future__ import annotations

import json
from typing import Final

_WIDTH: Final = 60
_BEFORE: Final = 20
"""So much of what is the same is shown before the first difference."""


def sides(before: object, after: object) -> tuple[str, str]:
    """Return both as JSON on a line, cut around the first difference; `nothing` for None."""
    left, right = _text(before), _text(after)
    pairs = zip(left, right, strict=False)
    same = next((index for index, (one, other) in enumerate(pairs) if one != other), 0)
    start = same - _BEFORE if same > _WIDTH - _BEFORE else 0
    return _cut(left, start), _cut(right, start)


def _text(value: object) -> str:
    return "nothing" if value is None else json.dumps(value, ensure_ascii=False)


def _cut(text: str, start: int) -> str:
    if len(text) <= _WIDTH:
        return text
    shown = f"…{text[start + 1 :]}" if start else text
    return shown if len(shown) <= _WIDTH else f"{shown[: _WIDTH - 1]}…"
