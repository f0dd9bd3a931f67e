"""Bytes to text: what a byte order mark says, else UTF-8, else what old Windows wrote."""

from __future__ import annotations

import codecs

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)


def decoded(content: bytes) -> tuple[str, str]:
    """Return the text of a file and the name of its encoding; what has no character is marked."""
    for mark, codec, name in _ORDER_MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(codec, "replace"), name
    try:
        return content.decode(), "UTF-8"
    except UnicodeDecodeError:
        pass
    if _is_mostly_utf8(content):
        return content.decode(errors="replace"), "UTF-8 with bytes that are none"
    return content.decode("cp1252", "replace"), "Windows-1252"


def _is_mostly_utf8(content: bytes) -> bool:
    """Tell whether there are more characters of UTF-8 than bytes that belong to none."""
    strays = sum("\udc80" <= each <= "\udcff" for each in content.decode(errors="surrogateescape"))
    whole = sum(each > "\x7f" for each in content.decode(errors="ignore"))
    return whole > strays
