"""How many requests are in flight: fewer when the server asks for patience, slowly more again."""

from __future__ import annotations

import asyncio
from collections import deque

from msgspec import Struct, field

_MOST = 16
_LEAST = 2
_GOOD_ANSWERS = 20
"""So many good answers in a row allow one request more."""
_PAUSE_SECONDS = 0.5
"""Answers to what was in flight together count as one complaint."""


class Pace(Struct):
    """Additive increase, multiplicative decrease, as TCP does."""

    allowed: int = _MOST
    in_flight: int = 0
    good: int = 0
    slowed_at: float = 0.0
    waiting: deque[asyncio.Future[None]] = field(default_factory=deque)

    async def begin(self) -> None:
        """Wait until one more request may be in flight; whoever began it ends it."""
        while self.in_flight >= self.allowed:
            mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self.waiting.append(mine)
            await mine
        self.in_flight += 1

    def end(self) -> None:
        """Let another one begin."""
        self.in_flight -= 1
        self._wake()

    def succeeded(self) -> None:
        """Count a good answer."""
        self.good += 1
        if self.good >= _GOOD_ANSWERS and self.allowed < _MOST:
            self.allowed += 1
            self.good = 0
            self._wake()

    def slow_down(self) -> None:
        """Halve what may be in flight: the server has too much to do."""
        now = asyncio.get_running_loop().time()
        if now - self.slowed_at > _PAUSE_SECONDS:
            self.slowed_at = now
            self.good = 0
            self.allowed = max(_LEAST, self.allowed // 2)

    def _wake(self) -> None:
        free = self.allowed - self.in_flight
        while self.waiting and free > 0:
            waiter = self.waiting.popleft()
            if not waiter.done():
                waiter.set_result(None)
                free -= 1
