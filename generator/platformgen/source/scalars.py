"""What a plain scalar means: only what YAML 1.1 and YAML 1.2 agree on.

Sources: the resolution tables of YAML 1.1 (yaml.org/type) and of YAML 1.2's core schema. Where a
reader of one takes a text for something that a reader of the other does not, the text is ambiguous
and has to be quoted. Hexadecimal numbers are refused with them: nobody writes a port as `0x50`.
"""

from __future__ import annotations

import re
from enum import Enum


class Ambiguous(Enum):
    """The one value that says that two readers would differ."""

    TEXT = "ambiguous"


_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_WORDS = frozenset(
    cased
    for word in ("y", "n", "yes", "no", "on", "off")
    for cased in (word, word.capitalize(), word.upper())
) | {"=", "<<"}
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,18}")
_NUMERIC = re.compile(
    r"[-+]?(?:0[xob][0-9a-fA-F_]+|[0-9][0-9_]*|\.[0-9_]+|[0-9][0-9_]*\.[0-9_]*)(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:[Tt]|[ \t]+).*)?"
)

_DATE_OR_TIME = re.compile(r"[-+]?[0-9_]+[-:]")


def resolved(text: str) -> str | int | float | bool | Ambiguous | None:
    """Return what a plain scalar means to every reader, or that readers differ."""
    if text in _NULL:
        return None
    first = text[0]
    if first in "0123456789-+.":
        return _number(text)
    if first in "tTfF" and (text in _TRUE or text in _FALSE):
        return text in _TRUE
    return Ambiguous.TEXT if first in "yYnNoO=<" and text in _WORDS else text


def spelled_otherwise(text: str) -> str:
    """Return how to write an ambiguous scalar so that all readers agree."""
    quoted = f'quote it: "{text}"'
    is_number = text[0] in "0123456789-+." and not _DATE_OR_TIME.match(text)
    return f"write a plain decimal number, or {quoted}" if is_number else quoted


def _number(text: str) -> str | int | float | Ambiguous:
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return Ambiguous.TEXT if _NUMERIC.fullmatch(text) else text
