"""Text whose encoding was damaged, repaired where the bytes decide; what they do not is marked."""

from __future__ import annotations

from msgspec import Struct

from platformgen.mojibake.decoding import decoded
from platformgen.mojibake.lost import LostPlace, lost_places
from platformgen.mojibake.marked import LOST, Marked
from platformgen.mojibake.rounds import undone
from platformgen.mojibake.strokes import restored

__all__ = ["LOST", "LostPlace", "Repaired", "lost_places", "repaired"]


class Repaired(Struct, frozen=True, kw_only=True):
    """A text after its repair.

    `encoding` is that of the file; `mistaken` are the encodings that UTF-8 was read in, the last
    one first; `characters` and `strokes` count what was repaired, strokes of frames apart.
    """

    text: str
    encoding: str
    mistaken: tuple[str, ...]
    characters: int
    strokes: int

    @property
    def lost(self) -> int:
        """How many characters cannot be known; LOST stands for each."""
        return self.text.count(LOST)


def repaired(content: bytes) -> Repaired:
    """Return the text of a file, with line feeds at the ends of its lines."""
    text, encoding = decoded(content)
    marked, mistaken, characters = undone(Marked(text=text))
    marked, strokes = restored(marked)
    plain = marked.text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return Repaired(
        text=plain, encoding=encoding, mistaken=mistaken, characters=characters, strokes=strokes
    )
