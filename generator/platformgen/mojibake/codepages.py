"""The one-byte encodings that UTF-8 is mistaken for, and the bytes that get lost in them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from msgspec import Struct

_HIGH = range(0x80, 0x100)
_CONTROLS = range(0x80, 0xA0)
_SOFT_HYPHEN = 0xAD

# Python's name, ours, and whether programs show the controls of ISO 8859-1 where it has no
# character. The order is that of preference: the first that explains a text is taken.
_KNOWN = (
    ("cp1252", "Windows-1252", True),
    ("cp1254", "Windows-1254", True),
    ("cp1250", "Windows-1250", True),
    ("cp850", "code page 850", False),
    ("cp437", "code page 437", False),
)


class CodePage(Struct, frozen=True, kw_only=True):
    """An encoding with one byte a character.

    `losable` are the bytes above 0x7f that a program may have dropped, for they show nothing:
    those without a character, and the soft hyphen.
    """

    name: str
    byte_of: Mapping[str, int]
    losable: tuple[int, ...]


@cache
def code_pages() -> tuple[CodePage, ...]:
    """Return the encodings in the order in which they are tried."""
    return tuple(_code_page(*known) for known in _KNOWN)


def _code_page(codec: str, name: str, has_controls: bool) -> CodePage:  # noqa: FBT001  # a row of the table
    shown = {byte: bytes((byte,)).decode(codec, "ignore") for byte in _HIGH}
    byte_of = {chr(byte): byte for byte in _CONTROLS} if has_controls else {}
    byte_of |= {character: byte for byte, character in shown.items() if character}
    losable = tuple(
        byte for byte, character in shown.items() if not character or character == chr(_SOFT_HYPHEN)
    )
    return CodePage(name=name, byte_of=byte_of, losable=losable)
