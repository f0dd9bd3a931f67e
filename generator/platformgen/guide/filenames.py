"""Names of files from headings: plain ASCII, short, and good on every system."""

from __future__ import annotations

import re
import unicodedata

_LENGTH_MAX = 60
# What Windows keeps for devices, and what sites keep for a folder's own page.
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", "index", "readme"}
    | {f"{device}{digit}" for device in ("com", "lpt") for digit in range(1, 10)}
)
_EXTRA = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})


def file_name(words: str, number: int, taken: set[str]) -> str:
    """Return the name of a page's file for its heading; `taken` grows by it.

    `number` tells pages apart whose heading has no letter of this alphabet.
    """
    folded = unicodedata.normalize("NFKD", words.lower().translate(_EXTRA))
    plain = re.sub(r"[^a-z0-9]+", "-", folded.encode("ascii", "ignore").decode()).strip("-")
    name = plain[:_LENGTH_MAX].strip("-") or f"section-{number}"
    if name in _RESERVED:
        name = f"{name}-page"
    made, copy = name, 1
    while made in taken:
        copy += 1
        made = f"{name}-{copy}"
    taken.add(made)
    return f"{made}.md"
