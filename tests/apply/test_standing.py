"""How a component stands, from what was seen of it."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from platformgen.apply.change import (
    Blocked,
    Change,
    Conflict,
    Create,
    Delete,
    TakeBack,
    Unchanged,
    Unserved,
)
from platformgen.apply.change import Update as Updated
from platformgen.apply.contests import Contest
from platformgen.apply.fields import FieldChange
from platformgen.apply.key import Key, key
from platformgen.apply.rights import LACKING
from platformgen.apply.served import Catalogue, Served
from platformgen.apply.standing import Drift, Scene, Standing, rest, standing, watched
from platformgen.apply.wanted import Desired
from platformgen.diagnostic import Span
from platformgen.model import Component, HelmInstall, Part, Workload, WorkloadRef
from sample_platforms import component, container, workload

Document = dict[str, Any]
NETWORKING = "networking.k8s.io"
CHART = HelmInstall(release="web", repo="https://x", chart="web", version="2.0.0", values={})


def live(kind: str = "Deployment", **fields: Any) -> Document:  # noqa: ANN401  # JSON
    metadata = {"name": "web", "namespace": "shop", "uid": "w", "generation": 1}
    metadata |= fields.pop("metadata", {})
    return {"apiVersion": "apps/v1", "kind": kind, "metadata": metadata, **fields}


GOOD = live(
    spec={"replicas": 1},
    status={
        "observedGeneration": 1,
        "updatedReplicas": 1,
        "readyReplicas": 1,
        "availableReplicas": 1,
        "replicas": 1,
    },
)
LATE = {**GOOD, "status": {**GOOD["status"], "readyReplicas": 0}}
SET = {
    "metadata": {"name": "web-1", "uid": "s", "ownerReferences": [{"controller": True, "uid": "w"}]}
}


def pod(image: str, owner: str = "s", **status: Any) -> Document:  # noqa: ANN401  # JSON
    owners = [{"controller": True, "uid": owner}]
    return {
        "metadata": {"name": "web-1-a", "namespace": "shop", "ownerReferences": owners},
        "spec": {"containers": [{"image": image}]},
        "status": status,
    }


def desired(document: Document) -> Desired:
    return Desired(
        key=key(document),
        document=document,
        component="web",
        origin=Span("a.yaml", 1, 1),
        patience_seconds=1,
    )


WEB = desired(GOOD)
SAME = Unchanged(wanted=WEB, live=GOOD)


def stands(
    each: Component, *objects: Document, pods: tuple[Document, ...] = (), change: Change = SAME
) -> Standing:
    scene = Scene(
        live={key(one): one for one in objects}, pods=pods, replica_sets=(SET,), changes=(change,)
    )
    return standing(each, (), scene)


def web(**fields: Any) -> Component:  # noqa: ANN401  # of a component
    return replace(component("web"), namespace="shop", **fields)


def running_image(image: str) -> Workload:
    return workload("web", containers=(container("web", image=image),))


def test_a_component_that_is_well_has_no_reasons() -> None:
    pods = (
        pod("r.example:5000/web:1.2@sha256:00", containerStatuses=[{"restartCount": 2}]),
        pod("stranger:9", owner="x"),
    )

    found = stands(web(origin=running_image("r.example:5000/web:1.2")), GOOD, pods=pods)

    assert found.is_healthy
    assert (found.wanted, found.running) == ("1.2", ("1.2",))
    assert (found.ready, found.pods, found.restarts) == (1, 1, 2)


@pytest.mark.parametrize(
    ("image", "expected"),
    [("web:1.2", "1.2"), ("web@sha256:0123456789abcdef", "0123456789ab"), ("r:5000/web", "")],
)
def test_the_version_of_an_image_is_its_tag_or_the_beginning_of_its_digest(
    image: str, expected: str
) -> None:
    assert stands(web(origin=running_image(image)), GOOD).wanted == expected


@pytest.mark.parametrize(
    ("labels", "running"),
    [({"helm.sh/chart": "web-1.9.0"}, ("1.9.0",)), ({"helm.sh/chart": "other-1"}, ()), (None, ())],
)
def test_the_version_of_a_chart_is_what_its_objects_say(
    labels: dict[str, str] | None, running: tuple[str, ...]
) -> None:
    found = stands(web(origin=CHART), {**GOOD, "metadata": {**GOOD["metadata"], "labels": labels}})

    assert (found.wanted, found.running) == ("2.0.0", running)


def test_what_is_only_described_has_no_version() -> None:
    found = stands(web(), GOOD, pods=(pod("web:1"),))

    assert (found.wanted, found.running) == ("", ())


def test_what_is_missing_or_late_is_told_with_the_reason_of_its_pods() -> None:
    waiting = {"state": {"waiting": {"reason": "ErrImagePull", "message": "no such image"}}}
    revision = {"deployment.kubernetes.io/revision": "1"}
    late = {**LATE, "metadata": {**LATE["metadata"], "annotations": revision}}
    made = {"metadata": {**SET["metadata"], "annotations": revision}}
    scene = Scene(
        live={WEB.key: late},
        pods=(pod("web:1", containerStatuses=[waiting]),),
        replica_sets=(made,),
        changes=(SAME,),
    )
    other = Key("", "Service", "shop", "web")

    found = standing(web(), (other,), scene)

    assert found.late == (WEB.key,)
    assert found.reasons == (
        "Deployment/shop/web: 0 of 1 pods are ready",
        "pod web-1-a: ErrImagePull: no such image",
        "Service/shop/web is not there",
    )


def test_what_has_no_pods_is_late_all_the_same() -> None:
    claim = live("PersistentVolumeClaim") | {"apiVersion": "v1", "status": {"phase": "Pending"}}
    change = Unchanged(wanted=desired(claim), live=claim)

    found = stands(web(), claim, change=change)

    assert found.reasons == ("PersistentVolumeClaim/shop/web: no volume is bound yet",)
    assert (found.ready, found.pods) == (0, 0)


@pytest.mark.parametrize(
    ("kind", "expected"), [("DaemonSet", (2, 3)), ("StatefulSet", (1, 4)), ("CronJob", (0, 0))]
)
def test_pods_are_counted_as_their_kind_says(kind: str, expected: tuple[int, int]) -> None:
    status = {"numberReady": 2, "desiredNumberScheduled": 3, "readyReplicas": 1}
    each = live(kind, spec={"replicas": 4}, status=status)
    change = Unchanged(wanted=desired(each), live=each)

    found = stands(web(), each, change=change)

    assert (found.ready, found.pods) == expected


@pytest.mark.parametrize(
    ("change", "drift"),
    [
        pytest.param(
            Updated(desired=WEB, live=GOOD, fields=(FieldChange("spec.replicas", 2, 1),)),
            Drift(key=WEB.key, word="update", fields=("spec.replicas",)),
            id="update",
        ),
        pytest.param(
            Conflict(
                desired=WEB,
                live=GOOD,
                contests=(Contest("spec.replicas", "kubectl", "", 2, 1),),
            ),
            Drift(key=WEB.key, word="conflict", fields=("spec.replicas (by kubectl)",)),
            id="conflict",
        ),
        pytest.param(
            Blocked(wanted=WEB, field="spec", reason="it is immutable"),
            Drift(key=WEB.key, word="refused", fields=("spec",)),
            id="refused",
        ),
        pytest.param(
            Blocked(wanted=WEB, field="", reason="no"),
            Drift(key=WEB.key, word="refused", fields=()),
            id="refused as a whole",
        ),
        pytest.param(
            Blocked(
                wanted=WEB,
                field="",
                reason="cannot patch resource",
                fix=f"{LACKING}: …",
            ),
            Drift(
                key=WEB.key,
                word="differs",
                fields=("in what, only those are told who may change it",),
            ),
            id="not ours to try",
        ),
        pytest.param(
            TakeBack(desired=WEB, live=GOOD, fields=(FieldChange("spec.a", 1, 2),)),
            Drift(key=WEB.key, word="take back", fields=("spec.a",)),
            id="Argo CD's",
        ),
        pytest.param(
            Unserved(desired=WEB), Drift(key=WEB.key, word="no kind", fields=("kind",)), id="kind"
        ),
    ],
)
def test_what_the_plan_would_change_is_drift(change: Change, drift: Drift) -> None:
    found = stands(web(), GOOD, change=change)

    assert (found.drift, found.is_healthy) == ((drift,), False)


@pytest.mark.parametrize(
    ("fields", "reasons"),
    [
        ({"deletionTimestamp": "now"}, ("Namespace/shop is being deleted",)),
        ({}, ()),
    ],
)
def test_what_is_well_in_a_namespace_that_is_going_is_not(
    fields: Document, reasons: tuple[str, ...]
) -> None:
    around = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "shop", **fields}}

    assert stands(web(), GOOD, around).reasons == reasons


NONES = replace(WEB, component="")


@pytest.mark.parametrize(
    ("change", "there", "told"),
    [
        pytest.param(Unchanged(wanted=NONES, live=GOOD), GOOD, ((), (), 0), id="well"),
        pytest.param(Create(NONES), None, ((f"{WEB.key} is not there",), (), 0), id="not there"),
        pytest.param(
            Unchanged(wanted=NONES, live=LATE),
            LATE,
            ((f"{WEB.key}: 0 of 1 pods are ready",), (), 1),
            id="late",
        ),
        pytest.param(Unserved(desired=NONES), GOOD, ((), ("no kind",), 0), id="differs"),
        pytest.param(SAME, LATE, ((), (), 0), id="of a component"),
        pytest.param(Delete(key=WEB.key, live=GOOD), GOOD, ((), (), 0), id="no longer wanted"),
    ],
)
def test_what_belongs_to_no_component_is_told_apart(
    change: Change, there: Document | None, told: tuple[tuple[str, ...], tuple[str, ...], int]
) -> None:
    seen = {} if there is None else {WEB.key: there}
    found = rest(Scene(live=seen, pods=(), replica_sets=(), changes=(change,)))

    words = tuple(each.word for each in found.drift)
    assert (found.reasons, words, len(found.late)) == told
    assert found.is_healthy == (told[:2] == ((), ()))


def test_what_the_spec_no_longer_has_is_of_no_component() -> None:
    change = Delete(key=WEB.key, live=GOOD)

    assert stands(web(), GOOD, change=change).drift == ()


@pytest.mark.parametrize(
    ("status", "reasons"),
    [
        ({"sync": {"status": "Synced"}, "health": {"status": "Healthy"}}, ()),
        (
            {"sync": {"status": "OutOfSync"}, "health": {"status": "Degraded"}},
            ("Argo CD: OutOfSync", "Argo CD: its health is Degraded"),
        ),
        (None, ("Argo CD: not synchronised yet", "Argo CD: its health is not known yet")),
    ],
)
def test_what_argo_cd_says_is_told(status: Document | None, reasons: tuple[str, ...]) -> None:
    application = live("Application", status=status) | {"apiVersion": "argoproj.io/v1alpha1"}

    assert stands(web(), GOOD, application).reasons == reasons


def test_what_runs_a_component_is_found_by_its_kind() -> None:
    def kind(api_version: str, name: str, *, is_namespaced: bool = True) -> Served:
        return Served(
            api_version=api_version, kind=name, plural=f"{name}s", is_namespaced=is_namespaced
        )

    catalogue = Catalogue(
        {
            ("serving.example", "Service"): (kind("serving.example/v1", "Service"),),
            ("", "Service"): (kind("v1", "Service"),),
            ("x.example", "Cluster"): (kind("x.example/v1", "Cluster", is_namespaced=False),),
            ("apps", "Deployment"): (kind("apps/v1", "Deployment"),),
        }
    )
    parts = (
        Part(kind="Service", name="web"),
        Part(kind="Cluster", name="all"),
        Part(kind="Unknown", name="web"),
    )
    each = web(runs=WorkloadRef(kind="Deployment", name="web"), parts=parts)

    assert list(watched(each, catalogue)) == [
        Key("apps", "Deployment", "shop", "web"),
        Key("", "Service", "shop", "web"),
        Key("x.example", "Cluster", "", "all"),
    ]
    assert list(watched(replace(each, namespace=None), catalogue)) == []


def test_a_route_that_nobody_answers_for_is_told() -> None:
    route = {
        **live("Ingress", spec={"ingressClassName": "nginx"}),
        "apiVersion": f"{NETWORKING}/v1",
    }
    same = Unchanged(wanted=desired(route), live=route)
    seen = Scene(live={same.key: route}, pods=(), replica_sets=(), changes=(same,))
    nginx = Key(NETWORKING, "IngressClass", "", "nginx")

    found = standing(web(), (), replace(seen, closed=frozenset({nginx})))

    assert standing(web(), (), seen).reasons == ()
    assert found.reasons == (
        "IngressClass/nginx is not there: nobody answers for Ingress/shop/web",
    )


def test_what_the_spec_no_longer_has_hangs_on_nothing() -> None:
    gone = Delete(key=WEB.key, live=GOOD)
    seen = Scene(live={}, pods=(), replica_sets=(), changes=(gone,), closed=frozenset({WEB.key}))

    assert standing(web(), (), seen).reasons == ()
