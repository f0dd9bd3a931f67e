from __future__ import annotations

import pytest

from accepts.cases import CASES, Case
from platformgen.accepts import kubernetes


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.base} {list(case.changes)}")
def test_a_rule_is_broken_only_where_the_table_says_so(case: Case) -> None:
    found = [str(each) for each in kubernetes.findings([case.item], "1.35")]

    assert (case.said in found[0] and len(found) == 1) if case.said else found == []
