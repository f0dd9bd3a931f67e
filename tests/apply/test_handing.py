"""What changes hands between us and Argo CD, by what is wanted and what our list knows."""

from __future__ import annotations

import pytest

from apply.documents import IDENTITY, Document, live, made, wanted
from apply.test_plan import SECRET
from platformgen.apply.answers import Cause
from platformgen.apply.change import (
    Adopt,
    Blocked,
    Change,
    Conflict,
    Create,
    Kept,
    TakeBack,
    Unchanged,
    Unserved,
)
from platformgen.apply.contests import of_others
from platformgen.apply.handing import (
    handed_over,
    returning,
    settled,
    withdrawals,
    without_cascade,
)
from platformgen.apply.inventory import MEMBER, Entry
from platformgen.apply.key import Key, key
from platformgen.apply.leaving import HandOver, Withdraw
from platformgen.apply.plan import Plan, Sight
from platformgen.apply.served import Catalogue
from platformgen.kubernetes.labels import MANAGED_BY

APP = made("Application", "web", "cd", "argoproj.io/v1alpha1")
WEB = wanted(made("ConfigMap", "web", "shop"), "web")
DB = wanted(made("ConfigMap", "db", "shop"), "db")
APPLICATION = wanted(APP, "web")
OURS = {MEMBER: IDENTITY, MANAGED_BY: "platformgen"}
THERE = live(APP, labels=OURS)


def seen(entries: dict[Key, Entry], there: dict[Key, Document] | None = None) -> Sight:
    return Sight(catalogue=Catalogue({}), live=there or {}, entries=entries)


@pytest.mark.parametrize(
    ("there", "is_back"),
    [
        pytest.param(THERE, True, id="ours"),
        pytest.param(None, True, id="gone, by a run that was killed"),
        pytest.param(live(APP, labels={MEMBER: IDENTITY}), False, id="an object of the user's"),
        pytest.param(live(APP, "u2", labels=OURS), False, id="made anew"),
        pytest.param(live(APP, labels=OURS, managedFields=[]), False, id="no more ours"),
    ],
)
def test_a_component_comes_back_where_our_list_has_its_application(
    there: Document | None,
    is_back: bool,  # noqa: FBT001
) -> None:
    sight = seen({key(APP): Entry("u1")}, {key(APP): there} if there else {})

    assert returning(sight, [WEB, SECRET], {WEB.key}, IDENTITY) == (
        {"web": key(APP)} if is_back else {}
    )


@pytest.mark.parametrize(
    ("entries", "wants", "known"),
    [
        pytest.param({}, [WEB], set(), id="never handed over"),
        pytest.param({key(APP): Entry("u1")}, [DB, SECRET], set(), id="not looked at"),
        pytest.param({key(APP): Entry("u1")}, [WEB], {key(APP)}, id="handed over still"),
        pytest.param({WEB.key: Entry("u1")}, [WEB], set(), id="no Application"),
    ],
)
def test_no_component_comes_back_without_that(
    entries: dict[Key, Entry], wants: list[object], known: set[Key]
) -> None:
    assert returning(seen(entries), wants, known, IDENTITY) == {}  # type: ignore[arg-type]


def test_an_application_is_withdrawn_as_it_is_seen() -> None:
    sight = seen({}, {key(APP): THERE})
    gone = Key(*("argoproj.io", "Application"), "cd", "db")

    assert list(withdrawals(sight, [key(APP), gone])) == [
        Withdraw(key=key(APP), live=THERE),
        Withdraw(key=gone, live=None),
    ]


SET = Create(APPLICATION)
REFUSED = Blocked(wanted=APPLICATION, field="kind", reason="no")
OBJECT = live(WEB.document)
STRANGER = live(WEB.document, is_ours=False, labels={})


@pytest.mark.parametrize(
    ("there", "is_listed", "fates", "word"),
    [
        pytest.param(OBJECT, True, [SET], HandOver, id="ours"),
        pytest.param(OBJECT, False, [SET], HandOver, id="labelled, not in our list"),
        pytest.param(None, True, [SET], HandOver, id="given up by a run that was killed"),
        pytest.param(STRANGER, False, [SET], None, id="Argo CD's already"),
        pytest.param(None, False, [SET], None, id="not there"),
        pytest.param(OBJECT, True, [], None, id="its Application is not looked at"),
        pytest.param(OBJECT, True, [REFUSED], Kept, id="its Application is refused"),
        pytest.param(OBJECT, True, [Unserved(desired=APPLICATION)], Kept, id="no Argo CD yet"),
        pytest.param(
            OBJECT,
            True,
            [Conflict(desired=APPLICATION, live=THERE, contests=())],
            Kept,
            id="its Application is another's",
        ),
    ],
)
def test_what_is_handed_over(
    there: Document | None,
    is_listed: bool,  # noqa: FBT001
    fates: list[Change],
    word: type | None,
) -> None:
    sight = seen({WEB.key: Entry("u1")} if is_listed else {}, {WEB.key: there} if there else {})
    found = list(handed_over(sight, {WEB.key: key(APP)}, fates, IDENTITY))

    assert [type(each) for each in found] == [word] * (word is not None)


def test_an_application_is_forgotten_once_all_that_it_made_is_ours() -> None:
    back = TakeBack(desired=WEB, live=OBJECT, fields=())
    other = Adopt(desired=DB, live=OBJECT, fields=(), managers=())
    plan = Plan((Withdraw(key=key(APP), live=THERE), back, other))

    assert settled(plan, {WEB.key}) == {key(APP)}
    assert settled(plan, {DB.key}) == set()


def test_an_application_stays_known_while_a_kind_is_missing() -> None:
    plan = Plan((Withdraw(key=key(APP), live=None), Unserved(desired=WEB)))

    assert settled(plan, ()) == set()


@pytest.mark.parametrize(
    ("finalizers", "kept"),
    [
        (None, None),
        (["other.example/keep"], None),
        (["resources-finalizer.argocd.argoproj.io"], []),
        (["resources-finalizer.argocd.argoproj.io/background", "a.b/c"], ["a.b/c"]),
        (["post-delete-finalizer.argocd.argoproj.io/cleanup"], []),
    ],
)
def test_an_application_takes_nothing_along(
    finalizers: list[str] | None, kept: list[str] | None
) -> None:
    patch = without_cascade(live(APP, finalizers=finalizers))
    known = {"uid": "u1", "resourceVersion": "7"}

    assert patch == (None if kept is None else {"metadata": {**known, "finalizers": kept}})


def test_a_plan_with_nothing_but_changing_hands_has_work() -> None:
    given = HandOver(key=WEB.key, live=None, application=key(APP))
    back = Withdraw(key=key(APP), live=None)

    assert Plan((given,)).has_work
    assert Plan((back,)).has_work
    assert not Plan((Unchanged(wanted=WEB, live=OBJECT),)).has_work


def test_conflicts_with_those_who_agreed_are_none() -> None:
    causes = [
        Cause("FieldManagerConflict", ".a", f'conflict with "{text}')
        for text in ('argo" using v1', 'argo" with subresource "scale" using v1', 'hpa"')
    ]

    assert of_others(causes, {"argo"}) == tuple(causes[1:])
    assert of_others(causes, ()) == tuple(causes)
