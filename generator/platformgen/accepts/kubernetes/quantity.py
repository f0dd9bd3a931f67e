"""Quantities as objects hold them: as text or as a number."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from platformgen import quantity


@lru_cache(maxsize=4096)
def amount(value: str | float) -> Fraction:
    """Return the exact number that a quantity stands for; it must fit its schema."""
    return quantity.amount(str(value))


@lru_cache(maxsize=4096)
def exceeds(value: str | float, limit: str | float) -> bool:
    """Tell whether a quantity is more than another."""
    return amount(value) > amount(limit)
