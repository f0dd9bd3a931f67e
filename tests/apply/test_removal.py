"""Things go in the reverse of the order in which they came."""

from __future__ import annotations

import pytest

from apply.documents import Document, live, made, running, wanted
from apply.test_graft import GRAFTED
from apply.test_graft import KEY as GRAFT
from apply.test_graft import WANTED as MOUNT
from apply.test_releases import KEY as RELEASE_KEY
from apply.test_releases import RELEASE, WIDGET
from platformgen.apply.change import (
    Delete,
    Removal,
    Uninstall,
)
from platformgen.apply.key import Key, key
from platformgen.apply.mounting import Unmount
from platformgen.apply.queue import Queue
from platformgen.apply.removal import removal_order
from platformgen.apply.wanted import Wanted

SPACE = made("Namespace", "shop")
SECRET = made("Secret", "login", "shop")
CATALOG = made("ConfigMap", "web-catalog-1", "shop")
USER = made("Deployment", "user", "shop", "apps/v1", spec=running({"name": "main"}))
STORE = made("Deployment", "store", "shop", "apps/v1", spec=running({"name": "main"}))
FAR = made("ConfigMap", "far", "other")
UNINSTALL = Uninstall(key=RELEASE_KEY, live={})
UNMOUNT = Unmount(key=GRAFT, live=GRAFTED)


def delete(document: Document) -> Delete:
    return Delete(key=key(document), live=live(document))


def turns(removals: list[Removal], known: list[Wanted], **depends_on: str) -> dict[Key, int]:
    """Return in which turn each goes."""
    needs = {name: frozenset({other}) for name, other in depends_on.items()}
    order = removal_order(removals, known, needs)
    queue = Queue.of([each.key for each in removals], order)
    found: dict[Key, int] = {}
    while turn := queue.take():
        for each in turn:
            found[each] = max(found.values(), default=-1) + 1
            queue.present(each)
    return found


@pytest.mark.parametrize("is_known", [True, False])
def test_what_stands_on_a_release_goes_before_it_and_what_it_stands_on_after(
    is_known: bool,  # noqa: FBT001  # with and without what the spec says of it
) -> None:
    everything = [SPACE, SECRET, WIDGET, USER]
    known = [RELEASE, *(wanted(each, "user") for each in everything)] if is_known else []

    at = turns([UNINSTALL, *map(delete, everything)], known, user="web")

    assert at.keys() == {RELEASE_KEY, *map(key, everything)}
    assert at[key(USER)] < at[RELEASE_KEY] < at[key(SECRET)] < at[key(SPACE)]
    assert at[key(WIDGET)] < at[RELEASE_KEY]


def test_what_a_release_depends_on_goes_after_it() -> None:
    known = [RELEASE, wanted(STORE, "store")]

    at = turns([delete(STORE), UNINSTALL], known, web="store")

    assert at[RELEASE_KEY] < at[key(STORE)]


@pytest.mark.parametrize("known", [[], [RELEASE, MOUNT]])
def test_a_mount_goes_before_what_it_shows_and_before_its_release(known: list[Wanted]) -> None:
    at = turns([UNINSTALL, delete(CATALOG), UNMOUNT], known)

    assert at[GRAFT] < at[RELEASE_KEY] < at[key(CATALOG)]


def test_what_has_nothing_to_do_with_each_other_goes_at_once() -> None:
    removals: list[Removal] = [UNINSTALL, delete(FAR)]

    order = removal_order(removals, [], {})

    assert sorted(Queue.of([each.key for each in removals], order).take()) == sorted(
        each.key for each in removals
    )
