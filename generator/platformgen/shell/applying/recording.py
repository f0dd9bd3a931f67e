"""A run as a revision: written before its first write, and again when it has ended.

What keeps us from it is told, and keeps nothing from being applied.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct, field

from platformgen.apply import keeping
from platformgen.apply.aim import Aim
from platformgen.apply.failures import Failure
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
    author: Author | None = None
    """Whose run it is; None where nothing is to be written down, or nothing can be."""
    keep: int = keeping.KEPT_MAX
    """How many of the known ones stay."""
    revision: Revision | None = None
    """What is to be ended; None where there is nothing."""

    async def look(self, plan: Plan, occasion: Occasion) -> None:
        """See what is known of the past and, where there is work, whose run this is."""
        client = self.client
        try:
            if plan.has_work:
                self.known, self.author = await asyncio.gather(
                    history.history(client, self.platform), _author(client, occasion)
                )
            else:
                self.known = await history.history(client, self.platform)
        except ClusterError as error:
            self._is_not_kept(error)

    async def begin(self, aim: Aim, found: Look, plan: Plan, occasion: Occasion) -> None:
        """Write down what is about to be done, before anything is."""
        content = written(aim, found.wanted)
        if not plan.has_work:
            self.revision = _left_open(self.known, keeping.digest(content))
        elif self.author is not None:
            meant = _revision(found, plan, occasion, self.known.next_number, self.author)
            try:
                self.revision = await history.keep(self.client, self.platform, meant, content)
                self.keep -= 1
            except ClusterError as error:
                self._is_not_kept(error)

    def _is_not_kept(self, error: ClusterError) -> None:
        self.tell(Event(name="note", message=f"this run is not in the history: {error}"))

    async def end(self, outcome: str, troubles: int, found: Iterable[Failure]) -> None:
        """Write down how the run ended, and let go what is older than we keep."""
        try:
            if self.revision is not None:
                told = keeping.ending(outcome, troubles, found)
                await history.end(self.client, self.platform, self.revision, told)
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


async def _author(client: Client, occasion: Occasion) -> Author:
    machine = leases.identity().split(" ")[0]
    user, (at, is_dirty) = await asyncio.gather(history.user(client), _commit(occasion))
    return Author(user=user or machine, machine=machine, commit=at, is_dirty=is_dirty)


async def _commit(occasion: Occasion) -> tuple[str, bool]:
    if occasion.folder is None:
        return occasion.commit, occasion.is_dirty
    return await asyncio.to_thread(commit, occasion.folder)


def _revision(found: Look, plan: Plan, occasion: Occasion, number: int, author: Author) -> Revision:
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
