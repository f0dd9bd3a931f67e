"""A run from the plan to its end: the lease, the list ahead, writes, deletions, the list again."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from msgspec import Struct, field

from platformgen.apply import inventory
from platformgen.apply.aim import Aim
from platformgen.apply.failures import Failure, failure
from platformgen.apply.inventory import Entries, set_id
from platformgen.apply.key import Key
from platformgen.apply.mounting import GoAlong
from platformgen.apply.outcome import remaining
from platformgen.apply.plan import Plan
from platformgen.apply.removal import removal_order
from platformgen.apply.returning import settled
from platformgen.apply.revision import INCOMPLETE, INTERRUPTED, READY, WRITTEN
from platformgen.shell.applying import lease as leases
from platformgen.shell.applying import stock
from platformgen.shell.applying.deleting import follow_all, remove_all, remover
from platformgen.shell.applying.event import TROUBLES, Event, Tell
from platformgen.shell.applying.executing import Execution
from platformgen.shell.applying.expecting import Pursuit
from platformgen.shell.applying.handing import Pass, pass_all, passer
from platformgen.shell.applying.helming import Helm
from platformgen.shell.applying.lease import Lease
from platformgen.shell.applying.looking import Look
from platformgen.shell.applying.recording import Chronicle, Occasion
from platformgen.shell.applying.task import Means, Task
from platformgen.shell.cluster.client import Client
from platformgen.shell.cluster.failure import ClusterError

Live = Mapping[str, Any]


class Run(Struct):
    """One carrying out of a plan."""

    client: Client
    membership: Aim
    found: Look
    plan: Plan
    tell: Tell
    pursuit: Pursuit
    helm: Helm
    occasion: Occasion = field(default_factory=Occasion)
    failures: list[Failure] = field(default_factory=list)
    stopped: str = ""
    gone: set[Key] = field(default_factory=set)

    @property
    def platform(self) -> str:
        """The platform's name."""
        return self.membership.name

    @property
    def troubles(self) -> int:
        """How many objects were told of as not as they should be."""
        return len(self.failures)

    @property
    def identity(self) -> str:
        """The id of its set."""
        return set_id(self.platform)

    def told(self, event: Event) -> None:
        """Keep what went wrong, and tell of everything."""
        if event.name in TROUBLES:
            self.failures.append(failure(event.key, event.name, event.message))
        self.tell(event)


async def carry_out(run: Run) -> None:
    """Make the cluster as the plan says; `run` then holds what came of it.

    Nothing is written, and no lease taken, where nothing is to be done.
    """
    means = Means(client=run.client, helm=run.helm, tell=run.told, pursuit=run.pursuit)
    task = Task(aim=run.membership, found=run.found, plan=run.plan)
    execution = Execution.of(means, task)
    now = remaining(run.found.sight, run.plan, run.identity, written={})
    if not run.plan.has_work and now == run.found.sight.entries:
        with _interruptible(execution):
            await execution.run()
        run.stopped = execution.stopped
        return
    lease = await leases.acquire(run.client, run.platform)
    try:
        with _interruptible(execution):
            await _work(run, execution, lease)
        run.stopped = execution.stopped
    finally:
        await _released(run, lease)


async def _work(run: Run, execution: Execution, lease: Lease) -> None:
    lease.when_lost = execution.stop
    sight, plan = run.found.sight, run.plan
    ahead = inventory.ahead(sight.entries, (each.key for each in (*plan.rollouts, *plan.writes)))
    chronicle = Chronicle(client=run.client, platform=run.platform, tell=run.tell)
    parent, _ = await asyncio.gather(_saved(run, ahead), chronicle.look(plan, run.occasion))
    await chronicle.begin(run.membership, run.found, plan, run.occasion)
    try:
        await _change_hands(run, execution)
        await _remove(run, execution.means)
        if not lease.is_lost:
            await chronicle.end(*_outcome(run, execution), _failures(run))
    finally:
        known = inventory.unsure(sight.entries, execution.begun) | execution.written
        entries = remaining(sight, plan, run.identity, written=known, deleted=run.gone)
        if not entries and not lease.is_lost:
            await chronicle.forget()
            await stock.remove(run.client, run.platform, parent)
        elif entries != ahead and not lease.is_lost:
            await stock.save(run.client, run.platform, entries, parent)


async def _saved(run: Run, ahead: Entries) -> Live:
    """Write the list ahead, where it is another one than that which stands there; return it."""
    parent = run.found.parent
    if parent is not None and ahead == run.found.sight.entries:
        return parent
    return await stock.save(run.client, run.platform, ahead, parent)


def _outcome(run: Run, execution: Execution) -> tuple[str, int]:
    """Return how a run ended, and how many objects are not as they should be."""
    if execution.stopped == INTERRUPTED:
        return INTERRUPTED, run.troubles
    troubles = run.troubles + len(run.plan.unserved)
    if troubles or execution.stopped:
        return INCOMPLETE, troubles
    return READY if run.pursuit.waits else WRITTEN, 0


def _failures(run: Run) -> Iterator[Failure]:
    yield from run.failures
    for each in run.plan.unserved:
        yield failure(each.key, "undone", "its kind is not served yet")


async def _change_hands(run: Run, execution: Execution) -> None:
    """Write all, between what Argo CD gives back before and what it is given after."""
    plan = run.plan
    pass_one = passer(execution.means, run.found.sight.catalogue, run.identity)
    withdrawn = await pass_all(
        plan.withdrawals, pass_one, tell=run.told, stopped=execution.means.halt.told
    )
    if len(withdrawn) < len(plan.withdrawals):
        execution.stop("an Application is still there, and what it made is not ours yet")
    await execution.run()
    run.gone |= settled(plan, execution.written) & withdrawn
    await _hand_over(run, execution, pass_one)


async def _hand_over(run: Run, execution: Execution, pass_one: Pass) -> None:
    """Give up what has its Application; what has none yet stays ours."""
    there = {*execution.written, *execution.unchanged} if not execution.stopped else set[Key]()
    due = [each for each in run.plan.handovers if each.application in there]
    run.gone |= await pass_all(due, pass_one, tell=run.told, stopped=execution.means.halt.told)
    for each in run.plan.handovers:
        if each.application not in there:
            message = execution.stopped or f"{each.application} is not set: it stays ours"
            run.told(Event(name="undone", key=each.key, message=message))


async def _remove(run: Run, means: Means) -> None:
    removals, members = run.plan.removals, run.membership
    if run.troubles and not means.halt.why:
        for each in removals:
            message = "nothing is deleted while something else is not as it should be"
            run.told(Event(name="undone", key=each.key, message=message))
        return
    catalogue = run.found.sight.catalogue
    remove = remover(means, catalogue, run.identity)
    order = removal_order(removals, members.leaving, members.depends_on)
    run.gone |= await remove_all(removals, order, remove, tell=run.told, stopped=means.halt.told)
    run.gone |= await follow_all(run.plan.of(GoAlong), run.gone, run.client, catalogue, run.told)


async def _released(run: Run, lease: Lease) -> None:
    try:
        await lease.release()
    except ClusterError as error:
        run.tell(Event(name="note", message=f"the lease could not be given up: {error}"))


@contextmanager
def _interruptible(execution: Execution) -> Iterator[None]:
    """Let Ctrl-C end the run in order: what is in flight is finished, what is left is told."""
    loop = asyncio.get_running_loop()
    signals = (signal.SIGINT, signal.SIGTERM)
    # Windows has no such handlers: there Ctrl-C ends the run at once, as a kill does.
    with suppress(NotImplementedError):
        for each in signals:
            loop.add_signal_handler(each, execution.stop, INTERRUPTED)
    try:
        yield
    finally:
        with suppress(NotImplementedError):
            for each in signals:
                loop.remove_signal_handler(each)
