"""What the API server asks of single fields beyond their types, to be written into the schemas.

Kubernetes publishes types only; these are the bounds, words and patterns of its own validation
code (`pkg/apis/*/validation`), by definition and field. A constraint names the first minor version
that has it where an older one differs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from constraints.keywords import CORE, Constraint, Fields
from constraints.network import NETWORK
from constraints.objects import REST
from constraints.pods import PODS
from constraints.workloads import WORKLOADS
from platformgen.accepts import names

__all__ = ["Constraint", "Fields", "constraints"]

_RELAXED_VARIABLES: Final = 32
CONSTRAINTS: Final[Mapping[str, Fields]] = {**PODS, **WORKLOADS, **NETWORK, **REST}


def constraints(minor: int) -> dict[str, Fields]:
    """Return definition → field → JSON Schema keywords for one minor version of Kubernetes."""
    variable = names.VARIABLE_RELAXED if minor >= _RELAXED_VARIABLES else names.VARIABLE
    return {**CONSTRAINTS, f"{CORE}EnvVar": {"name": {"pattern": variable}}}
