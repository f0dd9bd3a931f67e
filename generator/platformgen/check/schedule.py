"""When a CronJob runs: five fields, or one of the words that stand for them.

As Kubernetes reads them (robfig/cron): weekdays count from 0 to 6, a range does not run backwards,
and `7` is no Sunday.
"""

from __future__ import annotations

from collections.abc import Mapping

_WORDS = frozenset(
    {"@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"}
)
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_WEEKDAYS = {
    name: number for number, name in enumerate(("sun", "mon", "tue", "wed", "thu", "fri", "sat"))
}
_FIELDS: tuple[tuple[int, int, Mapping[str, int]], ...] = (
    (0, 59, {}),
    (0, 23, {}),
    (1, 31, {}),
    (1, 12, _MONTHS),
    (0, 6, _WEEKDAYS),
)
"""Of minute, hour, day, month and weekday: the least, the most, and the names it has."""


def is_schedule(text: str) -> bool:
    """Tell whether Kubernetes takes a text for a schedule."""
    fields = text.split()
    return text in _WORDS or (
        len(fields) == len(_FIELDS)
        and all(
            _is_part(part, *bounds)
            for field, bounds in zip(fields, _FIELDS, strict=True)
            for part in field.split(",")
        )
    )


def _is_part(part: str, least: int, most: int, names: Mapping[str, int]) -> bool:
    span, slash, step = part.partition("/")
    if slash and (_number(step) or 0) < 1:
        return False
    if span in {"*", "?"}:
        return True
    first, _, last = span.partition("-")
    ends = [_value(end, names) for end in ((first, last) if "-" in span else (first,))]
    known = [end for end in ends if end is not None and least <= end <= most]
    return len(known) == len(ends) and known == sorted(known)


def _value(text: str, names: Mapping[str, int]) -> int | None:
    return names.get(text.lower(), _number(text))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None
