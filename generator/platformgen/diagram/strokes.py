"""What characters mean in a drawing: the arms of strokes and the way heads point."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

Arms: TypeAlias = int
"""Sides of a cell, summed; plain numbers, for they are asked about for every cell."""


class Arm:
    """The sides on which a stroke goes on."""

    NONE: Final = 0
    N: Final = 1
    E: Final = 2
    S: Final = 4
    W: Final = 8
    NE: Final = 16
    SE: Final = 32
    SW: Final = 64
    NW: Final = 128


STEP: Final[Mapping[Arms, tuple[int, int]]] = {
    Arm.N: (-1, 0),
    Arm.E: (0, 1),
    Arm.S: (1, 0),
    Arm.W: (0, -1),
    Arm.NE: (-1, 1),
    Arm.SE: (1, 1),
    Arm.SW: (1, -1),
    Arm.NW: (-1, -1),
}
"""Row and column to add to go one cell in a direction."""

OPPOSITE: Final[Mapping[Arms, Arms]] = {
    Arm.N: Arm.S,
    Arm.S: Arm.N,
    Arm.E: Arm.W,
    Arm.W: Arm.E,
    Arm.NE: Arm.SW,
    Arm.SW: Arm.NE,
    Arm.SE: Arm.NW,
    Arm.NW: Arm.SE,
}

ACROSS: Final = Arm.E | Arm.W
ALONG: Final = Arm.N | Arm.S
EVERY: Final = ACROSS | ALONG

_BY_ARMS: Final = (
    ("─━═╌╍┄┅┈┉╼╾·∙", ACROSS),
    ("│┃║╎╏┆┇┊┋╽╿", ALONG),
    ("┌┍┎┏╭╒╓╔", Arm.E | Arm.S),
    ("┐┑┒┓╮╕╖╗", Arm.W | Arm.S),
    ("└┕┖┗╰╘╙╚", Arm.E | Arm.N),
    ("┘┙┚┛╯╛╜╝", Arm.W | Arm.N),
    ("├┝┞┟┠┡┢┣╞╟╠", ALONG | Arm.E),
    ("┤┥┦┧┨┩┪┫╡╢╣", ALONG | Arm.W),
    ("┬┭┮┯┰┱┲┳╤╥╦", ACROSS | Arm.S),
    ("┴┵┶┷┸┹┺┻╧╨╩", ACROSS | Arm.N),
    ("┼┽┾┿╀╁╂╃╄╅╆╇╈╉╊╋╪╫╬", EVERY),
    ("╴╸", Arm.W),
    ("╵╹", Arm.N),
    ("╶╺", Arm.E),
    ("╷╻", Arm.S),
    ("\N{BOX DRAWINGS LIGHT DIAGONAL UPPER RIGHT TO LOWER LEFT}", Arm.NE | Arm.SW),
    ("╲", Arm.NW | Arm.SE),
)

BOX_ARMS: Final[Mapping[str, Arms]] = {
    character: arms for characters, arms in _BY_ARMS for character in characters
}
"""Arms of the characters that can only be strokes."""

ASCII_ARMS: Final[Mapping[str, Arms]] = {
    "-": ACROSS,
    "=": ACROSS,
    "_": ACROSS,
    "~": ACROSS,
    "|": ALONG,
    "¦": ALONG,
    ":": ALONG,
    "!": ALONG,
    "+": EVERY,
    "*": EVERY,
    ".": ACROSS | Arm.S,
    ",": ACROSS | Arm.S,
    "'": ACROSS | Arm.N,
    "`": ACROSS | Arm.N,
    "/": Arm.NE | Arm.SW,
    "\\": Arm.NW | Arm.SE,
}
"""Arms that a character has if it is a stroke, which its neighbours decide."""

JUNCTIONS: Final = frozenset("+*.,'`")
"""Strokes whose real arms are those that meet a neighbour."""

TIPS: Final[Mapping[str, Arms]] = {
    character: tip
    for characters, tip in (
        ("▼▽↓⇓\N{LOGICAL OR}⬇▾🡓⯆⇩⭣", Arm.S),
        ("▲△↑⇑∧⬆▴🡑⯅⇧⭡", Arm.N),
        ("►▶▷→⇒⟶➜➔➡▸➤⮕⇨🡒⭢▹➝➙»⟹⇢⇾", Arm.E),
        ("◄◀◁←⇐⟵⬅◂⇦🡐⭠◃«⟸⇠⇽", Arm.W),
    )
    for character in characters
}
"""The way that a character which can only be a head points."""

ASCII_TIPS: Final[Mapping[str, Arms]] = {
    "v": Arm.S,
    "V": Arm.S,
    "^": Arm.N,
    "Λ": Arm.N,
    ">": Arm.E,
    "<": Arm.W,
}
"""The way that a character points if it is a head, which its neighbours decide."""

BOTH_WAYS: Final[Mapping[str, Arms]] = {
    character: ways
    for characters, ways in (("↔⇔⟷⇄⇆⇌⇋⟺", ACROSS), ("↕⇕⇅⇵", ALONG))
    for character in characters
}
"""Arrows with a head at each end."""

DASHED: Final = frozenset("╌╍┄┅┈┉╎╏┆┇┊┋·∙:.~¦⇢⇠")
THICK: Final = frozenset("━┃═║=┅┇┉┋╍╏⇒⇐⇑⇓⟹⟸")

_FLAT: Final = frozenset(
    character for character, arms in BOX_ARMS.items() if arms & ACROSS
) | frozenset("-=+*\ufffd")
_UPRIGHT: Final = frozenset(
    character for character, arms in BOX_ARMS.items() if arms & ALONG
) | frozenset("|+*:!¦\ufffd")


def is_flat(character: str) -> bool:
    """Tell whether a wall that runs across may contain this character."""
    return character in _FLAT


def is_upright(character: str) -> bool:
    """Tell whether a wall that runs up and down may contain this character."""
    return character in _UPRIGHT


def tip(character: str) -> Arms:
    """Return the way that a character points if it is a head, else no arm."""
    return TIPS.get(character) or ASCII_TIPS.get(character) or Arm.NONE


def looks_like_ink(character: str) -> bool:
    """Tell whether a character is used for strokes or heads, whatever else it may mean."""
    return (
        character in BOX_ARMS
        or character in ASCII_ARMS
        or character in TIPS
        or character in BOTH_WAYS
    )
