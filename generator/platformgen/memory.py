"""What was worked out before: a pure function that is asked the same again is not run again.

Whoever builds again and again, such as `docs serve`, keeps a `Memory` between two builds. It holds
nothing that could go out of date: what a function returned is found by all that it was given,
written down in full, so that `1`, `1.0`, `true`, and a text that is Markdown are four questions.
Only the type of what has the same form is not written down: a list and a tuple of the same are one,
and so are two values with the same fields. No function that is asked tells them apart: where the
model has one of several types, each has fields of its own (`tests/test_memory.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, Protocol, TypeVar

from msgspec import msgpack

P = ParamSpec("P")
T = TypeVar("T")


class Recall(Protocol):
    """Gives what a pure function returns; nobody changes what comes of it."""

    def __call__(self, make: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        """Return `make(*given, **named)`."""
        ...


def afresh(make: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
    """Run the function: the memory of a build that is the only one."""
    return make(*given, **named)


class Memory:
    """What the functions of the last builds returned."""

    def __init__(self) -> None:
        self._before: dict[tuple[object, bytes], Any] = {}
        self._now: dict[tuple[object, bytes], Any] = {}

    def recall(self, make: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        """Return what the function returns; it is run where it was not asked just this before."""
        try:
            key = make, _ENCODER.encode((given, named))
        except (OverflowError, UnicodeEncodeError):
            # A whole number of more than 64 bits, or the name of a file that is no text, cannot be
            # written down, and comes hardly ever.
            return make(*given, **named)
        if key not in self._now:
            known = key in self._before
            self._now[key] = self._before[key] if known else make(*given, **named)
        result: T = self._now[key]
        return result

    def settle(self) -> None:
        """Forget what was not asked since the last time: a build came to its end."""
        self._before, self._now = self._now, {}


def _written(value: object) -> msgpack.Ext:
    """Return a text of a type of its own, such as Markdown, as none that a plain text has."""
    if isinstance(value, str):
        return msgpack.Ext(0, f"{type(value).__qualname__}\0{value}".encode())
    raise TypeError(f"a {type(value).__qualname__} cannot be remembered by its value")


_ENCODER = msgpack.Encoder(enc_hook=_written)
