"""A run as a revision: written before its first write, and again when it has ended.

What keeps us from it is told, and keeps nothing from being applied.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from msgspec import Struct, field

from platformgen.apply import keeping
from platformgen.apply.aim import Aim
from platformgen.apply.past import written
from platformgen.apply.plan import Plan
from platformgen.apply.revision import APPLY, UNFINISHED, Author, History, Revision, counted
from platformgen.shell.applying import history
from platformgen.shell.applying import lease as leases
from platformgen.shell.applying.event import Event, Tell
from platformgen.shell.applying.looking import Look
from platformgen.shell.cluster.client import Client
from platformgen.shell.cluster.failure import ClusterError
from platformgen.shell.commit import commit


class Occasion(Struct, frozen=True, kw_only=True):
    """Why a run runs: what its revision says beside what is wanted."""

    action: str = APPLY
    back_to: int = 0
    environment: str = ""
    is_partial: bool = False
    folder: Path | None = None
    """The project's, which is at some commit; None where the commit is known."""
    commit: str = ""
    is_dirty: bool = False


class Chronicle(Struct, kw_only=True):
    """What is written of one run, when it begins and when it has ended."""

    client: Client
    platform: str
    tell: Tell
    known: History = field(default_factory=History)
    keep: int = keeping.KEPT_MAX
    """How many of the known ones stay."""
    revision: Revision | None = None
    """What is to be ended; None where there is nothing."""

    async def begin(self, aim: Aim, found: Look, plan: Plan, occasion: Occasion) -> None:
        """Write down what is about to be done, before anything is."""
        client, content = self.client, written(aim, found.wanted)
        try:
            self.known = await history.history(client, self.platform)
            if not plan.has_work:
                self.revision = _left_open(self.known, keeping.digest(content))
                return
            meant = await _revision(client, found, plan, occasion, self.known.next_number)
            self.revision = await history.keep(client, self.platform, meant, content)
            self.keep -= 1
        except ClusterError as error:
            self.tell(Event(name="note", message=f"this run is not in the history: {error}"))

    async def end(self, outcome: str, troubles: int) -> None:
        """Write down how the run ended, and let go what is older than we keep."""
        try:
            if self.revision is not None:
                await history.end(self.client, self.platform, self.revision, outcome, troubles)
            old = keeping.outdated(self.known, self.platform, self.keep)
            await history.forget(self.client, old)
        except ClusterError as error:
            self.tell(Event(name="note", message=f"the history is not as it should be: {error}"))

    async def forget(self) -> None:
        """Take the whole past away, for nothing of the platform is left."""
        try:
            now = await history.history(self.client, self.platform)
            await history.forget(self.client, keeping.outdated(now, self.platform, 0))
        except ClusterError as error:
            self.tell(Event(name="note", message=f"the history stays: {error}"))


def _left_open(known: History, digest: str) -> Revision | None:
    """Return the revision of a run that was killed just before its end; this run sees it end."""
    match known.newest:
        case Revision(outcome=outcome) as newest if outcome == UNFINISHED:
            return newest if newest.digest == digest else None
        case _:
            return None


async def _revision(
    client: Client, found: Look, plan: Plan, occasion: Occasion, number: int
) -> Revision:
    machine = leases.identity().split(" ")[0]
    at, is_dirty = occasion.commit, occasion.is_dirty
    if occasion.folder is not None:
        at, is_dirty = await asyncio.to_thread(commit, occasion.folder)
    user = await history.user(client) or machine
    author = Author(user=user, machine=machine, commit=at, is_dirty=is_dirty)
    made, changed, deleted = counted(plan)
    return Revision(
        number=number,
        author=author,
        action=occasion.action,
        back_to=occasion.back_to,
        environment=occasion.environment,
        is_partial=occasion.is_partial,
        objects=len(found.wanted),
        made=made,
        changed=changed,
        deleted=deleted,
    )
