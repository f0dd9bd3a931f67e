"""Many changes, some of them at once; none begins once the run is to end."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeAlias, TypeVar

AT_ONCE = 32
"""Twice what is in flight at most, so that none stands idle."""

FINISHING_SECONDS = 5.0
"""How long what is in flight may take once the run is to end."""
_TICK_SECONDS = 0.25

Stopped: TypeAlias = Callable[[], str]
"""Tells why the run is to end; empty while it goes on."""

Item = TypeVar("Item")


async def abreast(
    items: Iterable[Item], do: Callable[[Item], Awaitable[None]], stopped: Stopped
) -> list[Item]:
    """Do something with each item; return those that were not done before the run was to end.

    What is under way by then has a few seconds to come to its end.
    """
    left: list[Item] = []
    turn = asyncio.Semaphore(AT_ONCE)

    async def one(item: Item) -> None:
        async with turn:
            if stopped():
                left.append(item)
            else:
                await do(item)

    tasks = {asyncio.create_task(one(each)): each for each in items}
    pending = set(tasks)
    try:
        while pending and not stopped():
            _, pending = await asyncio.wait(pending, timeout=_TICK_SECONDS)
        if pending:
            _, pending = await asyncio.wait(pending, timeout=FINISHING_SECONDS)
    finally:
        for each in pending:
            each.cancel()
    came = await asyncio.gather(*tasks, return_exceptions=True)
    crash = next((each for each in came if isinstance(each, Exception)), None)
    if crash is not None:
        raise crash
    return [*left, *(item for task, item in tasks.items() if task.cancelled())]
