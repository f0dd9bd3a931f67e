"""Words about the spec itself: what its fields are for, and what may stand in them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from platformgen.language.phrase import Phrase

SPEC: Mapping[str, Phrase] = {
    "spec.one_of": Phrase(en="one of {values}", es="uno de {values}"),
    "spec.or": Phrase(en="; or ", es="; o "),
    "spec.number": Phrase(
        en="a whole number from {least} to {most}", es="un número entero de {least} a {most}"
    ),
    "spec.text": Phrase(en="a text of any number of lines", es="un texto de cualquier largo"),
    "spec.list": Phrase(en="a list, of each: {each}", es="una lista; cada uno: {each}"),
    "spec.named": Phrase(
        en="a mapping; each key: {key}; each value: {value}",
        es="un mapa; cada clave: {key}; cada valor: {value}",
    ),
    "spec.record": Phrase(en="a mapping", es="un mapa"),
    "spec.free": Phrase(
        en="a mapping that somebody else defines", es="un mapa que define otro programa"
    ),
}


def in_words(text: str, language: str) -> str:
    """Return what the schema says of a field or a form, in this language.

    The schema is written in English; a text that nobody has translated is a KeyError.
    """
    return text if language == "en" else translations(language)[text]


@cache
def translations(language: str) -> Mapping[str, str]:
    """Return the texts of the schema in a language, by the English text."""
    written = files(__package__).joinpath(f"spec.{language}.toml").read_text("utf-8")
    tables: Mapping[str, Mapping[str, str]] = tomllib.loads(written)
    return {english: said for table in tables.values() for english, said in table.items()}
