"""Text with marks where a character was lost, and what each of them may have been."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field

LOST = "\ufffd"
"""What stands where a character cannot be known."""


class Marked(Struct, frozen=True, kw_only=True):
    """A text, and by the index of a mark the characters that fit there, where they are few."""

    text: str
    candidates: Mapping[int, str] = field(default_factory=dict)


class Writing(Struct):
    """A marked text while it is written."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    candidates: dict[int, str] = field(default_factory=dict)

    def add(self, text: str) -> None:
        """Write text as it is."""
        self.parts.append(text)
        self.length += len(text)

    def lose(self, candidates: str) -> None:
        """Write a mark."""
        if candidates:
            self.candidates[self.length] = candidates
        self.add(LOST)

    def append(self, other: Marked) -> None:
        """Write a text with its marks."""
        for index, candidates in other.candidates.items():
            self.candidates[self.length + index] = candidates
        self.add(other.text)

    def marked(self) -> Marked:
        """Return what was written."""
        return Marked(text="".join(self.parts), candidates=self.candidates)


def parts(whole: Marked, ends: Iterable[int]) -> Iterator[Marked]:
    """Yield the text in parts that end where it is said, with their marks."""
    marks = sorted(whole.candidates.items())
    start = at = 0
    for end in ends:
        inside: dict[int, str] = {}
        while at < len(marks) and marks[at][0] < end:
            inside[marks[at][0] - start] = marks[at][1]
            at += 1
        yield Marked(text=whole.text[start:end], candidates=inside)
        start = end
