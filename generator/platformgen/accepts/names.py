"""How names are spelt in Kubernetes: the patterns, their lengths, and the patterns in words.

The rules are those of `k8s.io/apimachinery/pkg/util/validation`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

_LABEL: Final = r"[a-z0-9]([-a-z0-9]*[a-z0-9])?"
_NAME: Final = r"([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]"

DNS_LABEL: Final = rf"^{_LABEL}$"
DNS_LABEL_1035: Final = r"^[a-z]([-a-z0-9]*[a-z0-9])?$"
DNS_SUBDOMAIN: Final = rf"^{_LABEL}(\.{_LABEL})*$"
DNS_WILDCARD: Final = rf"^(\*\.)?{_LABEL}(\.{_LABEL})*$"
LABEL_VALUE: Final = rf"^({_NAME})?$"
QUALIFIED_NAME: Final = (
    rf"^({_LABEL}(\.{_LABEL})*/)?([A-Za-z0-9][-A-Za-z0-9_.]{{0,61}})?[A-Za-z0-9]$"
)
# The API server lowers the case of an annotation's key before it looks at it.
_ANY_LABEL: Final = r"[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?"
ANNOTATION_KEY: Final = QUALIFIED_NAME.replace(_LABEL, _ANY_LABEL)
# The names of the IANA time zone database; which of them there are, only a database says.
TIME_ZONE: Final = r"^[A-Z][A-Za-z0-9_+-]*(/[A-Z][A-Za-z0-9_+-]*)*$"
PORT_NAME: Final = r"^(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$"
DATA_KEY: Final = r"^(?!\.\.)(?!\.$)[-._a-zA-Z0-9]+$"
VARIABLE: Final = r"^[-._a-zA-Z][-._a-zA-Z0-9]*$"
# Since Kubernetes 1.32 a variable's name is any printable ASCII but the equals sign.
VARIABLE_RELAXED: Final = r"^[ -<>-~]+$"
PATH_SEGMENT: Final = r"^(?!\.{1,2}$)[^/%]+$"
ABSOLUTE_PATH: Final = r"^/"
PROMETHEUS_DURATION: Final = (
    r"^(0|(([0-9]+)y)?(([0-9]+)w)?(([0-9]+)d)?(([0-9]+)h)?(([0-9]+)m)?(([0-9]+)s)?(([0-9]+)ms)?)$"
)
GATEWAY_DURATION: Final = r"^([0-9]{1,5}(h|m|s|ms)){1,4}$"
OBJECT_KIND: Final = r"^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$"
HTTP_HEADER: Final = r"^[A-Za-z0-9!#$%&'*+\-.^_\x60|~]+$"
EXTERNAL_KEY: Final = r"^[-._a-zA-Z0-9]+$"
# Bounded, so that a number can be made of every quantity; Kubernetes keeps 64 bits anyway.
_NUMBER: Final = r"([0-9]{1,32}\.?[0-9]{0,32}|\.[0-9]{1,32})"
QUANTITY: Final = rf"^[+-]?{_NUMBER}([numkMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]{{1,2}})?$"
# Line breaks may stand anywhere between the characters.
_CODED: Final = r"[A-Za-z0-9+/][\r\n]*"
_CODED_END: Final = rf"({_CODED}){{2}}=[\r\n]*=[\r\n]*|({_CODED}){{3}}=[\r\n]*"
BASE64: Final = rf"^[\r\n]*(({_CODED}){{4}})*({_CODED_END})?$"

LABEL_LENGTH: Final = 63
SUBDOMAIN_LENGTH: Final = 253
PORT_NAME_LENGTH: Final = 15

_LETTERS: Final = "lower-case letters, digits and hyphens, a letter or digit at both ends"

_WORDS: Final[Mapping[str, str]] = {
    DNS_LABEL: _LETTERS,
    DNS_LABEL_1035: "lower-case letters, digits and hyphens, a letter first, no hyphen last",
    DNS_SUBDOMAIN: f"labels joined by dots, each of {_LETTERS}",
    DNS_WILDCARD: f"labels joined by dots, each of {_LETTERS}; the first may be '*'",
    LABEL_VALUE: "letters, digits, '-', '_' and '.', a letter or digit at both ends",
    QUALIFIED_NAME: "a name of up to 63 letters, digits, '-', '_' and '.', a letter or digit at"
    " both ends, after a domain and '/' where there is one",
    ANNOTATION_KEY: "a name of up to 63 letters, digits, '-', '_' and '.', a letter or digit at"
    " both ends, after a domain and '/' where there is one",
    PORT_NAME: "lower-case letters, digits and single hyphens, at least one letter",
    DATA_KEY: "letters, digits, '-', '_' and '.', not starting with '..'",
    VARIABLE: "letters, digits, '-', '_' and '.', no digit first",
    VARIABLE_RELAXED: "printable ASCII characters but '='",
    PATH_SEGMENT: "one segment of a path: no '/' and no '%', neither '.' nor '..'",
    ABSOLUTE_PATH: "a path from the root, '/' first",
    TIME_ZONE: "the name of a time zone, such as Europe/Madrid",
    PROMETHEUS_DURATION: "a time, such as 30s or 1h30m",
    GATEWAY_DURATION: "a time, such as 30s or 1h30m",
    OBJECT_KIND: "letters, digits and hyphens, a letter first, no hyphen last",
    HTTP_HEADER: "the name of an HTTP header",
    EXTERNAL_KEY: "letters, digits, '-', '_' and '.'",
    QUANTITY: "a quantity, such as 500m, 2, 1.5 or 256Mi",
    BASE64: "base64",
}


def or_empty(pattern: str) -> str:
    """Return the pattern of a name that may be left empty, as if it were not there."""
    return f"^({pattern.removeprefix('^').removesuffix('$')})?$"


WORDS: Final[Mapping[str, str]] = {
    **_WORDS,
    **{or_empty(pattern): words for pattern, words in _WORDS.items()},
}


# The objects of a component repeat its names.
@lru_cache(maxsize=4096)
def is_spelt(pattern: str, text: str) -> bool:
    """Tell whether the whole text fits one of the patterns above."""
    return re.fullmatch(pattern, text) is not None


def is_label(text: str) -> bool:
    """Tell whether the text is a DNS label of at most 63 characters."""
    return len(text) <= LABEL_LENGTH and is_spelt(DNS_LABEL, text)


def is_subdomain(text: str) -> bool:
    """Tell whether the text is DNS labels joined by dots, at most 253 characters in all."""
    return len(text) <= SUBDOMAIN_LENGTH and is_spelt(DNS_SUBDOMAIN, text)
