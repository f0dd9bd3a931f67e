from __future__ import annotations

from collections import Counter
from string import Formatter

import pytest

from platformgen.language import LANGUAGES, TABLES, phrases
from platformgen.language.dates import in_words
from platformgen.language.phrase import Phrase

ROWS = [(key, phrase) for table in TABLES for key, phrase in table.items()]


def fields_of(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field is not None}


def test_every_language_has_the_same_keys() -> None:
    keys = {language: set(phrases(language)) for language in LANGUAGES}

    assert keys["es"] == keys["en"]


def test_a_key_stands_in_one_table_only() -> None:
    repeated = [key for key, count in Counter(key for key, _ in ROWS).items() if count > 1]

    assert repeated == []


@pytest.mark.parametrize(("key", "phrase"), ROWS, ids=[key for key, _ in ROWS])
def test_a_phrase_says_something_in_every_language_with_the_same_fields(
    key: str, phrase: Phrase
) -> None:
    texts = [phrase.text(language) for language in LANGUAGES]

    assert all(text.strip() for text in texts), key
    assert len({frozenset(fields_of(text)) for text in texts}) == 1, texts


def test_a_language_that_we_do_not_speak_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        phrases("eo")


@pytest.mark.parametrize(
    ("date", "language", "words"),
    [
        ("2025-10-06", "en", "6 October 2025"),
        ("2025-10-06", "es", "6 de octubre de 2025"),
        ("2026-01-31", "es", "31 de enero de 2026"),
        ("2025-13-06", "en", "2025-13-06"),
        ("", "en", ""),
    ],
)
def test_a_date_is_written_as_people_of_the_language_do(
    date: str, language: str, words: str
) -> None:
    assert in_words(date, language) == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_month_has_a_name_of_its_own(language: str) -> None:
    names = {in_words(f"2025-{month:02}-01", language) for month in range(1, 13)}

    assert len(names) == 12
    assert not any("-" in name for name in names)
