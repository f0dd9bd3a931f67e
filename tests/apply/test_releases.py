"""Releases: what becomes of each, what comes before and after it, and what of it is ours."""

from __future__ import annotations

import base64
import gzip
import json
from typing import Any

import pytest
from msgspec.structs import replace

from apply.documents import IDENTITY, Document, keyed, made, wanted
from platformgen.apply import inventory
from platformgen.apply.change import (
    Blocked,
    Create,
    Gone,
    Install,
    Kept,
    Unchanged,
    Uninstall,
    Upgrade,
)
from platformgen.apply.change import Upgrade as Upgraded
from platformgen.apply.choices import Choices
from platformgen.apply.deciding import decided
from platformgen.apply.fields import FieldChange
from platformgen.apply.inventory import Entry
from platformgen.apply.key import Key, key
from platformgen.apply.order import edges
from platformgen.apply.plan import Plan, Sight
from platformgen.apply.prune import Census, pruned
from platformgen.apply.release import (
    Release,
    Stored,
    changed_values,
    newest,
    release_key,
    revision,
    status,
    stored,
)
from platformgen.apply.rollouts import Revisions, brought_by, rolled_out, to_read
from platformgen.apply.served import Catalogue
from platformgen.diagnostic import Span
from platformgen.model import HelmInstall, Index, LockedChart, Names

KINDS = Catalogue({})
INDEX = Index(
    makes={
        "": Names(
            services={"web": {"http": 80}},
            secrets={"login": ("password",)},
            others={
                "CustomResourceDefinition": ("widgets.example.com",),
                "IngressClass": ("nginx",),
                "Deployment": ("web",),
            },
        )
    },
    operators={"": Names(others={"StatefulSet": ("made-by-it",)})},
)
RELEASE = Release(
    helm=HelmInstall(
        release="web", repo="https://charts.example", chart="web", version="1.1.0", values={"a": 1}
    ),
    locked=LockedChart(
        repo="https://charts.example",
        chart="web",
        version="1.1.0",
        digest="sha256:1",
        namespace="shop",
        kubernetes="1.35",
        values="sha256:2",
        index=INDEX,
    ),
    component="web",
    origin=Span("specs/shop.yaml", 3, 5),
    patience_seconds=60,
)
KEY = RELEASE.key
SAME = Stored(chart="web", version="1.1.0", values={"a": 1})
OLD = Stored(chart="web", version="1.0.0", values={"a": 1})


def secret(state: str = "deployed", number: str = "2", name: str = "web") -> Document:
    labels = {"name": name, "status": state, "version": number, "owner": "helm"}
    metadata = {"name": "x", "namespace": "shop", "uid": f"uid-{number}", "labels": labels}
    return {"metadata": metadata}


AS_APPLIED = Entry("uid-2", RELEASE.fingerprint)


def outcome(
    live: Document | None,
    held: Stored | None = None,
    entry: Entry | None = None,
    **choices: Any,  # noqa: ANN401
) -> Any:  # noqa: ANN401  # any change
    last = {KEY: live} if live else {}
    revisions = Revisions(last=last, stored={KEY: held})
    entries = {KEY: entry} if entry else {}
    choices = {"recovers": False, **choices}
    (change,) = rolled_out([RELEASE], revisions, entries, **choices)
    return change


@pytest.mark.parametrize(
    ("live", "held", "entry", "word"),
    [
        (None, None, None, Install),
        (secret("uninstalled"), None, None, Install),
        (secret(), None, AS_APPLIED, Unchanged),
        (secret(), SAME, None, Unchanged),
        (secret(), SAME, Entry(), Unchanged),
        (secret(), SAME, Entry("uid-1", RELEASE.fingerprint), Unchanged),
        (secret(), SAME, Entry("uid-1", "other bytes"), Unchanged),
        (secret(), SAME, Entry("uid-2", "other bytes"), Upgraded),
        (secret(), SAME, Entry("uid-2"), Upgraded),
        (secret(), OLD, AS_APPLIED, Unchanged),
        (secret(), OLD, None, Upgraded),
        (secret(), None, None, Upgraded),
        (secret("failed"), SAME, None, Upgraded),
        (secret("pending-upgrade"), SAME, AS_APPLIED, Blocked),
        (secret("uninstalling"), SAME, None, Blocked),
    ],
)
def test_what_becomes_of_a_release(
    live: Document | None, held: Stored | None, entry: Entry | None, word: type
) -> None:
    assert type(outcome(live, held, entry)) is word


@pytest.mark.parametrize(
    ("live", "held", "entry", "word"),
    [
        pytest.param(None, None, None, Install, id="Argo CD installed it"),
        pytest.param(secret(), SAME, None, Upgraded, id="Argo CD may have changed it since"),
        pytest.param(secret(), OLD, None, Upgraded, id="another chart"),
        pytest.param(secret(), None, AS_APPLIED, Unchanged, id="taken back before"),
        pytest.param(secret("pending-upgrade"), SAME, None, Blocked, id="a helm is at it"),
    ],
)
def test_a_release_is_taken_back(
    live: Document | None, held: Stored | None, entry: Entry | None, word: type
) -> None:
    found = outcome(live, held, entry, back=frozenset({"web"}))

    assert type(found) is word
    assert getattr(found, "is_taken_back", False) == (word in {Install, Upgraded})


def test_an_upgrade_tells_versions_and_values() -> None:
    found = outcome(secret(), replace(OLD, values={"a": 2}))

    assert (found.key, found.version, found.fields) == (KEY, "1.0.0", (FieldChange("a", 2, 1),))


def test_what_is_pending_is_given_up_when_asked() -> None:
    first = outcome(secret("pending-install", "1"), recovers=True)
    later = outcome(secret("pending-upgrade"), SAME, recovers=True)

    assert (type(first), first.key, first.ending) == (Install, KEY, first.live)
    assert (type(later), later.ending) == (Upgraded, later.live)


def test_only_what_may_differ_is_looked_into() -> None:
    live = Revisions(last={KEY: secret()})
    lacking = replace(live, lacking={KEY: (WORKLOAD,)})

    assert list(to_read([RELEASE], Revisions(), {})) == []
    assert list(to_read([RELEASE], live, {KEY: AS_APPLIED})) == []
    assert list(to_read([RELEASE], live, {KEY: Entry()})) == [KEY]
    assert list(to_read([RELEASE], lacking, {KEY: AS_APPLIED})) == [KEY]


WORKLOAD = Key("apps", "Deployment", "shop", "web")


def manifest(kind: str = "Deployment", name: str = "web", where: str = "") -> str:
    said = f"{{name: {name}, namespace: {where}}}" if where else f"{{name: {name}}}"
    return f"# Source: a\nkind: Service\n---\nkind: {kind}\nmetadata: {said}\n"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        pytest.param(manifest(), Upgrade, id="made by it"),
        pytest.param(manifest(where="shop"), Upgrade, id="made by it, with a namespace"),
        pytest.param(manifest(where="other"), Unchanged, id="elsewhere"),
        pytest.param(manifest(name="db"), Unchanged, id="another one"),
        pytest.param(manifest(kind="Job"), Unchanged, id="another kind"),
        pytest.param("", Unchanged, id="nothing made in this cluster"),
        pytest.param("{", Unchanged, id="not to be read"),
    ],
)
def test_what_somebody_deleted_of_a_release_is_made_again(text: str, word: type) -> None:
    held = replace(SAME, manifest=text)
    revisions = Revisions(last={KEY: secret()}, stored={KEY: held}, lacking={KEY: (WORKLOAD,)})

    (change,) = rolled_out([RELEASE], revisions, {KEY: AS_APPLIED}, recovers=False)
    (unread,) = rolled_out(
        [RELEASE], replace(revisions, stored={}), {KEY: AS_APPLIED}, recovers=False
    )

    assert type(change) is word
    assert ("Deployment/shop/web" in getattr(change, "reason", "")) == (word is Upgrade)
    assert isinstance(unread, Unchanged)


def test_the_last_revision_counts() -> None:
    secrets = [secret(number="9"), secret(number="10"), secret(number="2"), secret(name="db")]

    found = newest(secrets)

    assert {each.name: revision(live) for each, live in found.items()} == {"web": 10, "db": 2}
    assert revision({"metadata": {}}) == 0
    assert not status({"metadata": {}})


def packed(said: object) -> Document:
    inner = base64.b64encode(gzip.compress(json.dumps(said).encode()))
    return {"data": {"release": base64.b64encode(inner).decode()}}


@pytest.mark.parametrize(
    ("live", "found"),
    [
        (packed({"chart": {"metadata": {"name": "web", "version": "1.1.0"}}, "config": {"a": 1}}),
         SAME),
        (packed({"chart": {"metadata": {"name": "web", "version": "1.1.0"}}}),
         replace(SAME, values={})),
        (packed({"chart": {}}), None),
        ({"data": {"release": "bm8="}}, None),
        ({}, None),
    ],
)  # fmt: skip
def test_what_helm_keeps_is_read(live: Document, found: Stored | None) -> None:
    assert stored(live) == found


def test_values_that_may_be_secret_are_not_shown() -> None:
    before = {"db": {"password": "old", "size": 1}, "gone": "yes"}
    after = {"db": {"password": "new", "size": 2}, "env": {"name": "TOKEN"}}

    assert list(changed_values(before, after)) == [
        FieldChange("db.password", "(hidden)", "(hidden)"),
        FieldChange("db.size", 1, 2),
        FieldChange("env", None, "(hidden)"),
        FieldChange("gone", "yes", None),
    ]


NAMESPACE = made("Namespace", "shop")
SECRET = made("Secret", "config", "shop")
WIDGET = made("Widget", "blue", "shop", "example.com/v1")
INGRESS = made(
    "Ingress",
    "web",
    "shop",
    "networking.k8s.io/v1",
    spec={
        "ingressClassName": "nginx",
        "rules": [{"http": {"paths": [{"backend": {"service": {"name": "web"}}}]}}],
    },
)


def test_a_release_stands_between_what_it_uses_and_what_it_brings() -> None:
    documents = [RELEASE.document, NAMESPACE, SECRET, WIDGET, INGRESS]

    found = edges(keyed(*documents), {KEY: "web"}, {})

    assert found.present[KEY] == {key(NAMESPACE), key(SECRET)}
    assert KEY in found.present[key(WIDGET)]
    assert KEY in found.present[key(INGRESS)]
    assert found.ready == {key(WIDGET): {KEY}, key(INGRESS): {KEY}}


def test_a_release_waits_for_those_that_its_component_depends_on() -> None:
    other = made("Deployment", "db", "shop", "apps/v1")
    whose = {KEY: "web", key(other): "db"}

    assert edges(keyed(RELEASE.document, other), whose, {"web": frozenset({"db"})}).ready == {
        KEY: {key(other)}
    }
    assert edges(keyed(RELEASE.document, other), whose, {"db": frozenset({"web"})}).ready == {
        key(other): {KEY}
    }


def test_objects_of_kinds_that_a_release_brings_are_made_after_it() -> None:
    brings = brought_by([RELEASE])
    sight = Sight(catalogue=KINDS, live={}, entries={}, brings=brings)
    blue = wanted(WIDGET)

    assert list(decided([RELEASE, blue], sight, {}, Choices())) == [Create(blue, "", (KEY,))]


def test_a_release_that_is_wanted_no_more_goes_on_demand_only() -> None:
    live = secret()
    sight = Sight(catalogue=KINDS, live={KEY: live}, entries={KEY: Entry()})
    gone = Sight(catalogue=KINDS, live={}, entries={KEY: Entry()})

    (kept,) = pruned(sight, [KEY], IDENTITY, Choices(), Census())
    (doomed,) = pruned(sight, [KEY], IDENTITY, Choices(prune=True), Census())

    assert (type(kept), doomed) == (Kept, Uninstall(key=KEY, live=live))
    assert list(pruned(gone, [KEY], IDENTITY, Choices(), Census())) == [Gone(KEY)]


def test_the_plan_has_work_where_helm_has() -> None:
    install = Install(release=RELEASE)
    uninstall = Uninstall(key=KEY, live={})

    assert Plan((install,)).has_work
    assert Plan((install,)).rollouts == (install,)
    assert Plan((uninstall,)).has_work
    assert Plan((uninstall,)).removals == (uninstall,)


def test_kubectl_is_not_told_of_releases() -> None:
    config = Key("", "ConfigMap", "shop", "web")
    document = inventory.document("shop", "1", {KEY: Entry("u", "f"), config: Entry()})

    assert "Release" not in str(document["metadata"]["annotations"])
    assert inventory.read({**document, "metadata": {**document["metadata"]}}).entries == {
        KEY: Entry("u", "f"),
        config: Entry(),
    }


def test_a_release_names_what_it_makes_in_its_namespace() -> None:
    assert {each.name for each in RELEASE.operated} == {"made-by-it"}
    assert Key("", "Deployment", "shop", "web") in RELEASE.own
    assert release_key("shop", "web") == KEY
