"""Until when a certificate holds: the one fact of it that people need, and Python does not tell.

A certificate is nested elements (X.690, DER), one of them its validity (RFC 5280, 4.1).
"""

from __future__ import annotations

import base64
import re
from datetime import UTC, datetime
from typing import Final

from msgspec import Struct

_PEM: Final = re.compile(rb"-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----")
_VERSION: Final = 0xA0
_IS_LONG: Final = 0x80
_FORMATS: Final = {0x17: "%y%m%d%H%M%SZ", 0x18: "%Y%m%d%H%M%SZ"}
"""How the two kinds of times are written; two digits of a year are read alike by strptime."""


class _Element(Struct, frozen=True):
    """One element: what it is, and what it holds."""

    tag: int
    content: bytes


def ends_at(pem: bytes) -> datetime | None:
    """Return until when the first certificate of a PEM text holds; None where it does not tell."""
    found = _PEM.search(pem)
    try:
        return _end_of(base64.b64decode(found[1])) if found else None
    except (ValueError, IndexError):
        return None


def _end_of(der: bytes) -> datetime:
    (certificate,) = _elements(der)
    fields = _elements(_elements(certificate.content)[0].content)
    if fields[0].tag == _VERSION:
        del fields[0]
    # Behind the serial number, the algorithm and who signed it.
    _, end = _elements(fields[3].content)
    text = end.content.decode("ascii")
    return datetime.strptime(text, _FORMATS.get(end.tag, "")).replace(tzinfo=UTC)


def _elements(der: bytes) -> list[_Element]:
    found: list[_Element] = []
    at = 0
    while at < len(der):
        tag, length = der[at], der[at + 1]
        at += 2
        if length & _IS_LONG:
            many = length - _IS_LONG
            length, at = int.from_bytes(der[at : at + many], "big"), at + many
        found.append(_Element(tag, der[at : at + length]))
        at += length
    return found
