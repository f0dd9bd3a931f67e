"""What something costs, where a test must know that it does not grow out of bounds."""

import sys
import time
from collections import Counter
from collections.abc import Callable
from types import CodeType, FrameType, FunctionType

_TRIES = 3


def cpu_seconds(act: Callable[[], object]) -> float:
    """Return the CPU time of an act: the least of a few tries, as other work adds to it."""
    return min(_once(act) for _ in range(_TRIES))


def _once(act: Callable[[], object]) -> float:
    before = time.process_time()
    act()
    return time.process_time() - before


def calls(act: Callable[[], object], *functions: FunctionType) -> list[int]:
    """Return how often each of these functions runs in an act, whoever calls it."""
    counted: Counter[CodeType] = Counter()

    def count(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            counted[frame.f_code] += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        act()
    finally:
        sys.setprofile(before)
    return [counted[each.__code__] for each in functions]
