"""What becomes of each object: by what is wanted, what is there, and what the server says."""

from __future__ import annotations

from typing import Any

import pytest

from apply.documents import IDENTITY, OURS, Document, live, made, wanted
from platformgen.apply.answers import (
    Again,
    Cause,
    Contested,
    Done,
    Moved,
    Refused,
    Unchangeable,
    Verdict,
)
from platformgen.apply.change import (
    Adopt,
    Blocked,
    Change,
    Conflict,
    Create,
    Delete,
    Gone,
    Kept,
    Recreate,
    TakeBack,
    Unchanged,
    Unserved,
    Update,
    wanted_of,
)
from platformgen.apply.choices import Choices
from platformgen.apply.contests import Contest
from platformgen.apply.deciding import decided, to_try
from platformgen.apply.fields import FieldChange, differences
from platformgen.apply.fingerprint import fingerprint, is_managed, own_fields
from platformgen.apply.inventory import MEMBER, Entry
from platformgen.apply.key import Key, key
from platformgen.apply.outcome import remaining
from platformgen.apply.plan import Plan, Sight, Trial
from platformgen.apply.prune import (
    Census,
    candidates,
    pruned,
    shrinking,
    still_ours,
    strangers,
)
from platformgen.apply.served import Catalogue, Served
from platformgen.apply.wanted import Desired, Generated, Wanted
from platformgen.diagnostic import Span
from platformgen.model import GeneratedKey, TextKey

CORE = ("ConfigMap", "Secret", "PersistentVolumeClaim", "Namespace")
KINDS = Catalogue(
    {
        ("", kind): (
            Served(api_version="v1", kind=kind, plural=f"{kind.lower()}s", is_namespaced=True),
        )
        for kind in CORE
    }
)
MAP = made("ConfigMap", "web", "shop", data={"a": "1"})
WANTED = wanted(MAP)
PRUNE = Choices(prune=True)


ARGO = {"manager": "argocd-controller", "operation": "Apply"}


def sight(
    there: Document | None = None,
    entry: Entry | None = None,
    *,
    key: Key = WANTED.key,
    **rest: Any,  # noqa: ANN401
) -> Sight:
    return Sight(
        catalogue=KINDS,
        live={} if there is None else {key: there},
        entries={} if entry is None else {key: entry},
        **rest,
    )


def one(
    want: Wanted, seen: Sight, trial: Trial | None = None, choices: Choices | None = None
) -> Change:
    trials = {} if trial is None else {want.key: trial}
    (change,) = decided([want], seen, trials, choices or Choices())
    return change


def tried(verdict: Verdict, there: Document | None = None, **choices: Any) -> Change:  # noqa: ANN401
    seen = sight(there or live(MAP), Entry("u1", "old"))
    trial = Trial(verdict=verdict, message="no", result=live(MAP))
    return one(WANTED, seen, trial, Choices(**choices))


AS_APPLIED = Entry("u1", fingerprint(WANTED.document, live(MAP)))


@pytest.mark.parametrize(
    ("there", "entry", "is_tried"),
    [
        pytest.param(None, None, False, id="not there"),
        pytest.param(live(MAP), AS_APPLIED, False, id="as applied"),
        pytest.param(live(MAP), None, True, id="not in our list"),
        pytest.param(live(MAP), Entry("u1"), True, id="meant and not heard of"),
        pytest.param(live(MAP, "u2"), AS_APPLIED, True, id="made anew"),
        pytest.param(live(MAP, managedFields=[]), AS_APPLIED, True, id="taken by others"),
        pytest.param(live(MAP, deletionTimestamp="now"), None, False, id="being deleted"),
    ],
)
def test_the_server_is_asked_only_about_what_may_differ(
    there: Document | None,
    entry: Entry | None,
    is_tried: bool,  # noqa: FBT001
) -> None:
    assert list(to_try([WANTED], sight(there, entry))) == [WANTED] * is_tried


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        pytest.param(None, Create(WANTED), id="not there"),
        pytest.param(live(MAP, deletionTimestamp="now"), Create(WANTED, "u1"), id="going"),
        pytest.param(
            live(MAP),
            Unchanged(wanted=WANTED, live=live(MAP), fingerprint=AS_APPLIED.fingerprint),
            id="as applied",
        ),
    ],
)
def test_without_a_question_it_is_made_or_left(there: Document | None, expected: Change) -> None:
    assert one(WANTED, sight(there, AS_APPLIED)) == expected


def test_what_stands_in_a_namespace_that_is_going_is_made_again() -> None:
    around = live(made("Namespace", "shop"), "n1", deletionTimestamp="now")
    there = {WANTED.key: live(MAP), Key("", "Namespace", "", "shop"): around}
    seen = Sight(catalogue=KINDS, live=there, entries={WANTED.key: AS_APPLIED})

    assert list(to_try([WANTED], seen)) == []
    assert one(WANTED, seen) == Create(WANTED, "u1")


WIDGET = wanted(made("Widget", "w", "shop", "x.io/v1"))
DEFINITION = wanted(
    made(
        "CustomResourceDefinition",
        "widgets.x.io",
        api="apiextensions.k8s.io/v1",
        spec={
            "group": "x.io",
            "scope": "Namespaced",
            "names": {"kind": "Widget", "plural": "widgets"},
            "versions": [{"name": "v1", "served": True}, {"name": "v0", "served": False}],
        },
    )
)


def test_a_kind_that_is_not_served_is_refused_or_left_to_what_may_bring_it() -> None:
    refused = one(WIDGET, sight())
    left = one(WIDGET, sight(has_installs=True))

    assert isinstance(refused, Blocked)
    assert refused.reason == "the cluster serves no Widget of x.io/v1"
    assert left == Unserved(desired=WIDGET)


def test_a_kind_that_the_platform_defines_itself_is_on_its_way() -> None:
    changes = list(decided([WIDGET, DEFINITION], sight(has_installs=True), {}, Choices()))

    assert changes[0] == Create(WIDGET)


def test_a_difference_is_an_update_with_its_fields() -> None:
    there = live({**MAP, "data": {"a": "0"}})

    assert tried(Done(), there) == Update(
        desired=WANTED, live=there, fields=(FieldChange("data.a", "0", "1"),)
    )


def test_what_only_our_list_did_not_know_is_unchanged() -> None:
    assert tried(Done()) == Unchanged(
        wanted=WANTED, live=live(MAP), fingerprint=AS_APPLIED.fingerprint
    )


@pytest.mark.parametrize(
    ("there", "entry"),
    [
        pytest.param(live(MAP, is_ours=False), None, id="a stranger's"),
        pytest.param(live(MAP), None, id="labelled, not in our list"),
        pytest.param(live(MAP, is_ours=False), Entry("u1"), id="label gone"),
    ],
)
def test_what_is_not_of_our_set_is_adopted(there: Document, entry: Entry | None) -> None:
    trial = Trial(verdict=Done(), result=live(MAP))
    change = one(WANTED, sight(there, entry), trial)

    assert isinstance(change, Adopt)
    assert change.managers == (("platformgen",) if is_managed(there) else ("kubectl",))


@pytest.mark.parametrize(
    ("labels", "owner"),
    [
        ({"app.kubernetes.io/part-of": "mart"}, "the platform mart"),
        ({}, "another set, applyset-theirs-v1"),
    ],
)
def test_what_another_platform_has_is_taken_only_when_it_is_named(
    labels: dict[str, str], owner: str
) -> None:
    there = live(MAP, labels={MEMBER: "applyset-theirs-v1", **labels})
    trial = Trial(verdict=Done(), result=live(MAP))

    kept = one(WANTED, sight(there, AS_APPLIED), trial, Choices(force_all=True))
    taken = one(WANTED, sight(there, AS_APPLIED), trial, Choices(force=frozenset({WANTED.key})))

    assert list(to_try([WANTED], sight(there, AS_APPLIED))) == [WANTED]
    assert isinstance(kept, Blocked)
    assert kept.reason == f"it belongs to {owner}"
    assert isinstance(taken, Adopt)


def test_what_doubles_a_name_of_ours_in_a_list_is_told_with_its_writer() -> None:
    refused = Refused("spec.ports[1].name", 'Duplicate value: "sql"')
    theirs = {"manager": "kubectl-patch", "operation": "Update"}
    status = {"manager": "controller", "operation": "Update", "subresource": "status"}
    there = live(MAP, managedFields=[OURS, theirs, status])

    kept, nobody = tried(refused, there), tried(refused)
    replaced = tried(refused, there, recreate_all=True)

    assert isinstance(kept, Blocked)
    assert kept.reason == 'Duplicate value: "sql", by kubectl-patch'
    assert kept.fix.endswith(f"--recreate={WANTED.key}")
    assert isinstance(nobody, Blocked)
    assert nobody.reason.endswith("by somebody else")
    assert isinstance(replaced, Recreate)


def test_what_argo_cd_applied_for_us_is_taken_back() -> None:
    want = wanted(MAP, "web")
    theirs = live(MAP, is_ours=False, managedFields=[ARGO])
    trial = Trial(verdict=Done(), result=live(MAP))

    back = one(want, sight(theirs, back=frozenset({"web"})), trial)
    ours = one(want, sight(live(MAP), back=frozenset({"web"})), trial)
    other = one(want, sight(theirs, back=frozenset({"db"})), trial)

    assert back == TakeBack(
        desired=want,
        live=theirs,
        fields=tuple(differences(theirs, live(MAP))),
    )
    assert [type(each) for each in (ours, other)] == [Adopt, Adopt]


def test_an_application_that_follows_another_one_is_not_argo_cds() -> None:
    """Argo CD writes down in each how things go."""
    told = {"manager": "argocd-application-controller", "operation": "Update"}
    document = made("Application", "web", "cd", "argoproj.io/v1alpha1")
    want, there = wanted(document, "web"), live(document, managedFields=[OURS, told])
    seen = sight(there, Entry("u1"), key=want.key, back=frozenset({"web"}))

    (change,) = decided([want], seen, {want.key: Trial(verdict=Done(), result=there)}, Choices())

    assert isinstance(change, Unchanged)


CAUSE = Cause("FieldManagerConflict", ".data.a", 'conflict with "hpa" with subresource "scale"')
HPA = {"manager": "hpa", "subresource": "scale", "time": "2026-01-01T00:00:00Z"}


def test_a_conflict_names_field_manager_time_and_both_values() -> None:
    there = live({**MAP, "data": {"a": "0"}}, managedFields=[{"manager": "x"}, HPA])
    change = tried(Contested((CAUSE,)), there)

    assert isinstance(change, Conflict)
    assert change.contests == (Contest("data.a", "hpa (scale)", "2026-01-01T00:00:00Z", "0", "1"),)


def test_a_conflict_of_an_unknown_manager_is_told_all_the_same() -> None:
    change = tried(Contested((Cause("FieldManagerConflict", ".data.a", "?"),)))

    assert isinstance(change, Conflict)
    assert (change.contests[0].manager, change.contests[0].since) == ("another", "")


def test_the_values_of_a_contested_secret_are_hidden() -> None:
    secret = made("Secret", "s", "shop", data={"a": "MQ=="})
    want = wanted(secret)
    seen = sight(live(secret), Entry("u1"), key=want.key)
    change = one(want, seen, Trial(verdict=Contested((CAUSE,))))

    assert isinstance(change, Conflict)
    assert (change.contests[0].theirs, change.contests[0].ours) == ("(hidden)", "(hidden)")


def test_what_is_taken_from_others_is_said() -> None:
    trial = Trial(verdict=Done(), result=live(MAP), contested=(CAUSE,))
    change = one(WANTED, sight(live(MAP), Entry("u1")), trial)

    assert isinstance(change, Update)
    assert [each.field for each in change.taken] == ["data.a"]


def test_what_cannot_change_is_replaced_only_on_demand() -> None:
    verdict = Unchangeable("data", "field is immutable")
    refused = tried(verdict)

    assert isinstance(refused, Blocked)
    assert "--recreate=ConfigMap/shop/web" in refused.fix
    replaced = Recreate(desired=WANTED, live=live(MAP), field="data", reason="field is immutable")
    assert tried(verdict, recreate=frozenset({WANTED.key})) == replaced
    assert tried(verdict, recreate_all=True) == replaced


def test_claims_are_never_replaced() -> None:
    claim = made("PersistentVolumeClaim", "data", "shop")
    want = wanted(claim)
    seen = sight(live(claim), Entry("u1"), key=want.key)
    trial = Trial(verdict=Unchangeable("spec", "immutable"))
    change = one(want, seen, trial, Choices(recreate_all=True))

    assert isinstance(change, Blocked)
    assert "lost" in change.fix


@pytest.mark.parametrize("verdict", [Refused("data", "no"), Moved("no"), Again()])
def test_what_the_server_refuses_stops_the_run(verdict: Verdict) -> None:
    change = tried(verdict)

    assert isinstance(change, Blocked)
    assert change.reason == "no"


SECRET = Generated(
    key=Key("", "Secret", "shop", "login"),
    labels={},
    keys=(GeneratedKey(key="password", length=8), TextKey(key="user", text="me")),
    origin=Span("specs/shop.yaml", 1, 1),
)


def keyed(*names: str) -> Document:
    fields = {"f:data": {".": {}} | {f"f:{name}": {} for name in names}}
    entries = [OURS, {"manager": "kubectl", "operation": "Update", "fieldsV1": fields}]
    return live(made("Secret", "login", "shop"), managedFields=entries)


def test_a_secret_is_made_where_it_is_missing_and_else_left_alone() -> None:
    key = SECRET.key

    assert one(SECRET, sight()) == Create(SECRET)
    assert isinstance(one(SECRET, sight(keyed("password", "user"), key=key)), Unchanged)
    change = one(SECRET, sight(keyed("user"), key=key))
    assert isinstance(change, Blocked)
    assert "no key password" in change.reason


def test_choices_name_objects_or_all() -> None:
    key = WANTED.key

    assert Choices(force_all=True).forces(key)
    assert Choices(force=frozenset({key})).forces(key)
    assert not Choices().forces(key)


def gone(
    there: Document | None, entry: Entry | None, choices: Choices, key: Key = WANTED.key
) -> Change:
    seen = sight(there, entry, key=key)
    (change,) = pruned(seen, [key], IDENTITY, choices, Census(inside={key: ("x",)}))
    return change


@pytest.mark.parametrize(
    ("there", "entry", "choices", "kind", "reason"),
    [
        pytest.param(live(MAP), Entry("u1"), PRUNE, Delete, "", id="ours"),
        pytest.param(live(MAP), Entry(), PRUNE, Delete, "", id="meant, and made before a kill"),
        pytest.param(live(MAP), Entry("u1"), Choices(), Kept, "not wanted any more", id="unasked"),
        pytest.param(live(MAP), Entry("u0"), PRUNE, Kept, "anew", id="another one"),
        pytest.param(live(MAP), None, PRUNE, Kept, "not in our list", id="planted"),
        pytest.param(
            live(MAP, labels={}), Entry("u1"), PRUNE, Kept, "no longer carries", id="no label"
        ),
        pytest.param(
            live(MAP, labels={}, managedFields=[ARGO]),
            Entry("u1"),
            PRUNE,
            Kept,
            "Argo CD applied it last",
            id="given up",
        ),
        pytest.param(
            live(MAP, managedFields=[]), Entry("u1"), PRUNE, Kept, "managers", id="no manager"
        ),
        pytest.param(
            live(MAP, deletionTimestamp="now"), Entry("u1"), PRUNE, Delete, "", id="going"
        ),
        pytest.param(
            live(MAP, deletionTimestamp="now"),
            Entry("u1"),
            Choices(),
            Kept,
            "already",
            id="left going",
        ),
        pytest.param(None, Entry("u1"), PRUNE, Gone, "", id="gone"),
    ],
)
def test_only_what_is_surely_ours_is_deleted(
    there: Document | None, entry: Entry | None, choices: Choices, kind: type, reason: str
) -> None:
    change = gone(there, entry, choices)

    assert type(change) is kind
    assert reason in getattr(change, "reason", "")


def test_an_application_goes_without_what_argo_cd_made() -> None:
    document = made("Application", "web", "cd", "argoproj.io/v1alpha1")
    change = gone(live(document), Entry("u1"), PRUNE, key(document))

    assert isinstance(change, Delete)
    assert change.stays == "what Argo CD made of it"


def test_what_holds_data_is_deleted_only_when_it_is_named() -> None:
    key = Key("", "PersistentVolumeClaim", "shop", "data")
    claim = live(made("PersistentVolumeClaim", "data", "shop"))
    kept = gone(claim, Entry("u1"), PRUNE, key)
    named = Choices(prune=True, delete=frozenset({key}))

    assert isinstance(kept, Kept)
    assert kept.dies == ("x",)
    assert gone(claim, Entry("u1"), named, key) == Delete(key=key, live=claim, dies=("x",))


POSTED = {"manager": "platformgen", "operation": "Update", "fieldsV1": {"f:data": {"f:p": {}}}}


@pytest.mark.parametrize(
    ("writers", "is_kept"),
    [
        ([POSTED], True),
        ([{"manager": "kubectl", "operation": "Update"}, POSTED], True),
        ([OURS], False),
        # Made by us once, and from then on what the spec says.
        ([OURS, POSTED], False),
        ([{**POSTED, "fieldsV1": {"f:metadata": {}}}], False),
        ([{"manager": "platformgen", "operation": "Update"}], False),
    ],
)
def test_a_secret_with_random_values_is_deleted_only_when_it_is_named(
    writers: list[Document],
    is_kept: bool,  # noqa: FBT001
) -> None:
    key = Key("", "Secret", "shop", "login")
    there = live(made("Secret", "login", "shop"), managedFields=writers)
    change = gone(there, Entry("u1"), PRUNE, key)
    named = Choices(prune=True, delete=frozenset({key}))

    assert isinstance(change, Kept) == is_kept
    assert ("kept nowhere else" in getattr(change, "reason", "")) == is_kept
    assert isinstance(gone(there, Entry("u1"), named, key), Delete)


def test_a_secret_with_random_values_is_not_replaced_either() -> None:
    want = wanted(made("Secret", "login", "shop", type="kubernetes.io/basic-auth"))
    there = live(made("Secret", "login", "shop"), managedFields=[POSTED])
    trial = Trial(verdict=Unchangeable("type", "field is immutable"))
    seen = sight(there, Entry("u1"), key=want.key)

    change = one(want, seen, trial, Choices(recreate_all=True))

    assert isinstance(change, Blocked)
    assert "what is in it would be lost" in change.fix


@pytest.mark.parametrize(
    ("entries", "fix"),
    [
        pytest.param({WANTED.key: Entry("u9")}, "`kubectl delete namespace/shop`", id="kubectl"),
        pytest.param({}, "`platformgen apply` writes it anew", id="no list"),
    ],
)
def test_what_is_ours_by_its_label_alone_stays_and_a_way_out_is_told(
    entries: dict[Key, Entry], fix: str
) -> None:
    key = Key("", "Namespace", "", "shop")
    seen = Sight(catalogue=KINDS, live={key: live(made("Namespace", "shop"))}, entries=entries)

    (kept,) = pruned(seen, [key], IDENTITY, PRUNE, Census())

    assert isinstance(kept, Kept)
    assert fix in kept.fix


def test_a_kind_that_is_gone_is_told() -> None:
    key = Key("x.io", "Widget", "shop", "w")

    assert gone(None, Entry("u1"), PRUNE, key) == Gone(key, "its kind is no longer served")


def test_what_is_listed_or_labelled_and_not_wanted_may_go() -> None:
    other = Key("", "ConfigMap", "shop", "other")
    stranger = Key("", "ConfigMap", "shop", "stranger")
    seen = Sight(
        catalogue=KINDS,
        live={WANTED.key: live(MAP), stranger: live(MAP, is_ours=False)},
        entries={other: Entry("u1")},
    )

    assert list(candidates(seen, [], IDENTITY)) == [other, WANTED.key]
    assert list(candidates(seen, [WANTED.key], IDENTITY)) == [other]


@pytest.mark.parametrize(
    ("deletions", "known", "wanted_count", "choices", "expected"),
    [
        (0, 0, 0, PRUNE, ""),
        (3, 10, 7, PRUNE, ""),
        (4, 10, 6, PRUNE, "4 of 10 objects would be deleted: 40 %"),
        (1, 10, 0, PRUNE, "the spec has no object any more: all 1 would be deleted"),
        (10, 10, 0, Choices(prune_many=True), ""),
    ],
)
def test_a_set_that_shrinks_much_needs_a_word_more(
    deletions: int, known: int, wanted_count: int, choices: Choices, expected: str
) -> None:
    assert shrinking(deletions, known, wanted_count, choices) == expected


def test_strangers_are_what_is_neither_ours_nor_kubernetes_own() -> None:
    def there(name: str, owner: str = "", *, is_ours: bool = False) -> Document:
        owners = [{"uid": owner}] if owner else []
        document = made("X", name, "shop")
        return live(document, name, is_ours=is_ours, ownerReferences=owners)

    found = [
        ("ConfigMap", there("kube-root-ca.crt")),
        ("Event", there("e")),
        ("ConfigMap", there("theirs")),
        ("Deployment", there("web", is_ours=True)),
        ("ReplicaSet", there("web-1", "web")),
        ("Pod", there("orphan", "somebody")),
    ]
    many = [("ConfigMap", there(f"m{number:02}")) for number in range(22)]

    assert strangers(found, IDENTITY) == ("ConfigMap/theirs", "Pod/orphan")
    assert strangers(many, IDENTITY)[-1] == "2 more"


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param(live(MAP, resourceVersion="8"), True, id="only its status moved"),
        pytest.param(live(MAP, "u2"), False, id="another one"),
        pytest.param(live(MAP, generation=2), False, id="changed"),
        pytest.param(live(MAP, labels={}), False, id="label gone"),
        pytest.param(live(MAP, managedFields=[]), False, id="no longer managed by us"),
    ],
)
def test_a_deletion_is_tried_again_only_for_the_same_object(
    now: Document,
    expected: bool,  # noqa: FBT001
) -> None:
    assert still_ours(live(MAP), now, IDENTITY) == expected


def test_the_list_after_a_run_holds_what_is_ours_and_there() -> None:
    names = ("same", "left", "gone", "lost", "new", "deleted")
    keys = {name: Key("", "ConfigMap", "shop", name) for name in names}
    same = wanted(made("ConfigMap", "same", "shop"))
    theirs = Key("", "Secret", "shop", "login")
    seen = Sight(
        catalogue=KINDS,
        live={same.key: live(MAP), theirs: live(MAP, is_ours=False)},
        entries={keys[name]: Entry(name) for name in ("same", "left", "gone", "lost", "deleted")},
    )
    plan = Plan(
        (
            Unchanged(wanted=same, live=live(MAP), fingerprint="f"),
            Unchanged(wanted=SECRET, live=None),
            Kept(key=keys["left"], live=None, reason=""),
            Kept(key=keys["lost"], live=None, reason="", is_ours=False),
            Gone(keys["gone"]),
            Delete(key=keys["deleted"], live=live(MAP)),
        )
    )
    after = remaining(
        seen, plan, IDENTITY, written={keys["new"]: Entry("n")}, deleted=[keys["deleted"]]
    )

    assert after == {
        same.key: Entry("u1", "f"),
        keys["left"]: Entry("left"),
        keys["new"]: Entry("n"),
    }


def test_a_secret_that_we_made_is_in_the_list() -> None:
    seen = sight(keyed("password", "user"), key=SECRET.key)
    plan = Plan((Unchanged(wanted=SECRET, live=None),))

    assert remaining(seen, plan, IDENTITY, written={}) == {SECRET.key: Entry("u1")}


def test_a_plan_knows_its_work_and_what_stops_it() -> None:
    blocked = Blocked(wanted=WANTED, field="", reason="")
    plan = Plan((Create(WANTED), blocked, Unserved(desired=WIDGET)))

    assert plan.writes == (Create(WANTED),)
    assert plan.stops == (blocked,)
    assert plan.unserved == (Unserved(desired=WIDGET),)
    assert plan.has_work
    assert plan.counts() == {"create": 1, "refused": 1, "no kind": 1}
    assert not Plan(()).has_work


EVERY: tuple[tuple[Change, Desired | None], ...] = (
    (Create(WANTED), WANTED),
    (Update(desired=WANTED, live={}, fields=()), WANTED),
    (Adopt(desired=WANTED, live={}, fields=(), managers=()), WANTED),
    (Recreate(desired=WANTED, live={}, field="", reason=""), WANTED),
    (Conflict(desired=WANTED, live={}, contests=()), WANTED),
    (Blocked(wanted=WANTED, field="", reason=""), WANTED),
    (Unserved(desired=WANTED), WANTED),
    (Unchanged(wanted=WANTED, live=None), WANTED),
    (Delete(key=WANTED.key, live={}), None),
    (Kept(key=WANTED.key, live=None, reason=""), None),
    (Gone(WANTED.key), None),
)


@pytest.mark.parametrize(("change", "asks"), EVERY)
def test_every_change_knows_its_object_and_who_asks(change: Change, asks: Desired | None) -> None:
    assert change.key == WANTED.key
    assert wanted_of(change) == asks


def test_fields_that_we_own_through_a_subresource_are_not_those_of_apply() -> None:
    there = live(MAP, managedFields=[{**OURS, "subresource": "status"}])

    assert own_fields(there) is None
    assert fingerprint(MAP, there) == ""
