from __future__ import annotations

from collections import Counter
from string import Formatter

import pytest

from platformgen.language import LANGUAGES, TABLES, phrases
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
