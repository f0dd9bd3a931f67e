"""Schedules as the CronJob controller reads them: five fields, or one of a few words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from platformgen.accepts.wording import quoted

_WORDS: Final = frozenset(
    {"@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"}
)
_EVERY: Final = re.compile(r"@every ([0-9]+(\.[0-9]+)?(ns|us|µs|ms|s|m|h))+")


class Unit(Struct, frozen=True, kw_only=True):
    """One field of a schedule: its name, bounds, and words that stand for numbers."""

    name: str
    low: int
    high: int
    words: Mapping[str, int]


def _numbered(words: str, first: int) -> Mapping[str, int]:
    return {word: number for number, word in enumerate(words.split(), start=first)}


_UNITS: Final = (
    Unit(name="minute", low=0, high=59, words={}),
    Unit(name="hour", low=0, high=23, words={}),
    Unit(name="day of the month", low=1, high=31, words={}),
    Unit(
        name="month",
        low=1,
        high=12,
        words=_numbered("jan feb mar apr may jun jul aug sep oct nov dec", 1),
    ),
    Unit(name="day of the week", low=0, high=6, words=_numbered("sun mon tue wed thu fri sat", 0)),
)


def schedule_problem(schedule: str) -> str:
    """Return what is wrong with a schedule, or nothing."""
    if schedule.startswith("@"):
        if schedule in _WORDS or _EVERY.fullmatch(schedule):
            return ""
        return f"{quoted(schedule)} is not one of {', '.join(sorted(_WORDS))}"
    if schedule.startswith(("TZ=", "CRON_TZ=")):
        return "the time zone stands in the field 'timeZone'"
    fields = schedule.split()
    if len(fields) != len(_UNITS):
        names = ", ".join(unit.name for unit in _UNITS)
        return f"a schedule has five fields ({names}), this has {len(fields)}"
    for field, unit in zip(fields, _UNITS, strict=True):
        if not all(_is_range(each, unit) for each in field.split(",")):
            return f"{quoted(field)} is no {unit.name} from {unit.low} to {unit.high}"
    return ""


def _is_range(text: str, unit: Unit) -> bool:
    span, slash, step = text.partition("/")
    if slash and not (_is_number(step) and int(step) > 0):
        return False
    if span in {"*", "?"}:
        return True
    ends = [_number(each, unit) for each in span.split("-")]
    match ends:
        case [int(only)]:
            return unit.low <= only <= unit.high
        case [int(first), int(last)]:
            return unit.low <= first <= last <= unit.high
        case _:
            return False


def _number(text: str, unit: Unit) -> int | None:
    word = unit.words.get(text.lower())
    if word is not None:
        return word
    return int(text) if _is_number(text) else None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= len("0000")
