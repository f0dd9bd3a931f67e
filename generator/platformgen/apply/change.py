"""What is to become of one object."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from msgspec import Struct

from platformgen.apply.contests import Contest
from platformgen.apply.fields import FieldChange
from platformgen.apply.key import Key
from platformgen.apply.leaving import HandOver, Withdraw
from platformgen.apply.mounting import GoAlong, Mount, Unmount
from platformgen.apply.release import Release
from platformgen.apply.wanted import Desired, Generated, OfDesired, Wanted

Live: TypeAlias = Mapping[str, Any]


class Create(Struct, frozen=True):
    """It is not there, and will be made; `ending` is the UID of one that has to go before."""

    wanted: Desired | Generated
    ending: str = ""
    after: tuple[Key, ...] = ()
    """The releases that bring its kind, where it is not served yet."""

    @property
    def key(self) -> Key:
        """The object's."""
        return self.wanted.key


class Update(OfDesired, frozen=True, kw_only=True):
    """It is ours, and differs; `taken` are the fields that are taken from others, as asked."""

    live: Live
    fields: tuple[FieldChange, ...]
    taken: tuple[Contest, ...] = ()


class Adopt(OfDesired, frozen=True, kw_only=True):
    """It is there, but not of our set: it will be, and become as the spec says."""

    live: Live
    fields: tuple[FieldChange, ...]
    managers: tuple[str, ...]
    taken: tuple[Contest, ...] = ()


class TakeBack(OfDesired, frozen=True, kw_only=True):
    """Argo CD applied it for us, and we do so again: what is Argo CD's of it becomes ours."""

    live: Live
    fields: tuple[FieldChange, ...]
    taken: tuple[Contest, ...] = ()


class Recreate(OfDesired, frozen=True, kw_only=True):
    """It cannot become so: it is deleted, and made anew, as asked."""

    live: Live
    field: str
    reason: str


class Conflict(OfDesired, frozen=True, kw_only=True):
    """Others own fields that we want to set; nothing is written before that is settled."""

    live: Live
    contests: tuple[Contest, ...]


class Blocked(Struct, frozen=True, kw_only=True):
    """The server would refuse it: `field` says where, empty for the whole."""

    wanted: Wanted
    field: str
    reason: str
    fix: str = ""

    @property
    def key(self) -> Key:
        """The object's."""
        return self.wanted.key


class Unserved(OfDesired, frozen=True, kw_only=True):
    """The cluster does not know its kind yet: what is installed by other means may bring it."""


class Unchanged(Struct, frozen=True, kw_only=True):
    """It is as the spec says; `live` is None where it is not for us to say.

    So it is with what was made once and is never looked into, and with what Argo CD has.
    """

    wanted: Wanted
    live: Live | None
    fingerprint: str = ""
    note: str = ""

    @property
    def key(self) -> Key:
        """The object's."""
        return self.wanted.key


class Install(Struct, frozen=True, kw_only=True):
    """A chart that is not there, and will be installed."""

    release: Release
    live: Live | None = None
    ending: Live | None = None
    """A first revision that never came to an end, and is given up before."""
    is_taken_back: bool = False
    """Whether Argo CD made what is there of it."""

    @property
    def key(self) -> Key:
        """The release's."""
        return self.release.key


class Upgrade(Struct, frozen=True, kw_only=True):
    """A release that is there, and differs: in its chart, in its values, or in its state."""

    release: Release
    live: Live
    version: str
    """The version of the chart that is there."""
    fields: tuple[FieldChange, ...]
    reason: str = ""
    ending: Live | None = None
    """A revision that never came to an end, and is given up before."""
    is_taken_back: bool = False
    """Whether Argo CD made what is there of it."""

    @property
    def key(self) -> Key:
        """The release's."""
        return self.release.key


class Uninstall(Struct, frozen=True, kw_only=True):
    """The spec no longer has this release."""

    key: Key
    live: Live


class Delete(Struct, frozen=True, kw_only=True):
    """The spec no longer has it; `dies` is what goes with it."""

    key: Key
    live: Live
    dies: tuple[str, ...] = ()
    stays: str = ""
    """What it made and does not take with it, in words."""
    claims: tuple[Key, ...] = ()
    """The claims of its pods, which stay with the data in them."""


class Kept(Struct, frozen=True, kw_only=True):
    """The spec no longer has it, and it stays: why, what would die, and what takes it."""

    key: Key
    live: Live | None
    reason: str
    dies: tuple[str, ...] = ()
    fix: str = ""
    is_ours: bool = True
    """Whether it stays in our list."""


class Gone(Struct, frozen=True):
    """It is in our list, and no more in the cluster: the list forgets it."""

    key: Key
    note: str = ""


Change: TypeAlias = (
    Create
    | Update
    | Adopt
    | Mount
    | Unmount
    | GoAlong
    | TakeBack
    | HandOver
    | Withdraw
    | Recreate
    | Conflict
    | Blocked
    | Unserved
    | Unchanged
    | Install
    | Upgrade
    | Uninstall
    | Delete
    | Kept
    | Gone
)
Rollout: TypeAlias = Install | Upgrade
"""What helm does."""
Write: TypeAlias = Create | Update | Adopt | TakeBack | Recreate | Mount
"""What makes an object as the spec says."""
Removal: TypeAlias = Delete | Unmount | Uninstall
"""What takes away what the spec no longer has."""

WORDS: Mapping[type, str] = {
    Install: "install",
    Upgrade: "upgrade",
    Create: "create",
    Update: "update",
    Adopt: "adopt",
    Mount: "mount",
    Withdraw: "withdraw",
    TakeBack: "take back",
    HandOver: "hand over",
    Recreate: "recreate",
    Conflict: "conflict",
    Blocked: "refused",
    Unserved: "no kind",
    Unchanged: "unchanged",
    Unmount: "unmount",
    GoAlong: "go along",
    Uninstall: "uninstall",
    Delete: "delete",
    Kept: "keep",
    Gone: "gone",
}
"""The word for each, in plans and in events."""


def wanted_of(change: Change) -> Wanted | None:
    """Return what asks for a change; None for what the spec no longer has."""
    match change:
        case Create(wanted) | Blocked(wanted=wanted) | Unchanged(wanted=wanted):
            return wanted
        case Install(release=release) | Upgrade(release=release):
            return release
        case HandOver() | Withdraw() | Delete() | Unmount() | GoAlong() | Uninstall():
            return None
        case Kept() | Gone():
            return None
        case _:
            return change.desired
