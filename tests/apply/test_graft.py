"""Fields of ours on an object of others: what becomes of them, and that the object stays theirs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from apply.documents import IDENTITY, Document, keyed, made
from apply.test_releases import RELEASE
from platformgen.apply import inventory
from platformgen.apply.answers import Cause, Contested, Done, Unchangeable, Verdict
from platformgen.apply.change import (
    Blocked,
    Change,
    Conflict,
    Delete,
    Gone,
    Kept,
    Unchanged,
    wanted_of,
)
from platformgen.apply.choices import Choices
from platformgen.apply.deciding import decided, to_try
from platformgen.apply.graft import (
    MANAGER,
    graft_key,
    host,
    is_graft,
    is_grafted,
    manager_of,
    missing_containers,
    pinned,
    withdrawn,
)
from platformgen.apply.inventory import MEMBER, Entry
from platformgen.apply.key import Key, key, named
from platformgen.apply.mounting import GoAlong, Mount, Unmount
from platformgen.apply.order import edges
from platformgen.apply.outcome import remaining
from platformgen.apply.plan import Plan, Sight, Trial, fingerprint_of
from platformgen.apply.prune import Census, pruned
from platformgen.apply.served import Catalogue
from platformgen.apply.wanted import Desired, grafted
from platformgen.diagnostic import Span
from platformgen.kubernetes import KubernetesObject
from platformgen.pipeline.membership import membership
from platformgen.shell.disk import DiskProject

APPS = "apps/v1"
HOST = Key("apps", "Deployment", "shop", "web")
KEY = graft_key(HOST)
SOURCES = {"sources": [{"configMap": {"name": "web-catalog-1"}}]}


def fields(container: str = "main", checksum: str = "1") -> Document:
    pod = {
        "containers": [{"name": container, "volumeMounts": [{"name": "c", "mountPath": "/c"}]}],
        "volumes": [{"name": "c", "projected": SOURCES}],
    }
    template = {"metadata": {"annotations": {"checksum/portal": checksum}}, "spec": pod}
    return made("Deployment", "web", "shop", APPS, spec={"template": template})


def graft(container: str = "main") -> Desired:
    each = KubernetesObject(fields(container), "web", ("components", "web", "portal"), "")
    return grafted(each, Span("specs/shop.yaml", 3, 5), 60)


def deployment(uid: str = "u1", *managers: str, checksum: str = "1", **metadata: Any) -> Document:  # noqa: ANN401
    made_by = [{"manager": each, "operation": "Apply", "fieldsV1": {}} for each in managers]
    document = fields(checksum=checksum)
    known = {**document["metadata"], "uid": uid, "managedFields": made_by, **metadata}
    return {**document, "metadata": known}


BARE, GRAFTED = deployment("u1", "helm"), deployment("u1", "helm", MANAGER)
WANTED = graft()
AS_APPLIED = Entry("u1", fingerprint_of(WANTED, GRAFTED))


def sight(there: Document | None, entry: Entry | None = None) -> Sight:
    return Sight(
        catalogue=Catalogue({}),
        live={} if there is None else {KEY: there},
        entries={} if entry is None else {KEY: entry},
    )


def one(there: Document | None, entry: Entry | None = None, verdict: Verdict | None = None) -> Any:  # noqa: ANN401
    trials = {} if verdict is None else {KEY: Trial(verdict=verdict, result=GRAFTED)}
    (change,) = decided([WANTED], sight(there, entry), trials, Choices())
    return change


def test_fields_are_named_like_their_object_and_kept_apart_from_it() -> None:
    assert (str(KEY), host(KEY), host(HOST)) == (str(HOST), HOST, HOST)
    assert (is_graft(KEY), is_graft(HOST), host(KEY) == KEY) == (True, False, False)
    assert (WANTED.key, key(WANTED.document)) == (KEY, HOST)
    assert named("Deployment/shop/web", [KEY]) == (KEY,)
    assert (manager_of(KEY), manager_of(HOST)) == ("platformgen-portal", "platformgen")


def test_they_carry_no_label_of_our_set() -> None:
    assert "labels" not in WANTED.document["metadata"]


def test_our_list_has_them_and_kubectl_is_not_told() -> None:
    entries = {KEY: Entry("u", "f"), HOST: Entry("v", "g")}

    document = inventory.document("shop", "1", entries)

    assert inventory.read(document).entries == entries
    assert "@" not in str(document["metadata"]["annotations"])


@pytest.mark.parametrize(
    ("there", "entry", "is_tried"),
    [
        pytest.param(None, None, False, id="not there"),
        pytest.param(BARE, None, True, id="never mounted"),
        pytest.param(GRAFTED, AS_APPLIED, False, id="as applied"),
        pytest.param(BARE, AS_APPLIED, True, id="taken away by others"),
        pytest.param(deployment("u2", MANAGER), AS_APPLIED, True, id="made anew"),
        pytest.param(deployment(deletionTimestamp="now"), None, False, id="being deleted"),
    ],
)
def test_the_server_is_asked_only_about_what_may_differ(
    there: Document | None,
    entry: Entry | None,
    is_tried: bool,  # noqa: FBT001  # a row of a table
) -> None:
    assert list(to_try([WANTED], sight(there, entry))) == [WANTED] * is_tried


def test_fields_of_a_container_that_is_not_there_are_not_tried() -> None:
    """It may come with an upgrade of the chart in the same run."""
    other = graft("other")

    (change,) = decided([other], sight(BARE), {}, Choices())

    assert list(to_try([other], sight(BARE))) == []
    assert change == Mount(desired=other)
    assert missing_containers(other.document, BARE) == ("other",)


@pytest.mark.parametrize(
    ("there", "entry", "verdict", "expected"),
    [
        pytest.param(None, None, None, Mount(desired=WANTED), id="not there yet"),
        pytest.param(
            deployment(deletionTimestamp="now"), None, None, Mount(desired=WANTED), id="going"
        ),
        pytest.param(BARE, None, Done(), Mount(desired=WANTED, live=BARE), id="never mounted"),
        pytest.param(
            GRAFTED,
            AS_APPLIED,
            None,
            Unchanged(wanted=WANTED, live=GRAFTED, fingerprint=AS_APPLIED.fingerprint),
            id="as applied",
        ),
        pytest.param(
            GRAFTED,
            Entry(),
            Done(),
            Unchanged(wanted=WANTED, live=GRAFTED, fingerprint=AS_APPLIED.fingerprint),
            id="mounted by a run that was killed",
        ),
    ],
)
def test_they_are_mounted_or_left(
    there: Document | None, entry: Entry | None, verdict: Verdict | None, expected: Change
) -> None:
    assert one(there, entry, verdict) == expected


def test_what_changes_is_shown_field_by_field() -> None:
    change = one(deployment("u1", MANAGER, checksum="0"), AS_APPLIED, Done())

    assert [(each.path, each.before, each.after) for each in change.fields] == [
        ('spec.template.metadata.annotations["checksum/portal"]', "0", "1")
    ]
    assert wanted_of(change) == WANTED
    assert (change.key, Plan((change,)).writes) == (KEY, (change,))


def test_a_field_of_another_is_a_conflict() -> None:
    path = ".spec.template.metadata.annotations.checksum/portal"
    cause = Cause(reason="FieldManagerConflict", field=path, message='conflict with "helm"')

    change = one(BARE, None, Contested((cause,)))

    assert isinstance(change, Conflict)
    assert [each.manager for each in change.contests] == ["helm"]


@pytest.mark.parametrize(
    ("there", "prunes", "expected"),
    [
        pytest.param(GRAFTED, True, Unmount(key=KEY, live=GRAFTED), id="on demand"),
        pytest.param(None, True, Gone(KEY), id="its object is gone"),
        pytest.param(
            BARE, True, Gone(KEY, "nothing of ours is mounted there any more"), id="taken away"
        ),
        pytest.param(
            GRAFTED,
            False,
            Kept(
                key=KEY,
                live=GRAFTED,
                reason="it is not wanted any more",
                fix="take away what is left over: --prune",
            ),
            id="unasked",
        ),
    ],
)
def test_what_is_no_longer_wanted_is_given_up_and_the_object_never_deleted(
    there: Document | None,
    prunes: bool,  # noqa: FBT001  # a row of a table
    expected: Change,
) -> None:
    seen = sight(there, AS_APPLIED)

    (change,) = pruned(seen, [KEY], IDENTITY, Choices(prune=prunes), Census())

    assert change == expected
    assert wanted_of(change) is None


def test_what_is_mounted_into_an_object_that_goes_is_not_taken_off_before() -> None:
    """It would be another object than the plan was made for."""
    ours = deployment("u1", "platformgen", MANAGER, labels={MEMBER: IDENTITY})
    seen = Sight(
        catalogue=Catalogue({}),
        live={KEY: ours, HOST: ours},
        entries={KEY: AS_APPLIED, HOST: Entry("u1", "f")},
    )

    changes = list(pruned(seen, [HOST, KEY], IDENTITY, Choices(prune=True), Census()))

    assert changes == [Delete(key=HOST, live=ours), GoAlong(key=KEY, live=ours, holder=HOST)]


@pytest.mark.parametrize(
    ("maker", "goes_along"),
    [
        pytest.param("web", True, id="its release"),
        pytest.param("other", False, id="another release"),
    ],
)
def test_so_it_is_where_its_release_is_uninstalled(
    maker: str,
    goes_along: bool,  # noqa: FBT001  # a row of a table
) -> None:
    said = {"meta.helm.sh/release-name": maker, "meta.helm.sh/release-namespace": "shop"}
    there = deployment("u1", "helm", MANAGER, annotations=said)
    seen = Sight(
        catalogue=Catalogue({}),
        live={KEY: there, RELEASE.key: {}},
        entries={KEY: AS_APPLIED, RELEASE.key: Entry()},
    )

    _, change = pruned(seen, [RELEASE.key, KEY], IDENTITY, Choices(prune=True), Census())

    along = GoAlong(key=KEY, live=there, holder=RELEASE.key)
    assert change == (along if goes_along else Unmount(key=KEY, live=there))
    assert (Plan((change,)).removals, wanted_of(change)) == ((change,) * (not goes_along), None)


def test_their_object_is_never_replaced_for_their_sake() -> None:
    seen, verdict = sight(BARE), Unchangeable("spec.selector", "field is immutable")
    trials = {KEY: Trial(verdict=verdict)}

    (change,) = decided([WANTED], seen, trials, Choices(recreate=frozenset({KEY})))
    (again,) = decided([WANTED], seen, trials, Choices(recreate_all=True))

    assert isinstance(change, Blocked)
    assert (change, change.field, change.reason) == (again, "spec.selector", "field is immutable")


def test_our_list_has_them_until_their_object_went() -> None:
    ours = deployment("u1", "platformgen", MANAGER, labels={MEMBER: IDENTITY})
    seen = Sight(
        catalogue=Catalogue({}),
        live={KEY: ours, HOST: ours},
        entries={KEY: AS_APPLIED, HOST: Entry("u1", "f")},
    )
    plan = Plan(tuple(pruned(seen, [HOST, KEY], IDENTITY, Choices(prune=True), Census())))

    assert set(remaining(seen, plan, IDENTITY, written={})) == {HOST, KEY}
    assert remaining(seen, plan, IDENTITY, written={}, deleted=[HOST, KEY]) == {}


def test_fields_come_after_their_object_and_what_they_mount() -> None:
    config, own = (
        made("ConfigMap", "web-catalog-1", "shop"),
        made("Deployment", "web", "shop", APPS),
    )
    mount = {KEY: WANTED.document}

    of_chart = edges({RELEASE.key: RELEASE.document, **keyed(config), **mount}, {}, {})
    of_ours = edges({**keyed(config, own), **mount}, {}, {})

    assert of_chart.present[KEY] == {RELEASE.key, key(config)}
    assert of_ours.present[KEY] == {HOST, key(config)}
    assert KEY not in of_ours.present[HOST]


def test_they_are_sent_for_the_very_object_that_was_seen() -> None:
    assert pinned(WANTED.document, BARE) == {
        **WANTED.document,
        "metadata": {"name": "web", "namespace": "shop", "uid": "u1"},
    }
    assert withdrawn(GRAFTED) == {
        "apiVersion": APPS,
        "kind": "Deployment",
        "metadata": {"name": "web", "namespace": "shop", "uid": "u1"},
    }
    assert (is_grafted(GRAFTED), is_grafted(BARE)) == (True, False)


def test_a_platform_wants_the_mount_whose_container_its_lock_knows() -> None:
    project = Path(__file__).parents[1] / "cases/PG040_portal_near_miss/project"
    members, found = membership(DiskProject(project), None)

    assert members is not None, found
    (mount,) = (each for each in members.wanted if is_graft(each.key))
    assert isinstance(mount, Desired)
    assert mount.origin is not None
    assert (mount.component, mount.origin.file) == ("portal", "specs/platform.yaml")
    gone = members.emptied()
    assert (gone.wanted, gone.leaving) == ((), members.wanted)
