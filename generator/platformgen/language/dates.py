"""Dates as people of each language write them."""

from __future__ import annotations

import re

from platformgen.language.phrase import Phrase

_MONTHS = (
    Phrase(en="January", es="enero"),
    Phrase(en="February", es="febrero"),
    Phrase(en="March", es="marzo"),
    Phrase(en="April", es="abril"),
    Phrase(en="May", es="mayo"),
    Phrase(en="June", es="junio"),
    Phrase(en="July", es="julio"),
    Phrase(en="August", es="agosto"),
    Phrase(en="September", es="septiembre"),
    Phrase(en="October", es="octubre"),
    Phrase(en="November", es="noviembre"),
    Phrase(en="December", es="diciembre"),
)

_FORM = Phrase(en="{day} {month} {year}", es="{day} de {month} de {year}")

_DATE = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])-([0-9]{2})")


def in_words(date: str, language: str) -> str:
    """Return a date of ISO 8601, YYYY-MM-DD, with its month in words; other text as it is."""
    found = _DATE.fullmatch(date)
    if found is None:
        return date
    year, month, day = found.groups()
    name = _MONTHS[int(month) - 1].text(language)
    return _FORM.text(language).format(day=int(day), month=name, year=year)
