"""A plain scalar means what all readers of YAML agree on, or it has to be quoted."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from platformgen.source.scalars import Ambiguous, resolved, spelled_otherwise

DIFFER = Ambiguous.TEXT


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("", None), ("~", None), ("null", None), ("Null", None), ("nUll", "nUll"),
        ("true", True), ("False", False), ("TRUE", True), ("tRue", "tRue"),
        ("yes", DIFFER), ("No", DIFFER), ("ON", DIFFER), ("y", DIFFER), ("yEs", "yEs"),
        ("=", DIFFER), ("<<", DIFFER), ("<", "<"),
        ("0", 0), ("-1", -1), ("+5", 5), ("12", 12), ("999999999999999999", 999999999999999999),
        ("99999999999999999999", DIFFER), ("017", DIFFER), ("0x50", DIFFER), ("0o17", DIFFER),
        ("0b1", DIFFER), ("1_000", DIFFER), ("1:30", DIFFER), ("1:75", "1:75"),
        ("8080:80", "8080:80"),
        ("1.5", 1.5), ("1.10", 1.1), ("-0.5", -0.5), ("1e3", DIFFER), ("1.5e3", DIFFER),
        ("1.", DIFFER), (".5", DIFFER), (".inf", DIFFER), ("-.INF", DIFFER), (".nan", DIFFER),
        ("2025-10-06", DIFFER), ("2025-10-06 12:00", DIFFER), ("2025-10", "2025-10"),
        ("1.2.3", "1.2.3"), ("10Gi", "10Gi"), ("-x", "-x"), ("...", "..."), ("text", "text"),
        ("127.0.0.1", "127.0.0.1"), ("::1", "::1"),
    ],
)  # fmt: skip
def test_a_plain_scalar_means_one_thing_or_has_to_be_quoted(text: str, meaning: object) -> None:
    found = resolved(text)

    assert (found, type(found)) == (meaning, type(meaning))


@given(st.text(st.sampled_from("0123456789.:_-+eExob yntrufalsNULon~=<"), min_size=1, max_size=12))
def test_what_we_take_for_a_value_a_reader_of_yaml_1_1_takes_for_it_too(text: str) -> None:
    found = resolved(text)
    try:
        read = yaml.safe_load(f"[{text}]")
    except (yaml.YAMLError, ValueError):
        read = None
    is_scalar = isinstance(read, list) and len(read) == 1 and not isinstance(read[0], dict)

    assert found is DIFFER or not is_scalar or read[0] == found or text != text.strip()


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("on", 'quote it: "on"'),
        ("0x50", 'write a plain decimal number, or quote it: "0x50"'),
        ("1e3", 'write a plain decimal number, or quote it: "1e3"'),
        ("2025-10-06", 'quote it: "2025-10-06"'),
        ("1:30", 'quote it: "1:30"'),
    ],
)
def test_the_fix_says_what_was_most_likely_meant(text: str, fix: str) -> None:
    assert spelled_otherwise(text) == fix
