"""The writes of a plan: what is needed comes first, and as much at once as the server likes."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Coroutine, Mapping
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from platformgen.apply.change import Rollout, Unchanged, Write, wanted_of
from platformgen.apply.graft import host, is_graft
from platformgen.apply.inventory import MEMBER, Entry, set_id
from platformgen.apply.key import Key
from platformgen.apply.mounting import Mount
from platformgen.apply.plan import fingerprint_of
from platformgen.apply.queue import Queue
from platformgen.apply.readiness import Ready, has_rule, readiness
from platformgen.apply.release import Release
from platformgen.apply.served import Catalogue, Served, is_definition
from platformgen.apply.wanted import Desired, Wanted
from platformgen.diagnostic import Span
from platformgen.shell.applying.abreast import AT_ONCE, FINISHING_SECONDS
from platformgen.shell.applying.event import Event
from platformgen.shell.applying.expecting import Expectations
from platformgen.shell.applying.grafting import mount
from platformgen.shell.applying.releasing import awaited, kinds, parts, rolled
from platformgen.shell.applying.result import Lost, Result, Written, unable
from platformgen.shell.applying.task import Means, Task
from platformgen.shell.applying.watching import Watches
from platformgen.shell.applying.writing import Manner, write
from platformgen.shell.cluster.failure import ClusterError

Live = Mapping[str, Any]

_TICK_SECONDS = 0.25
_BEGUN_FEW = 24
"""With so few others are begun: still more than are in flight, so that the server never waits."""


class Execution(Struct, kw_only=True):
    """Writes under way. Events tell of each; `written` keeps what is to stand in our list."""

    means: Means
    task: Task
    catalogue: Catalogue
    queue: Queue
    wanted: Mapping[Key, Wanted]
    writes: Mapping[Key, Write]
    rollouts: Mapping[Key, Rollout]
    unchanged: Mapping[Key, Unchanged]
    expectations: Expectations
    written: dict[Key, Entry] = field(default_factory=dict)
    tasks: dict[asyncio.Task[None], Key] = field(default_factory=dict)
    turn: deque[Key] = field(default_factory=deque)
    begun: set[Key] = field(default_factory=set)
    """What may be written by now."""
    skipped: set[Key] = field(default_factory=set)
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    crash: BaseException | None = None

    @classmethod
    def of(cls, means: Means, task: Task) -> Execution:
        """Return an execution that has not begun."""
        plan = task.plan
        wanted = {each.key: each for each in map(wanted_of, plan.changes) if each is not None}
        wake = asyncio.Event()
        selector = f"{MEMBER}={set_id(task.aim.name)}"
        watches = Watches(means.client, selector, wake.set)
        definitions = (
            each.document
            for each in wanted.values()
            if isinstance(each, Desired) and is_definition(each.key)
        )
        return cls(
            means=means,
            task=task,
            catalogue=task.found.sight.catalogue.with_defined(definitions),
            queue=Queue.of(wanted, task.found.order),
            wanted=wanted,
            writes={each.key: each for each in plan.writes},
            rollouts={each.key: each for each in plan.rollouts},
            unchanged={each.key: each for each in plan.of(Unchanged)},
            expectations=Expectations(
                watches, means.tell, means.client.moment(), means.pursuit.is_patient
            ),
            wake=wake,
        )

    @property
    def stopped(self) -> str:
        """Why nothing more is begun; empty while it goes on."""
        return self.means.halt.why

    def stop(self, why: str) -> None:
        """Begin nothing more; what is in flight is finished."""
        self.means.halt.call(why)
        self.means.helm.interrupt()
        self.wake.set()

    async def run(self) -> None:
        """Write all that is to be written, and wait for it to be ready."""
        try:
            while self._goes_on():
                await self._pause()
        finally:
            await self.expectations.watches.stop()
        message = self.stopped or "its turn never came"
        for key in (*self.rollouts, *self.writes):
            if key not in self.begun | self.skipped:
                self.means.tell(Event(name="undone", key=key, message=message))

    def _goes_on(self) -> bool:
        """Begin what can begin; tell whether there is still something to wait for."""
        if self.crash is not None:
            raise self.crash
        if not self.stopped:
            for key, is_ready in self.expectations.settled():
                self._settle(key, is_ready=is_ready)
            self._begin_what_can()
        return bool(self.tasks or (self.expectations.expected and not self.stopped))

    def _begin_what_can(self) -> None:
        """Begin what needs no other any more, and so much that none stands idle for long."""
        while len(self.tasks) < AT_ONCE:
            if not self.turn:
                self.turn.extend(self.queue.take())
            if not self.turn:
                break
            self._begin(self.turn.popleft())

    async def _pause(self) -> None:
        try:
            async with asyncio.timeout(FINISHING_SECONDS if self.stopped else _TICK_SECONDS):
                await self.wake.wait()
        except TimeoutError:
            if self.stopped:
                for task in self.tasks:
                    task.cancel()
                await asyncio.gather(*self.tasks, return_exceptions=True)
        self.wake.clear()

    def _begin(self, key: Key) -> None:
        work: Coroutine[Any, Any, None] | None = None
        if key in self.writes:
            work = self._write(self.writes[key])
        elif key in self.rollouts:
            work = self._roll(self.rollouts[key])
        elif isinstance(wanted := self.wanted[key], Release):
            work = self._follow(wanted)
        if work is not None:
            if key in self.writes or key in self.rollouts:
                self.begun.add(key)
            task = asyncio.create_task(work)
            self.tasks[task] = key
            task.add_done_callback(self._ended)
        elif key in self.unchanged:
            self._is_there(key, self.unchanged[key].live)
        else:
            # A kind that is not served: what needs it has to wait too.
            self._give_up(self.queue.failed(key), key)

    def _ended(self, task: asyncio.Task[None]) -> None:
        key = self.tasks.pop(task)
        if task.cancelled():
            message = f"{self.stopped}: nothing was heard of it any more"
            self.means.tell(Event(name="undone", key=key, message=message))
        elif task.exception() is not None:
            self.crash = task.exception()
        if len(self.tasks) <= _BEGUN_FEW or self.crash is not None:
            self.wake.set()

    async def _write(self, change: Write) -> None:
        key = change.key
        served = self._served(key)
        is_new_kind = (key.group, key.kind) not in self.task.found.sight.catalogue.kinds
        try:
            result: Result = Lost("kind", "what brings it is installed, and it is not served")
            if served is not None:
                result = await self._done(change, served, is_new_kind=is_new_kind)
        except ClusterError as error:
            result = replace(unable(error), is_for_all=True)
        match result:
            case Written(live):
                self._keep(key, live)
                self.means.tell(Event(name="applied", key=key))
                self._is_there(key, live)
            case Lost(at, reason, fix, is_for_all):
                span = self.task.aim.span(self.wanted[key], at)
                told = f"{at.removeprefix('.')}: {reason}" if at else reason
                self._lose(key, told, span, fix)
                if is_for_all:
                    self.stop(reason)

    async def _done(self, change: Write, served: Served, *, is_new_kind: bool) -> Result:
        if isinstance(change, Mount):
            return await mount(self.means, served, change)
        manner = Manner(is_new_kind=is_new_kind, is_brief=not self._is_judged(change.key))
        return await write(self.means, served, change, manner)

    async def _roll(self, change: Rollout) -> None:
        key, release = change.key, change.release
        match await rolled(self.means, self.catalogue, change):
            case Lost(_, reason, fix):
                # What Helm holds of it now is found out by the next run.
                self._lose(key, reason, release.origin, fix)
                return
            case Written(live):
                self.written[key] = Entry(str(live["metadata"]["uid"]), release.fingerprint)
        self.means.tell(Event(name="applied", key=key))
        coming = awaited(self.writes.values(), key)
        self.catalogue = await kinds(self.means, self.catalogue, coming)
        await self._follow(release)

    async def _follow(self, release: Release) -> None:
        """Wait for the workloads of a release; it is ready when the last of them is."""
        key, seconds = release.key, self.means.pursuit.patience_seconds(release)
        self.queue.present(key)
        if not self.means.pursuit.waits:
            self.queue.ready(key)
            return
        seen = {} if self.task.plan.has_work else self.task.found.running
        late, missing = await parts(self.means, self.catalogue, release, seen)
        if self.stopped:
            # Its time was cut short: nothing can be said of what is missing.
            return
        for each in missing:
            message = f"{key} is installed, and did not make it"
            self.means.tell(Event(name="unready", key=each, message=message, span=release.origin))
        if missing:
            self._give_up(self.queue.unready(key), key)
            return
        for part in late:
            self.expectations.watches.start_in(part.served, part.key.namespace)
            self.expectations.expect(part.key, part.live, seconds, whose=key)
        if not late:
            self.queue.ready(key)

    def _lose(self, key: Key, reason: str, span: Span | None, fix: str) -> None:
        self.means.tell(Event(name="failed", key=key, message=reason, span=span, fix=fix))
        self._give_up(self.queue.failed(key), key)

    def _served(self, key: Key) -> Served | None:
        wanted = self.wanted[key]
        if isinstance(wanted, Desired):
            return self.catalogue.of(str(wanted.document["apiVersion"]), key.kind)
        return self.catalogue.preferred(key)

    def _keep(self, key: Key, live: Live) -> None:
        wanted = self.wanted[key]
        uid = str(live["metadata"].get("uid", ""))
        known = fingerprint_of(wanted, live) if isinstance(wanted, Desired) else ""
        self.written[key] = Entry(uid, known)

    def _is_there(self, key: Key, live: Live | None) -> None:
        self.queue.present(key)
        wanted = self.wanted[key]
        if live is None or not self._is_judged(key) or isinstance(readiness(live), Ready):
            self.queue.ready(key)
            return
        assert isinstance(wanted, Desired)  # noqa: S101  # as above
        served = self._served(key)
        assert served is not None  # noqa: S101  # it was written
        if is_graft(key):
            # The object is another's: it does not carry our label.
            self.expectations.watches.start_in(served, key.namespace)
        else:
            self.expectations.watches.start(served, self.task.found.versions.get(served, ""))
        self.expectations.expect(
            host(key), live, self.means.pursuit.patience_seconds(wanted), whose=key
        )

    def _is_judged(self, key: Key) -> bool:
        """Tell whether an object may be unready, and is waited for then."""
        waits = self.means.pursuit.waits or is_definition(key)
        is_whole = isinstance(self.wanted[key], Desired)
        return waits and is_whole and has_rule(host(key).group, key.kind)

    def _settle(self, key: Key, *, is_ready: bool) -> None:
        if is_ready:
            self.queue.ready(key)
        else:
            self._give_up(self.queue.unready(key), key)

    def _give_up(self, keys: list[Key], because: Key) -> None:
        for each in keys:
            if each in self.writes or each in self.rollouts:
                self.skipped.add(each)
                message = f"it needs {because}, which is not there as it should be"
                self.means.tell(Event(name="skipped", key=each, message=message))
