"""The words of what people read, in the spec's language.

One row of a table says a phrase in every language, so no language can fall behind another. Fields
in braces are filled in with `str.format`; only these tables are ever used as format strings.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from platformgen.language.drawings import DRAWINGS
from platformgen.language.files import FILES
from platformgen.language.pages import PAGES
from platformgen.language.phrase import LANGUAGES, Phrase
from platformgen.language.spec import SPEC

__all__ = ["LANGUAGES", "TABLES", "phrases"]

TABLES: tuple[Mapping[str, Phrase], ...] = (DRAWINGS, FILES, PAGES, SPEC)
"""All tables; a key stands in one of them only."""

_TEXTS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        language: MappingProxyType(
            {key: phrase.text(language) for table in TABLES for key, phrase in table.items()}
        )
        for language in LANGUAGES
    }
)


def phrases(language: str) -> Mapping[str, str]:
    """Return every phrase in this language, by key; KeyError for a language we do not speak."""
    return _TEXTS[language]
