"""References in text: `{{ name.fact }}` becomes what the model says; nothing is ever evaluated.

A name, which may have hyphens, then one or more words, joined by dots: all else between braces is
text. So is a reference after `$`, and one whose braces follow a backslash, which is then dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct

_REFERENCE = re.compile(
    r"\\(?P<escaped>\{\{)"
    r"|(?<!\$)\{\{[ \t]*(?P<name>[a-z][a-z0-9-]*)"
    r"\.(?P<fact>[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)*)[ \t]*\}\}"
)

Lookup = Callable[[str, str], "str | None"]


class Unknown(Struct, frozen=True):
    """A reference that means nothing, and where it begins in its text."""

    name: str
    fact: str
    offset: int


def resolved(text: str, lookup: Lookup) -> tuple[str, tuple[Unknown, ...]]:
    """Return the text with its references looked up, and those that mean nothing."""
    if "{{" not in text:
        return text, ()
    unknown: list[Unknown] = []

    def replacement(match: re.Match[str]) -> str:
        if match["escaped"]:
            return match["escaped"]
        value = lookup(match["name"], match["fact"])
        if value is None:
            unknown.append(Unknown(match["name"], match["fact"], match.start()))
            return match.group()
        return value

    return _REFERENCE.sub(replacement, text), tuple(unknown)


def escaped(text: str) -> str:
    """Return the text so that it comes out of `resolved` as it is, whatever is in it."""
    return _REFERENCE.sub(lambda match: f"\\{match.group()}", text)
