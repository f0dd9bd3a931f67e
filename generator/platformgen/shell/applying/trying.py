"""Trying again: with which pauses, for how long, and never longer than the run goes on."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from msgspec import Struct, field


class Halt(Struct):
    """Whether a run is to end, and why: nothing more is begun then, and all pauses end at once."""

    why: str = ""
    called: asyncio.Event = field(default_factory=asyncio.Event)

    def call(self, why: str) -> None:
        """Have the run end; the first reason stays."""
        self.why = self.why or why
        self.called.set()

    def told(self) -> str:
        """Return why the run is to end; empty while it goes on."""
        return self.why

    async def within(self, seconds: float) -> bool:
        """Wait so long, or until the run is to end; tell whether it is."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.called.wait()
        return bool(self.why)


class Tries(Struct):
    """The tries of one thing: `again` pauses before the next, until time is up or the run ends."""

    halt: Halt
    until: float
    """By the clock of the event loop."""
    pause_seconds: float
    pause_max_seconds: float

    @classmethod
    def of(
        cls, halt: Halt, seconds: float, *, pause_seconds: float, pause_max_seconds: float = 2.0
    ) -> Tries:
        """Return tries that go on for so long; each pause is half as long again as the last."""
        until = asyncio.get_running_loop().time() + seconds
        return cls(halt, until, pause_seconds, pause_max_seconds)

    async def again(self) -> bool:
        """Pause, and tell whether there is another try."""
        left = self.until - asyncio.get_running_loop().time()
        if self.halt.why or left <= 0:
            return False
        is_over = await self.halt.within(min(self.pause_seconds, left))
        self.pause_seconds = min(self.pause_max_seconds, self.pause_seconds * 1.5)
        return not is_over
