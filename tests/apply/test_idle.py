"""What was allowed by name, and does nothing, is told; what is in use or refused is not."""

from __future__ import annotations

import pytest

from apply.documents import live, made, wanted
from platformgen.apply.change import (
    Adopt,
    Blocked,
    Change,
    Conflict,
    Create,
    Delete,
    Kept,
    Recreate,
    Unchanged,
    Update,
)
from platformgen.apply.choices import Choices
from platformgen.apply.contests import Contest
from platformgen.apply.idle import idle
from platformgen.apply.key import Key
from platformgen.apply.plan import Plan

MAP = made("ConfigMap", "web", "shop", data={"a": "1"})
CLAIM = made("PersistentVolumeClaim", "db", "shop")
WANTED, LIVE = wanted(MAP), live(MAP)
NAME = "ConfigMap/shop/web"
TAKEN = Contest(field="data.a", manager="other", since="", theirs="2", ours="1")
FORCE, RECREATE = "--force-conflicts", "--recreate"
BOTH = [f"{FORCE} {NAME}: nothing to take there", f"{RECREATE} {NAME}: nothing to recreate there"]
ALL = [*BOTH, f"--delete {NAME}: nothing to delete there"]


def named(*keys: Key) -> Choices:
    return Choices(force=frozenset(keys), recreate=frozenset(keys), delete=frozenset(keys))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (Unchanged(wanted=WANTED, live=LIVE), ALL),
        (Create(WANTED), ALL),
        (Update(desired=WANTED, live=LIVE, fields=()), ALL),
        (Update(desired=WANTED, live=LIVE, fields=(), taken=(TAKEN,)), ALL[1:]),
        (Adopt(desired=WANTED, live=LIVE, fields=(), managers=()), ALL[1:]),
        (Conflict(desired=WANTED, live=LIVE, contests=(TAKEN,)), ALL[1:]),
        (Recreate(desired=WANTED, live=LIVE, field="", reason=""), [ALL[0], ALL[2]]),
        (Blocked(wanted=WANTED, field="", reason="no"), []),
        (Kept(key=WANTED.key, live=LIVE, reason="a guard"), BOTH),
        (Delete(key=WANTED.key, live=LIVE), [*BOTH, f"--delete {NAME}: no guard keeps it"]),
    ],
    ids=lambda each: type(each).__name__,
)
def test_what_was_named_in_vain_is_told(change: Change, told: list[str]) -> None:
    found = idle(Plan((change,)), named(WANTED.key))

    assert list(map(str, found)) == told
    assert list(idle(Plan((change,)), Choices(force_all=True, recreate_all=True))) == []


def test_what_a_guard_would_keep_was_not_named_in_vain() -> None:
    there = live(CLAIM)
    key = Key("", "PersistentVolumeClaim", "shop", "db")

    found = idle(Plan((Delete(key=key, live=there),)), Choices(delete=frozenset({key})))

    assert list(found) == []
