"""Text whose characters are the bytes of UTF-8 in a one-byte encoding, read back.

A sequence of UTF-8 says in its first byte how many follow. Where one is missing, the others still
say that a character stood here, and which ones fit; more cannot be known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from platformgen.mojibake.codepages import CodePage
from platformgen.mojibake.marked import LOST, Marked, Writing

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
# Letters of Europe, punctuation, arrows, frames, symbols, emoji: what documents are full of. Pairs
# of healthy letters and quotation marks can be read back, too, but hardly ever as one of these.
_USUAL = re.compile(
    "[\u00a0-\u017f\u0218-\u021b\u2000-\u2bff\ufe0e\ufe0f\ufeff\U0001f000-\U0001faff]"
)
_EVIDENCE = 3
_CONTINUATION = range(0x80, 0xC0)


class ReadBack(Struct, kw_only=True):
    """What a text gives: the text that was meant, and how many characters were read and lost.

    `odd_read` and `odd_lost` count those that are none of what documents are full of.
    """

    writing: Writing = field(default_factory=Writing)
    read: int = 0
    lost: int = 0
    odd_read: int = 0
    odd_lost: int = 0

    @property
    def is_likely(self) -> bool:
        """Whether the text was UTF-8: more of it fits than does not, and it makes sense.

        A healthy letter would count as the rest of an odd character.
        """
        if self.lost > self.read:
            return False
        return self.read >= _EVIDENCE if self.odd_read else self.read > self.odd_lost == 0


def read_back(marked: Marked, page: CodePage) -> ReadBack | None:
    """Return what was meant by a text; None if a character in it is no byte of a sequence."""
    made = ReadBack()
    position = 0
    for run in _BEYOND_ASCII.finditer(marked.text):
        made.writing.add(marked.text[position : run.start()])
        position = run.end()
        if not _read_run(made, marked, run.start(), run.end(), page):
            return None
    made.writing.add(marked.text[position:])
    return made


def _read_run(made: ReadBack, marked: Marked, start: int, end: int, page: CodePage) -> bool:
    while start < end:
        character = marked.text[start]
        if character == LOST:
            made.writing.lose(marked.candidates.get(start, ""))
            start += 1
            continue
        first = page.byte_of.get(character, 0)
        length = _length(first)
        if not length:
            return False
        known = [first, *_following(marked, start + 1, min(end, start + length), page)]
        start += len(known)
        if not _write(made, known, length, page):
            return False
    return True


def _length(first: int) -> int:
    """Return how many bytes a sequence has that begins with this one; 0 if none does."""
    for low, high, length in ((0xC2, 0xDF, 2), (0xE0, 0xEF, 3), (0xF0, 0xF4, 4)):
        if low <= first <= high:
            return length
    return 0


def _following(marked: Marked, start: int, end: int, page: CodePage) -> Iterator[int | None]:
    """Yield the bytes that go on with a sequence; None for one that is marked as lost."""
    for index in range(start, end):
        character = marked.text[index]
        if character == LOST:
            yield _only_byte(marked.candidates.get(index, ""), page)
            continue
        byte = page.byte_of.get(character, 0)
        if byte not in _CONTINUATION:
            return
        yield byte


def _only_byte(candidates: str, page: CodePage) -> int | None:
    """Return the byte of a lost character, if only one that may have stood there can be a byte."""
    fitting = {page.byte_of.get(character, 0) for character in candidates}
    fitting.intersection_update(_CONTINUATION)
    return fitting.pop() if len(fitting) == 1 else None


def _write(made: ReadBack, known: Sequence[int | None], length: int, page: CodePage) -> bool:
    whole = [byte for byte in known if byte is not None]
    if len(whole) == length:
        character = _character(whole)
        made.read += 1
        made.odd_read += _USUAL.search(character) is None
        made.writing.add(character)
        return bool(character)
    candidates = "".join(sorted(_candidates(known, length, page)))
    made.lost += 1
    made.odd_lost += len(whole) == 1 and _USUAL.search(candidates) is None
    made.writing.lose(candidates)
    # With one byte of three or four left, it is a healthy letter.
    return len(known) > 1 or length == 2  # noqa: PLR2004  # bytes


def _candidates(known: Sequence[int | None], length: int, page: CodePage) -> set[str]:
    """Return the characters that one more byte can make of these."""
    whole = [byte for byte in known if byte is not None]
    if len(whole) != length - 1:
        return set()
    places = [known.index(None)] if None in known else range(1, length)
    found = {
        _character([*whole[:place], byte, *whole[place:]])
        for place in places
        for byte in page.losable
    }
    return found - {""}


def _character(sequence: Sequence[int]) -> str:
    return bytes(sequence).decode(errors="ignore")
