"""Objects that the API server refuses, and near misses that it takes: one table, two judges.

Our own rules have to say the words; a real API server has to agree on each (test_apiserver.py).
"""

from __future__ import annotations

from typing import Final

from accepts.bases import BASES
from accepts.cases.case import Case
from accepts.cases.custom import CUSTOM
from accepts.cases.network import NETWORK
from accepts.cases.objects import ACCESS, OBJECTS
from accepts.cases.pods import MORE_PODS, PODS
from accepts.cases.workloads import SCALING, WORKLOADS

__all__ = ["CASES", "Case"]

CASES: Final = (
    *(Case(base=name, changes={}, said="") for name in BASES),
    *PODS,
    *MORE_PODS,
    *WORKLOADS,
    *NETWORK,
    *SCALING,
    *OBJECTS,
    *ACCESS,
    *CUSTOM,
)
