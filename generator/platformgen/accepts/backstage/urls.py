"""Which texts a browser takes for a URL of its own, with no page before it.

Backstage asks JavaScript's `new URL(text)`, which follows the URL standard of the WHATWG. Only the
scheme, the host and the port can be wrong there; a path, a query or a fragment cannot.
"""

from __future__ import annotations

import re
from ipaddress import AddressValueError, IPv6Address
from typing import Final
from urllib.parse import unquote_to_bytes

_SPACES: Final = "".join(map(chr, range(0x21)))
_DROPPED: Final = re.compile(r"[\t\n\r]")
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_SPECIAL: Final = frozenset({"http", "https", "ws", "wss", "ftp", "file"})
_FORBIDDEN_IN_HOST: Final = re.compile(r"[\x00\t\n\r #/:<>?@\[\\\]^|]")
_FORBIDDEN_IN_DOMAIN: Final = re.compile(r"[\x00-\x20\x7f#%/:<>?@\[\\\]^|]")
# The full stops of other scripts, which a host name may be written with.
_DOTS: Final = re.compile("[\u3002\uff0e\uff61]")
_DRIVE: Final = re.compile(r"[A-Za-z][:|]([/\\?#]|$)")
_LARGEST_PORT: Final = 65535
_IPV4_PARTS: Final = 4
_BYTE: Final = 256


def is_url(text: str) -> bool:
    """Tell whether the text is an absolute URL."""
    rest = _DROPPED.sub("", text.strip(_SPACES))
    scheme = _SCHEME.match(rest)
    if not scheme:
        return False
    name, rest = scheme[1].lower(), rest[scheme.end() :]
    if name == "file":
        return _is_file(rest)
    if name in _SPECIAL:
        return _is_authority(re.split(r"[/\\?#]", rest.lstrip("/\\"), maxsplit=1)[0], special=True)
    if rest.startswith("//"):
        return _is_authority(re.split(r"[/?#]", rest[2:], maxsplit=1)[0], special=False)
    return True


def _is_file(rest: str) -> bool:
    if not re.match(r"[/\\]{2}", rest):
        return True
    host = re.split(r"[/\\?#]", rest[2:], maxsplit=1)[0]
    is_drive = bool(_DRIVE.match(rest[2:])) and len(host) == len("C:")
    return not host or is_drive or _is_host(host, special=True)


def _is_authority(text: str, *, special: bool) -> bool:
    credentials, at, place = text.rpartition("@")
    host, port = _host_and_port(place)
    if not host:
        # Only a scheme of its own may do without a host, and then without a port and a user.
        return not (special or at or credentials or port is not None)
    return _is_host(host, special=special) and _is_port(port or "")


def _host_and_port(place: str) -> tuple[str, str | None]:
    """Split at the first colon outside of brackets."""
    end = place.find("]") + 1 if place.startswith("[") else 0
    colon = place.find(":", end)
    return (place, None) if colon == -1 else (place[:colon], place[colon + 1 :])


def _is_port(text: str) -> bool:
    digits = text.isascii() and text.isdecimal()
    return not text or (digits and int(text[-20:]) <= _LARGEST_PORT and len(text.lstrip("0")) <= 5)  # noqa: PLR2004  # digits of 65535


def _is_host(host: str, *, special: bool) -> bool:
    if host.startswith("["):
        return host.endswith("]") and _is_ipv6(host[1:-1])
    if not special:
        return not _FORBIDDEN_IN_HOST.search(host)
    domain = _ascii(unquote_to_bytes(host).decode(errors="replace"))
    if not domain or _FORBIDDEN_IN_DOMAIN.search(domain):
        return False
    return _is_ipv4(domain) if _ends_in_a_number(domain) else True


def _ascii(domain: str) -> str:
    """Return a stand-in for the domain in ASCII; nothing where it cannot have one.

    Letters, marks and digits of all scripts are let through: of those few that the standard
    refuses we know nothing, and no host is named with them.
    """
    dotted = _DOTS.sub(".", domain).replace("\u00ad", "")
    if not all(map(_is_punycode, dotted.split("."))):
        return ""
    plain = "".join("a" if _is_letter(each) else each for each in dotted)
    return plain if plain.isascii() else ""


def _is_letter(character: str) -> bool:
    return not character.isascii() and (character.isalnum() or character.isidentifier())


def _is_punycode(label: str) -> bool:
    coded = label.lower()
    if not coded.startswith("xn--"):
        return True
    try:
        decoded = coded[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return False
    return not decoded.isascii() and all(_is_letter(each) or each.isascii() for each in decoded)


def _ends_in_a_number(domain: str) -> bool:
    parts = domain.split(".")
    if parts[-1] == "" and len(parts) > 1:
        parts.pop()
    return parts[-1].isdecimal() or _number(parts[-1]) is not None


def _is_ipv4(domain: str) -> bool:
    parts = domain.removesuffix(".").split(".")
    numbers = [_number(part) for part in parts]
    *first, last = [-1 if number is None else number for number in numbers]
    if len(parts) > _IPV4_PARTS or not all(0 <= number < _BYTE for number in first):
        return False
    return 0 <= last < _BYTE << 8 * (_IPV4_PARTS - len(parts))


def _number(text: str) -> int | None:
    """Return the number that a part of an IPv4 address stands for, in base 10, 8 or 16."""
    lower = text.lower()
    base, digits = 10, lower
    if lower.startswith("0x"):
        base, digits = 16, lower[2:] or "0"
    elif lower.startswith("0") and len(lower) > 1:
        base, digits = 8, lower[1:]
    allowed = "0123456789abcdef"[:base]
    if not digits or digits.strip(allowed):
        return None
    # Longer numbers are too large whatever they are.
    return int(digits.lstrip("0")[:32] or "0", base)


def _is_ipv6(text: str) -> bool:
    if "%" in text:
        return False
    try:
        IPv6Address(text)
    except (AddressValueError, ValueError):
        return False
    return True
