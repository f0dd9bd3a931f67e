"""Which components come back from Argo CD, and what of them stays with it in a run."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from apply.documents import IDENTITY, Document, live, made, wanted
from apply.test_handing import APP, DB, OBJECT, OURS, THERE, WEB, seen
from apply.test_plan import SECRET
from apply.test_releases import RELEASE
from platformgen.apply.change import (
    Adopt,
    Blocked,
    Change,
    Conflict,
    Create,
    Install,
    Kept,
    TakeBack,
    Unchanged,
    Unserved,
    Update,
)
from platformgen.apply.inventory import MEMBER, Entry
from platformgen.apply.key import Key, key
from platformgen.apply.leaving import Withdraw
from platformgen.apply.mounting import Mount
from platformgen.apply.outcome import remaining
from platformgen.apply.ownership import ARGO_CD
from platformgen.apply.past import Past
from platformgen.apply.plan import Plan
from platformgen.apply.returning import Returns, left_alone, returning, settled, withdrawals
from platformgen.apply.selection import in_part
from platformgen.apply.wanted import Wanted

KNOWN = {key(APP): Entry("u1")}
MORE = wanted(made("Service", "web", "shop"), "web")
THEIRS = live(
    WEB.document,
    is_ours=False,
    managedFields=[{"manager": ARGO_CD, "operation": "Apply", "apiVersion": "v1", "fieldsV1": {}}],
)


def aim(*everything: Wanted) -> Past:
    return Past(name="shop", wanted=everything)


@pytest.mark.parametrize(
    ("there", "why"),
    [
        pytest.param(THERE, None, id="ours"),
        pytest.param(None, None, id="gone, by a run that was killed"),
        pytest.param(
            live(APP, labels={**OURS, MEMBER: ""}), "no longer carries our label", id="label off"
        ),
        pytest.param(live(APP, "u2", labels=OURS), "somebody made it anew", id="made anew"),
        pytest.param(live(APP, labels=OURS, managedFields=[]), "managers", id="no more ours"),
    ],
)
def test_a_component_comes_back_where_our_list_has_its_application(
    there: Document | None, why: str | None
) -> None:
    sight = seen(KNOWN, {key(APP): there} if there else {})

    returns = returning(sight, [WEB, SECRET], aim(WEB, SECRET), (), IDENTITY)

    assert returns.back == ({} if why else {"web": key(APP)})
    assert list(returns.barred) == (["web"] if why else [])
    assert (why or "") in returns.barred.get("web", "")
    assert returns.partial == frozenset()


APPLICATION = wanted(APP, "web")


@pytest.mark.parametrize(
    ("entries", "looked_at", "everything"),
    [
        pytest.param({}, [WEB], (WEB,), id="never handed over"),
        pytest.param(KNOWN, [DB, SECRET], (WEB, DB, SECRET), id="not looked at"),
        pytest.param(KNOWN, [WEB], (WEB, APPLICATION), id="handed over still"),
        pytest.param({WEB.key: Entry("u1")}, [WEB], (WEB,), id="no Application"),
    ],
)
def test_no_component_comes_back_without_that(
    entries: dict[Key, Entry], looked_at: list[Wanted], everything: tuple[Wanted, ...]
) -> None:
    assert returning(seen(entries), looked_at, aim(*everything), (), IDENTITY) == Returns()


def test_an_application_of_the_user_asks_for_no_component() -> None:
    sight = seen(KNOWN, {key(APP): live(APP, labels={MEMBER: IDENTITY})})

    assert returning(sight, [WEB], aim(WEB), (), IDENTITY) == Returns()


@pytest.mark.parametrize("there", [THERE, live(APP, "u2", labels=OURS)])
def test_a_component_comes_back_as_a_whole_or_not(there: Document) -> None:
    sight = seen(KNOWN, {key(APP): there})

    parts = in_part([WEB], [WEB, MORE])
    returns = returning(sight, [WEB], aim(WEB, MORE), parts, IDENTITY)

    assert returns == Returns(partial={"web"})


PART, BARRED = Returns(partial={"web"}), Returns(barred={"web": "no"})
ADOPTED = Adopt(desired=WEB, live=THEIRS, fields=(), managers=())
CONFLICT = Conflict(desired=WEB, live=THEIRS, contests=())
INSTALL = Install(release=replace(RELEASE, component="web"))
OTHER = Kept(key=DB.key, live=None, reason="")


@pytest.mark.parametrize(
    ("change", "there", "is_left"),
    [
        pytest.param(ADOPTED, THEIRS, True, id="Argo CD's"),
        pytest.param(CONFLICT, THEIRS, True, id="Argo CD's, and another one than ours"),
        pytest.param(Update(desired=WEB, live=OBJECT, fields=()), OBJECT, False, id="ours still"),
        pytest.param(Create(WEB), THEIRS, False, id="going"),
        pytest.param(Create(WEB), None, False, id="not there"),
        pytest.param(Mount(desired=WEB), None, False, id="nothing to mount into yet"),
        pytest.param(INSTALL, None, True, id="a chart"),
        pytest.param(replace(CONFLICT, desired=DB), THEIRS, False, id="of another component"),
        pytest.param(Unchanged(wanted=WEB, live=THEIRS), THEIRS, False, id="nothing to do"),
        pytest.param(OTHER, None, False, id="not wanted"),
    ],
)
def test_of_a_part_nothing_is_written_that_argo_cd_has(
    change: Change,
    there: Document | None,
    is_left: bool,  # noqa: FBT001  # a row of a table
) -> None:
    sight = seen({}, {WEB.key: there} if there else {})

    left = left_alone(change, PART, sight)

    assert isinstance(left, Unchanged) == (is_left or isinstance(change, Unchanged))
    assert (left == change) != is_left
    assert remaining(sight, Plan((left,)), IDENTITY, written={}) == (
        {WEB.key: Entry("u1")} if isinstance(change, Unchanged) else {}
    )


def test_a_chart_of_a_part_that_is_ours_still_is_installed() -> None:
    sight = seen({RELEASE.key: Entry("u1")})

    assert left_alone(INSTALL, PART, sight) == INSTALL


def test_nothing_is_written_of_a_component_that_another_one_has_applied() -> None:
    sight = seen(KNOWN, {WEB.key: THEIRS})
    wrong = [left_alone(each, BARRED, sight) for each in (ADOPTED, CONFLICT, Create(WEB), INSTALL)]

    assert {type(each) for each in wrong} == {Blocked}
    assert {each.reason for each in wrong if isinstance(each, Blocked)} == {"no"}
    assert left_alone(OTHER, BARRED, sight) == OTHER


def test_an_application_is_withdrawn_as_it_is_seen() -> None:
    gone = Key("argoproj.io", "Application", "cd", "db")

    assert list(withdrawals(seen({}, {key(APP): THERE}), [key(APP), gone], [])) == [
        Withdraw(key=key(APP), live=THERE),
        Withdraw(key=gone, live=None),
    ]


def test_what_nobody_applies_any_more_is_told() -> None:
    resources = [
        {"kind": "ConfigMap", "name": "web", "namespace": "shop"},
        {"kind": "Ingress", "group": "networking.k8s.io", "name": "old", "namespace": "shop"},
        {"kind": "ClusterRole", "name": "old"},
        {"kind": "Deployment", "name": "web", "namespace": "shop"},
        {"kind": "Job", "name": "migrate", "namespace": "shop", "hook": True},
    ]
    sight = seen(KNOWN, {key(APP): {**THERE, "status": {"resources": resources}}})

    (withdrawn,) = withdrawals(sight, [key(APP)], [WEB, RELEASE])

    assert withdrawn.left == ("ClusterRole/old", "Ingress/shop/old")


def test_an_application_that_another_one_follows_leaves_nothing_to_nobody() -> None:
    other = wanted(made("Application", "web", "new", "argoproj.io/v1alpha1"), "web")
    resources = [{"kind": "Deployment", "name": "web", "namespace": "shop"}]
    sight = seen(KNOWN, {key(APP): {**THERE, "status": {"resources": resources}}})

    (withdrawn,) = withdrawals(sight, [key(APP)], [other])

    assert (withdrawn.heir, withdrawn.left) == (other.key, ())


def test_what_is_in_part_is_told_by_numbers() -> None:
    assert in_part([WEB, SECRET], [WEB, MORE, DB, SECRET]) == {"web"}
    assert in_part([WEB, MORE], [WEB, MORE, DB]) == frozenset()


def test_an_application_is_forgotten_once_all_that_it_made_is_ours() -> None:
    back = TakeBack(desired=WEB, live=OBJECT, fields=())
    other = Adopt(desired=DB, live=OBJECT, fields=(), managers=())
    plan = Plan((Withdraw(key=key(APP), live=THERE), back, other))

    assert settled(plan, {WEB.key}) == {key(APP)}
    assert settled(plan, {DB.key}) == set()


def test_an_application_stays_known_while_a_kind_is_missing() -> None:
    plan = Plan((Withdraw(key=key(APP), live=None), Unserved(desired=WEB)))

    assert settled(plan, ()) == set()
