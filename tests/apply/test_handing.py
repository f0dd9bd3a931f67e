"""What changes hands between us and Argo CD, by what is wanted and what our list knows."""

from __future__ import annotations

import pytest

from apply.documents import IDENTITY, Document, live, made, wanted
from platformgen.apply.answers import Cause
from platformgen.apply.change import (
    Blocked,
    Change,
    Conflict,
    Create,
    Kept,
    Unchanged,
    Unserved,
)
from platformgen.apply.contests import of_others
from platformgen.apply.handing import (
    handovers,
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
    found = list(handovers(sight, {WEB.key: key(APP)}, fates, IDENTITY))

    assert [type(each) for each in found] == [word] * (word is not None)


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
