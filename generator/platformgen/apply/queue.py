"""What can be written now: each object starts when those that it needs are done, and no later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field

from platformgen.apply.key import Key
from platformgen.apply.order import Edges


class Queue(Struct):
    """The objects that are still to be written.

    `take` gives those whose turn it is, each once. Whoever writes them tells what came of it:
    `present`, `ready` or `failed`.
    """

    edges: Edges
    waiting: dict[Key, int] = field(default_factory=dict)
    """How many things each still waits for."""
    free: list[Key] = field(default_factory=list)
    after_present: dict[Key, list[Key]] = field(default_factory=dict)
    after_ready: dict[Key, list[Key]] = field(default_factory=dict)
    settled: set[tuple[Key, bool]] = field(default_factory=set)
    """What was told to be present (False) or ready (True)."""

    @classmethod
    def of(cls, keys: Iterable[Key], edges: Edges) -> Queue:
        """Return a queue of these objects, in their order where nothing else decides."""
        queue = cls(edges)
        known = dict.fromkeys(keys)
        for each in known:
            count = 0
            for needs, after in (
                (edges.present, queue.after_present),
                (edges.ready, queue.after_ready),
            ):
                for other in needs.get(each, ()):
                    if other in known:
                        after.setdefault(other, []).append(each)
                        count += 1
            if count:
                queue.waiting[each] = count
            else:
                queue.free.append(each)
        return queue

    def take(self) -> list[Key]:
        """Return the objects whose turn it is."""
        taken, self.free = self.free, []
        return taken

    def present(self, done: Key) -> None:
        """Let go on what only needed this object to be there."""
        self._settle(done, self.after_present, is_ready=False)

    def ready(self, done: Key) -> None:
        """Let go on what needed this object to be ready."""
        self._settle(done, self.after_ready, is_ready=True)

    def _settle(self, done: Key, after: Mapping[Key, list[Key]], *, is_ready: bool) -> None:
        if (done, is_ready) in self.settled:
            return
        self.settled.add((done, is_ready))
        for each in after.get(done, ()):
            if each in self.waiting:
                self.waiting[each] -= 1
                if not self.waiting[each]:
                    del self.waiting[each]
                    self.free.append(each)

    def failed(self, lost: Key) -> list[Key]:
        """Return what can no longer be written because this object could not; it waits no more."""
        return list(self._dropped((*self.after_present.get(lost, ()), *self._needing_ready(lost))))

    def unready(self, lost: Key) -> list[Key]:
        """Return what can no longer be written because this object, written, is not ready."""
        return list(self._dropped(self._needing_ready(lost)))

    def _needing_ready(self, lost: Key) -> Iterable[Key]:
        return () if (lost, True) in self.settled else self.after_ready.get(lost, ())

    def _dropped(self, keys: Iterable[Key]) -> Iterator[Key]:
        for each in keys:
            if each in self.waiting:
                del self.waiting[each]
                yield each
                yield from self.failed(each)


def in_turn(keys: Iterable[Key], needs: Mapping[Key, frozenset[Key]]) -> tuple[Key, ...]:
    """Return objects in an order in which each comes after those it needs."""
    queue = Queue.of(keys, Edges(needs, {}))
    found: list[Key] = []
    while turn := queue.take():
        for each in turn:
            found.append(each)
            queue.present(each)
    return tuple(found)


def reversed_edges(edges: Edges) -> Edges:
    """Return the order to delete in: an object goes when nothing that needs it is there."""
    users: dict[Key, set[Key]] = {}
    for needs in (edges.present, edges.ready):
        for each, others in needs.items():
            for other in others:
                users.setdefault(other, set()).add(each)
    return Edges({each: frozenset(keys) for each, keys in users.items()}, {})
