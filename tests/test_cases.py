"""Every mistake that the product knows is caught where it stands, and its near miss passes."""

from __future__ import annotations

import pytest

from case_folders import Case, cases, text
from platformgen.diagnostic import has_errors

CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_says_what_is_expected(case: Case, update_golden: bool) -> None:  # noqa: FBT001
    said = text(case.found())
    if update_golden:
        case.expected.parent.mkdir(exist_ok=True)
        case.expected.write_text(said, "utf-8")

    assert said == case.expected.read_text("utf-8")


@pytest.mark.parametrize(
    "case", [case for case in CASES if not case.is_near_miss], ids=lambda case: case.name
)
def test_a_mistake_gets_its_own_code_and_no_other(case: Case) -> None:
    assert {each.code for each in case.found()} == {case.code}


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.is_near_miss], ids=lambda case: case.name
)
def test_a_near_miss_has_no_errors(case: Case) -> None:
    assert not has_errors(case.found())
