"""Kubernetes quantities: `250m`, `1.5Gi`, `2e3` as exact numbers, and back for people to read."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

_SHAPE = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d{1,2})|([numkMGTPE]|[KMGTPE]i)?)")
_FACTORS = {
    "": Fraction(1),
    "n": Fraction(1, 10**9),
    "u": Fraction(1, 10**6),
    "m": Fraction(1, 1000),
    **{unit: Fraction(1000**power) for power, unit in enumerate("kMGTPE", 1)},
    **{f"{unit}i": Fraction(1024**power) for power, unit in enumerate("KMGTPE", 1)},
}


@lru_cache(maxsize=4096)  # the same few quantities come in every component
def amount(quantity: str) -> Fraction:
    """Return a quantity as a number of cores, bytes or whatever it counts.

    The grammar is that of `resource.Quantity`; ValueError for what is none.
    """
    shape = _SHAPE.fullmatch(quantity)
    if shape is None:
        message = f"{quantity!r} is not a Kubernetes quantity"
        raise ValueError(message)
    number, exponent, suffix = shape.groups()
    return Fraction(number + (exponent or "")) * _FACTORS[suffix or ""]


def written(value: Fraction, *, binary: bool) -> str:
    """Return an amount as people write it: the largest unit that keeps it exact to three digits."""
    if not binary:
        return _decimal(value) if value.denominator == 1 else f"{_decimal(value * 1000)}m"
    for unit in ("Ti", "Gi", "Mi", "Ki"):
        size = value / _FACTORS[unit]
        if size >= 1 and (size * 1000).denominator == 1:
            return f"{_decimal(size)}{unit}"
    return _decimal(value)


def _decimal(value: Fraction) -> str:
    digits = f"{float(value):.3f}".rstrip("0").rstrip(".")
    return digits or "0"
