"""What is tried again: with pauses, until time is up, and not a moment longer than the run."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from platformgen.shell.applying.insisting import Crossed, insist
from platformgen.shell.applying.result import Lost
from platformgen.shell.applying.trying import Halt, Tries

AN_HOUR = 3600.0


async def counted(halt: Halt, seconds: float) -> int:
    """Return how many tries there are; the run is called to its end in a pause of the third."""
    tries, count = Tries.of(halt, seconds, pause_seconds=0.001), 1
    while await tries.again():
        count += 1
        if count == 3:
            tries.pause_seconds = AN_HOUR
            asyncio.get_running_loop().call_soon(halt.call, "interrupted")
    return count


def test_a_pause_ends_when_the_run_does() -> None:
    async def run() -> int:
        async with asyncio.timeout(60):
            return await counted(Halt(), AN_HOUR)

    assert asyncio.run(run()) == 3


def test_there_is_no_other_try_when_time_is_up() -> None:
    assert asyncio.run(counted(Halt(), -1)) == 1


def test_pauses_get_longer_up_to_a_limit() -> None:
    async def run() -> list[float]:
        tries = Tries.of(Halt(), AN_HOUR, pause_seconds=0.002, pause_max_seconds=0.004)
        seen = []
        for _ in range(3):
            seen.append(tries.pause_seconds)
            await tries.again()
        return seen

    assert [round(each, 4) for each in asyncio.run(run())] == [0.002, 0.003, 0.004]


def test_the_first_reason_to_end_stays() -> None:
    halt = Halt()
    before = halt.told()
    halt.call("the lease is lost")
    halt.call("interrupted")

    assert (before, halt.told()) == ("", "the lease is lost")


def test_what_others_cross_is_not_tried_again_once_the_run_is_to_end() -> None:
    halt, seen = Halt(), list[object]()

    async def attempt(live: Mapping[str, Any] | None) -> Crossed:
        seen.append(live)
        halt.call("interrupted")
        return Crossed()

    lost = asyncio.run(insist(attempt, {"uid": "1"}, halt))

    assert isinstance(lost, Lost)
    assert (lost.reason, seen) == ("interrupted", [{"uid": "1"}])
