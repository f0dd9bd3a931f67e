"""The headings that links lead to: by the anchors of the guide, and by those of the site."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from urllib.parse import unquote

from msgspec import Struct

from platformgen.guide.sections import Section
from platformgen.headings import site_anchor, unique

_NAMED = re.compile(r"\{[^}]*#([\w.:-]+)[^}]*\}[ \t]*$")
_NOT_IN_ANCHOR = re.compile(r"[^\w\s-]")
_SPACES = re.compile(r"\s")
_NOT_A_LETTER = re.compile(r"[^\w\ufffd]|_")


class Target(Struct, frozen=True, kw_only=True):
    """A heading by the file of its page and its anchor there; `is_top` for a page's first one."""

    file: str
    anchor: str
    is_top: bool


class Targets:
    """All headings of a guide, by what links may call them."""

    def __init__(self, pages: Iterable[tuple[str, Section]]) -> None:
        self._found: dict[str, Target] = {}
        self._loosely: dict[str, Target] = {}
        seen: Counter[str] = Counter()
        for file, section in pages:
            taken: set[str] = set()
            headings = [line for line in section.lines if line.level]
            for line in headings:
                named = _NAMED.search(line.text)
                anchor = named[1] if named else unique(site_anchor(line.words), taken)
                taken.add(anchor)
                is_top = line is headings[0] and line.level == section.level
                target = Target(file=file, anchor=anchor, is_top=is_top)
                for name in _names(line.words, named[1] if named else "", seen):
                    self._found.setdefault(name, target)
                for key in _loose(line.words):
                    self._loosely.setdefault(key, target)

    def target(self, fragment: str) -> Target | None:
        """Return the heading that a link means: by its anchor, else by its letters alone."""
        name = unquote(fragment)
        exact = self._found.get(name) or self._found.get(name.lower())
        loosely = (self._loosely.get(key) for key in _loose(name))
        return exact or next((found for found in loosely if found), None)


def _names(words: str, named: str, seen: Counter[str]) -> Sequence[str]:
    plain = _SPACES.sub("-", _NOT_IN_ANCHOR.sub("", words.lower().replace("\ufe0f", "")).strip())
    seen[plain] += 1
    numbered = plain if seen[plain] == 1 else f"{plain}-{seen[plain] - 1}"
    return [name for name in (named, numbered) if name]


def _loose(words: str) -> Sequence[str]:
    """Return keys that forgive emoji, punctuation and accents; lost letters count as letters."""
    letters = _NOT_A_LETTER.sub("", words.lower())
    folded = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode()
    return [key for key in (letters, folded) if key]
