"""Many changes, some of them at once; none begins once the run is to end."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeAlias, TypeVar

AT_ONCE = 32
"""Twice what is in flight at most, so that none stands idle."""

Stopped: TypeAlias = Callable[[], str]
"""Tells why the run is to end; empty while it goes on."""

Item = TypeVar("Item")


async def abreast(
    items: Iterable[Item], do: Callable[[Item], Awaitable[None]], stopped: Stopped
) -> list[Item]:
    """Do something with each item; return those that were not begun before the run was to end."""
    left: list[Item] = []
    turn = asyncio.Semaphore(AT_ONCE)

    async def one(item: Item) -> None:
        async with turn:
            if stopped():
                left.append(item)
            else:
                await do(item)

    await asyncio.gather(*map(one, items))
    return left
