"""Quantities of Kubernetes as exact numbers."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Final

_FACTORS: Final[Mapping[str, Fraction]] = {
    "n": Fraction(1, 10**9),
    "u": Fraction(1, 10**6),
    "m": Fraction(1, 1000),
    "": Fraction(1),
    **{unit: Fraction(1000**power) for power, unit in enumerate("kMGTPE", start=1)},
    **{f"{unit}i": Fraction(1024**power) for power, unit in enumerate("KMGTPE", start=1)},
}


@lru_cache(maxsize=4096)
def amount(quantity: str | float) -> Fraction:
    """Return the number that a quantity stands for; the text must fit `names.QUANTITY`.

    `500m` is one half, `2Ki` is 2048, `1e3` is 1000.
    """
    if not isinstance(quantity, str):
        return Fraction(str(quantity))
    number = quantity.rstrip("numkKMGTPEi")
    unit = quantity[len(number) :]
    # `1e3` and `1E3` are powers of ten; `1E` is an exa.
    return Fraction(number) * _FACTORS[unit]
