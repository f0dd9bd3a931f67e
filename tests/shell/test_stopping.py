"""A run that is to end begins nothing more: neither a deletion nor a change of hands."""

from __future__ import annotations

import asyncio
import itertools

import pytest

from platformgen.apply.change import Delete, Removal
from platformgen.apply.key import Key
from platformgen.apply.leaving import HandOver, Withdraw
from platformgen.apply.order import Edges
from platformgen.shell.applying.abreast import AT_ONCE
from platformgen.shell.applying.deleting import remove_all
from platformgen.shell.applying.event import Event
from platformgen.shell.applying.handing import Change, pass_all
from platformgen.shell.applying.result import Lost

KEYS = [Key("", "ConfigMap", "shop", f"map-{number:03}") for number in range(3 * AT_ONCE)]
CHAIN = {later: frozenset({earlier}) for earlier, later in itertools.pairwise(KEYS)}
WHY = "it was interrupted"


class World:
    """Something that is asked to do things, and tells at one of them that the run is to end."""

    def __init__(self, ends_at: int) -> None:
        self.ends_at, self.asked, self.events = ends_at, list[Key](), list[Event]()

    async def act(self, change: Removal | Change) -> Lost | None:
        self.asked.append(change.key)
        await asyncio.sleep(0)
        return None

    def stopped(self) -> str:
        return WHY if len(self.asked) >= self.ends_at else ""

    def told(self, name: str) -> set[Key | None]:
        return {each.key for each in self.events if each.name == name}


@pytest.mark.parametrize("needs", [{}, CHAIN], ids=["at once", "one after the other"])
@pytest.mark.parametrize("ends_at", [0, 1, AT_ONCE, len(KEYS)])
def test_deletions_that_were_not_begun_are_told(
    needs: dict[Key, frozenset[Key]], ends_at: int
) -> None:
    world = World(ends_at)
    removals = [Delete(key=each, live={}) for each in KEYS]

    gone = asyncio.run(
        remove_all(
            removals, Edges(needs, {}), world.act, tell=world.events.append, stopped=world.stopped
        )
    )

    assert len(world.asked) == ends_at
    assert gone == set(world.asked) == world.told("deleted")
    assert world.told("undone") == set(KEYS) - gone
    assert {each.message for each in world.events if each.name == "undone"} <= {WHY}


@pytest.mark.parametrize("ends_at", [0, 1, len(KEYS)])
@pytest.mark.parametrize("word", ["withdrawn", "handed"])
def test_what_did_not_change_hands_yet_is_told(word: str, ends_at: int) -> None:
    world = World(ends_at)
    due: list[Change] = [
        Withdraw(key=each, live={})
        if word == "withdrawn"
        else HandOver(key=each, live={}, application=KEYS[0])
        for each in KEYS
    ]

    done = asyncio.run(pass_all(due, world.act, tell=world.events.append, stopped=world.stopped))

    assert done == set(world.asked) == world.told(word)
    assert len(done) == ends_at
    assert world.told("undone") == set(KEYS) - done
