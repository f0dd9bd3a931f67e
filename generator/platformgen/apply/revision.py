"""A revision: one run that wrote to the cluster, by whom, from which commit, and how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from msgspec import Struct, field

from platformgen.apply.change import Create, Delete, Install, Uninstall
from platformgen.apply.failures import Failure
from platformgen.apply.plan import Plan

UNFINISHED: Final = "unfinished"
"""It was begun, and nobody wrote down how it ended: it runs, or was killed."""
READY: Final = "ready"
WRITTEN: Final = "written"
"""It was not asked to wait until all is ready."""
INTERRUPTED: Final = "interrupted"
INCOMPLETE: Final = "incomplete"
OUTCOMES: Final = frozenset({UNFINISHED, READY, WRITTEN, INTERRUPTED, INCOMPLETE})

APPLY: Final = "apply"
ROLLBACK: Final = "rollback"
DESTROY: Final = "destroy"


class Author(Struct, frozen=True, kw_only=True):
    """Who ran it, and of which sources."""

    user: str
    """As the API server calls them."""
    machine: str = ""
    """The person and the machine, as the machine calls them."""
    commit: str = ""
    """Of the project's folder; empty where it is in no repository."""
    is_dirty: bool = False
    """Whether files were other ones than the commit's."""


class Revision(Struct, frozen=True, kw_only=True):
    """One run that wrote, or meant to."""

    number: int = 0
    author: Author
    action: str = APPLY
    back_to: int = 0
    """The revision that a rollback goes back to."""
    environment: str = ""
    is_partial: bool = False
    """Whether it is of some components only."""
    made: int = 0
    changed: int = 0
    deleted: int = 0
    objects: int = 0
    """How many objects and releases are wanted."""
    digest: str = ""
    """Of what is wanted: two that agree in it want the same."""
    parts: int = 1
    """How many Secrets what is wanted takes."""
    outcome: str = UNFINISHED
    troubles: int = 0
    """How many objects are not as they should be."""
    failures: tuple[Failure, ...] = ()
    """The first of them."""
    when: str = ""
    """By the server's clock, as RFC 3339 writes it."""
    uid: str = ""


class Damaged(Struct, frozen=True, kw_only=True):
    """A revision of which no more than the number can be told."""

    number: int
    when: str = ""
    uid: str = ""


Remembered: TypeAlias = Revision | Damaged
"""What a cluster keeps of one run, whether it can be read or not."""


class History(Struct, frozen=True, kw_only=True):
    """All that is kept of the past of a platform."""

    revisions: tuple[Remembered, ...] = ()
    """Newest first."""
    parts: Mapping[int, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)
    """The further Secrets, as metadata, by the number of the revision that they are of."""

    @property
    def newest(self) -> Remembered | None:
        """What was begun last."""
        return self.revisions[0] if self.revisions else None

    @property
    def next_number(self) -> int:
        """A number that is higher than all."""
        return 1 + max([*(each.number for each in self.revisions), *self.parts], default=0)

    def of(self, number: int) -> Remembered | None:
        """Return the revision of a number."""
        return next((each for each in self.revisions if each.number == number), None)

    def before(self) -> Revision | None:
        """Return the last revision that wanted something else than the newest; None for none.

        One that came to a good end is preferred. Going back to one that wants the same, as after
        a run that was interrupted, changes nothing.
        """
        known = self.newest.digest if isinstance(self.newest, Revision) else ""
        others = [
            each
            for each in self.revisions[1:]
            if isinstance(each, Revision) and each.action != DESTROY and each.digest != known
        ]
        good = (each for each in others if each.outcome in {READY, WRITTEN})
        return next(good, others[0] if others else None)


def counted(plan: Plan) -> tuple[int, int, int]:
    """Return how many objects and releases a plan makes, changes and deletes."""
    made = len(plan.of(Create, Install))
    changed = len(plan.writes) + len(plan.rollouts) - made
    return made, changed, len(plan.of(Delete, Uninstall))
