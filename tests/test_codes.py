"""Every code that the product can say has a case, a near miss and a page."""

from __future__ import annotations

from case_folders import cases, codes_of_the_source
from platformgen import explain

CASES = cases()


def test_every_code_has_a_case() -> None:
    assert {case.code for case in CASES if not case.is_near_miss} == codes_of_the_source()


def test_every_code_has_a_near_miss() -> None:
    assert {case.code for case in CASES if case.is_near_miss} == codes_of_the_source()


def test_every_code_has_a_page() -> None:
    assert set(explain.codes()) == codes_of_the_source()
