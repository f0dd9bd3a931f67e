"""The plan: what has to change, known before anything does, and what was seen for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from platformgen.apply.answers import Cause, Verdict
from platformgen.apply.change import (
    WORDS,
    Adopt,
    Blocked,
    Change,
    Conflict,
    Create,
    Delete,
    Install,
    Recreate,
    Removal,
    Rollout,
    TakeBack,
    Uninstall,
    Unserved,
    Update,
    Upgrade,
    Write,
)
from platformgen.apply.ending import is_ending
from platformgen.apply.fingerprint import fingerprint
from platformgen.apply.graft import is_graft, manager_of
from platformgen.apply.inventory import Entries, label
from platformgen.apply.key import Key, space
from platformgen.apply.leaving import HandOver, Withdraw
from platformgen.apply.mounting import Mount, Unmount
from platformgen.apply.ownership import is_application
from platformgen.apply.served import Catalogue
from platformgen.apply.wanted import Desired

Live = Mapping[str, Any]


class Trial(Struct, frozen=True, kw_only=True):
    """What the server says to an object without keeping it.

    `contested` are the conflicts that it would have without force; `verdict` is of the last try.
    """

    verdict: Verdict
    message: str = ""
    """The server's own words, where it is not as it was asked to be."""
    result: Live = field(default_factory=dict)
    contested: tuple[Cause, ...] = ()


class Sight(Struct, frozen=True, kw_only=True):
    """What was seen of a cluster."""

    catalogue: Catalogue
    live: Mapping[Key, Live]
    """Objects that carry our label, and the others that the spec asks for or our list has."""
    entries: Entries
    brings: Mapping[str, tuple[Key, ...]] = field(default_factory=dict)
    """The releases that will define kinds, by the group of these."""
    back: frozenset[str] = frozenset()
    """The components that Argo CD applied for us, and that we apply again."""
    has_installs: bool = False
    """Whether parts of the platform come by other means, which may bring kinds of their own."""

    def is_going(self, each: Key) -> bool:
        """Tell whether an object that is there is being deleted, or its namespace is."""
        around = self.live.get(space(each.namespace))
        return is_ending(self.live[each]) or (around is not None and is_ending(around))

    def is_ours(self, each: Key, set_id: str) -> bool:
        """Tell whether an object is of our set: by its label and by our list."""
        return each in self.entries and label(self.live[each]) == set_id

    def comes_back(self, desired: Desired) -> bool:
        """Tell whether Argo CD may have applied an object that we apply again."""
        is_own = is_graft(desired.key) or is_application(desired.key)
        return desired.component in self.back and not is_own


def fingerprint_of(desired: Desired, live: Live) -> str:
    """Return the fingerprint of what we want, and own by the manager that applies it."""
    return fingerprint(desired.document, live, manager_of(desired.key))


class Plan(Struct, frozen=True):
    """All changes, in the order in which people should read them."""

    changes: tuple[Change, ...]

    def of(self, *kinds: type) -> tuple[Any, ...]:
        """Return the changes of these kinds."""
        return tuple(each for each in self.changes if isinstance(each, kinds))

    @property
    def writes(self) -> tuple[Write, ...]:
        """What is to be written."""
        return self.of(Create, Update, Adopt, TakeBack, Recreate, Mount)

    @property
    def rollouts(self) -> tuple[Rollout, ...]:
        """The releases that helm has work with."""
        return self.of(Install, Upgrade)

    @property
    def removals(self) -> tuple[Removal, ...]:
        """All that goes: objects, fields on objects of others, and releases."""
        return self.of(Delete, Unmount, Uninstall)

    @property
    def withdrawals(self) -> tuple[Withdraw, ...]:
        """The Applications whose objects we apply again."""
        return self.of(Withdraw)

    @property
    def handovers(self) -> tuple[HandOver, ...]:
        """What Argo CD applies from now on."""
        return self.of(HandOver)

    @property
    def unserved(self) -> tuple[Unserved, ...]:
        """What cannot be written yet, as the cluster does not know its kind."""
        return self.of(Unserved)

    @property
    def has_work(self) -> bool:
        """Whether anything is to be written, deleted, or to change hands."""
        hands = self.withdrawals or self.handovers
        return bool(self.writes or self.rollouts or self.removals or hands)

    @property
    def stops(self) -> tuple[Change, ...]:
        """What keeps us from writing anything before it is settled."""
        return self.of(Conflict, Blocked)

    def counts(self) -> dict[str, int]:
        """Return how many changes there are of each kind, by its word."""
        found: dict[str, int] = {}
        for each in self.changes:
            word = WORDS[type(each)]
            found[word] = found.get(word, 0) + 1
        return found
