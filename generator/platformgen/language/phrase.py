"""One phrase in every language that the outputs can be written in."""

from __future__ import annotations

from msgspec import Struct


class Phrase(Struct, frozen=True, kw_only=True):
    """The same words in each language, by the language's ISO 639-1 code."""

    en: str
    es: str

    def text(self, language: str) -> str:
        """Return the words in this language, which is one of LANGUAGES."""
        return {"en": self.en, "es": self.es}[language]


LANGUAGES: tuple[str, ...] = Phrase.__struct_fields__
"""The languages that a spec can ask for."""
