"""Python's collector of reference cycles, kept out of the way while a platform is compiled."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Keep the collector from running meanwhile; what counts references goes on.

    A compilation makes values by the million, which live to its end and hardly ever form a
    cycle. To look for one among them again and again takes a third of its time.
    """
    was_running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_running:
            gc.enable()
