"""The keywords of JSON Schema that the constraints are made of, named for what they ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from platformgen.accepts import names

Constraint = Mapping[str, Any]
Fields = Mapping[str, Constraint]


def one_of(*words: str) -> Constraint:
    """Allow these words and no other."""
    return {"enum": list(words)}


def defaulted(*words: str) -> Constraint:
    """Allow the empty word too, which stands for the default."""
    return one_of("", *words)


def spelt(pattern: str, longest: int, shortest: int = 1) -> Constraint:
    """Ask for a pattern and a length in characters."""
    return {"pattern": pattern, "maxLength": longest, "minLength": shortest}


def keys(key: Constraint) -> Constraint:
    """Ask something of every key of a map."""
    return {"propertyNames": key}


PORT: Final = {"minimum": 1, "maximum": 65535}
PORT_OR_ZERO: Final = {"minimum": 0, "maximum": 65535}
PORT_OR_NAME: Final = {
    **PORT,
    **spelt(names.PORT_NAME, names.PORT_NAME_LENGTH),
}
LABEL: Final = spelt(names.DNS_LABEL, names.LABEL_LENGTH)
SUBDOMAIN: Final = spelt(names.DNS_SUBDOMAIN, names.SUBDOMAIN_LENGTH)
DATA_KEY: Final = spelt(names.DATA_KEY, names.SUBDOMAIN_LENGTH)
NOT_NEGATIVE: Final = {"minimum": 0}
POSITIVE: Final = {"minimum": 1}
NOT_EMPTY: Final = {"minLength": 1}
SOME: Final = {"minItems": 1}
# A domain of up to 253 characters, '/', and a name of up to 63.
QUALIFIED: Final = spelt(names.QUALIFIED_NAME, names.SUBDOMAIN_LENGTH + 1 + names.LABEL_LENGTH)
LABELS: Final = {
    **keys(QUALIFIED),
    "additionalProperties": {
        "type": ["string", "null"],
        **spelt(names.LABEL_VALUE, names.LABEL_LENGTH, 0),
    },
}
PROTOCOL: Final = defaulted("TCP", "UDP", "SCTP")
PULL_POLICY: Final = defaulted("Always", "Never", "IfNotPresent")

CORE: Final = "io.k8s.api.core.v1."
META: Final = "io.k8s.apimachinery.pkg.apis.meta.v1."
