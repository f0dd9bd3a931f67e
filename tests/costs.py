"""What something costs, where a test must know that it does not grow out of bounds."""

import time
from collections.abc import Callable

_TRIES = 3


def cpu_seconds(act: Callable[[], object]) -> float:
    """Return the CPU time of an act: the least of a few tries, as other work adds to it."""
    return min(_once(act) for _ in range(_TRIES))


def _once(act: Callable[[], object]) -> float:
    before = time.process_time()
    act()
    return time.process_time() - before
