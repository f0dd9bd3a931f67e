"""What is written and not ready yet: why, for how long, and whether that is for good."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct, field

from platformgen.apply.key import Key
from platformgen.apply.order import WORKLOADS
from platformgen.apply.pods import Trouble, troubles
from platformgen.apply.readiness import Failed, Ready, Waiting, readiness
from platformgen.apply.refusals import lacks_pods
from platformgen.apply.release import Release
from platformgen.apply.wanted import Desired
from platformgen.shell.applying.event import Event, Tell
from platformgen.shell.applying.watching import EVENTS, PODS, REPLICA_SETS, Watches

Live = Mapping[str, Any]

_TICK_SECONDS = 0.2
_QUIET_SECONDS = 1.0
"""What is ready within it needs no words."""
_CLEARING_SECONDS = 60.0
_PODS_AFTER_SECONDS = 1.0
"""Who is not ready by then has its pods looked at."""


class Pursuit(Struct, frozen=True, kw_only=True):
    """Whether to wait for what is written, and how long in place of each one's own patience."""

    waits: bool = True
    timeout_seconds: float | None = None

    @property
    def is_patient(self) -> bool:
        """Whether somebody said how long to wait."""
        return self.timeout_seconds is not None

    @property
    def clearing_seconds(self) -> float:
        """How long what is being deleted may take until it is gone."""
        return _CLEARING_SECONDS if self.timeout_seconds is None else self.timeout_seconds

    def patience_seconds(self, wanted: Desired | Release) -> float:
        """Return how long one thing may take until it is ready."""
        chosen = self.timeout_seconds
        return wanted.patience_seconds if chosen is None else chosen


class Expected(Struct):
    """One object that is to get ready: which one, since when, until when, and what it said last."""

    uid: str
    since: float
    until: float
    said: str = ""
    seen: dict[tuple[str, str], float] = field(default_factory=dict)
    """When each trouble of its pods was seen first."""


class Expectations(Struct):
    """All that is waited for. Events tell of each change; `settled` gives what came to an end."""

    watches: Watches
    tell: Tell
    since: str
    """When the run began, by the server's clock, as Kubernetes writes times."""
    is_patient: bool
    """Whether somebody said how long to wait: then others have that time to mend what they can."""
    expected: dict[Key, Expected] = field(default_factory=dict)
    all_judged_at: float = 0.0
    waiters: dict[Key, set[Key]] = field(default_factory=dict)
    """By object: who is ready only when it is."""
    counts: Counter[Key] = field(default_factory=Counter)
    """By who waits: for how many objects."""

    def expect(self, key: Key, live: Live, patience_seconds: float, *, whose: Key) -> None:
        """Wait for an object to get ready, in the name of one that may wait for others too.

        The watch of its kind is the caller's.
        """
        waiters = self.waiters.setdefault(key, set())
        self.counts[whose] += whose not in waiters
        waiters.add(whose)
        now = asyncio.get_running_loop().time()
        uid = str(live["metadata"]["uid"])
        self.expected[key] = Expected(uid, now, now + patience_seconds)
        self.watches.know(key, live)

    def settled(self) -> Iterator[tuple[Key, bool]]:
        """Yield who waited, and whether all of it is ready (True) or one thing will not be."""
        now = asyncio.get_running_loop().time()
        for key in self._due(now):
            is_ready = self._judged(key, self.expected[key], now)
            if is_ready is not None:
                del self.expected[key]
                yield from self._concerned(key, is_ready=is_ready)

    def _concerned(self, key: Key, *, is_ready: bool) -> Iterator[tuple[Key, bool]]:
        for each in self.waiters.pop(key):
            self.counts[each] -= 1
            if not (is_ready and self.counts[each]):
                yield each, is_ready

    def _due(self, now: float) -> list[Key]:
        """Return what moved; now and then all, for time passes too."""
        moved, self.watches.moved = self.watches.moved, set()
        if now - self.all_judged_at < _TICK_SECONDS:
            return [key for key in moved if key in self.expected]
        self.all_judged_at = now
        return list(self.expected)

    def _judged(self, key: Key, each: Expected, now: float) -> bool | None:
        live = self.watches.live.get(key)
        if live is None or live["metadata"]["uid"] != each.uid:
            return self._waiting(key, each, now, "it is no longer there")
        match readiness(live):
            case Ready():
                seconds = now - each.since
                self.tell(Event(name="ready", key=key, message=f"{seconds:.0f} s"))
                return True
            case Failed(message):
                return self._unready(key, message, _describe(key))
            case Waiting(message):
                trouble = self._trouble(key, live, each, now)
                if trouble is None:
                    return self._waiting(key, each, now, message)
                if self._is_final(trouble, each, now):
                    return self._unready(key, str(trouble), trouble.fix)
                return self._waiting(key, each, now, f"{message}; {trouble}", trouble.fix)

    def _is_final(self, trouble: Trouble, each: Expected, now: float) -> bool:
        grace = trouble.grace_seconds
        if grace is None or (self.is_patient and trouble.is_mended_by_others):
            return False
        return now - each.seen[trouble.pod, trouble.reason] >= grace

    def _waiting(
        self, key: Key, each: Expected, now: float, message: str, fix: str = ""
    ) -> bool | None:
        if now > each.until:
            deaf = next(iter(self.watches.deaf.values()), "")
            told = f"not ready after {now - each.since:.0f} s: {message}"
            told += f"; nothing is heard of it any more: {deaf}" if deaf else ""
            return self._unready(key, told, fix or _describe(key))
        if message != each.said and now - each.since > _QUIET_SECONDS:
            each.said = message
            self.tell(Event(name="waiting", key=key, message=message))
        return None

    def _unready(self, key: Key, message: str, fix: str) -> bool:
        self.tell(Event(name="unready", key=key, message=message, fix=fix))
        return False

    def _trouble(self, key: Key, live: Live, each: Expected, now: float) -> Trouble | None:
        """Return what keeps its pods from running: what has lasted longest, if anything."""
        if key.kind not in WORKLOADS or now - each.since < _PODS_AFTER_SECONDS:
            return None
        self.watches.start_pods(key.namespace)
        pods = self.watches.of(PODS, key.namespace)
        sets = self.watches.of(REPLICA_SETS, key.namespace)
        if lacks_pods(live):
            self.watches.start_events(key.namespace)
        events = self.watches.of(EVENTS, key.namespace)
        every = troubles(live, pods, sets, events, since=self.since)
        found = {(one.pod, one.reason): one for one in every}
        each.seen = {name: each.seen.get(name, now) for name in found}
        ranked = sorted(
            found, key=lambda name: (found[name].grace_seconds is None, each.seen[name])
        )
        return found[ranked[0]] if ranked else None


def _describe(key: Key) -> str:
    return f"look at it: `kubectl describe {key.kubectl}`"
