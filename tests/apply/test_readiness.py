"""Readiness by an object's own status, and the reasons of its pods."""

from __future__ import annotations

from typing import Any

import pytest

from apply.documents import Document, made
from platformgen.apply.ending import told
from platformgen.apply.pods import Trouble, troubles
from platformgen.apply.readiness import Failed, Readiness, Ready, Waiting, has_rule, readiness

APPS = "apps/v1"
NEW = {"observedGeneration": 1}


def condition(kind: str, status: str = "True", **rest: str) -> Document:
    return {"type": kind, "status": status, **rest}


def conditions(*found: Document, **rest: Any) -> Document:  # noqa: ANN401
    return {"conditions": list(found), **rest}


def deployment(status: Document, **spec: Any) -> Document:  # noqa: ANN401
    return of("Deployment", status, APPS, **spec)


def of(kind: str, status: Document, api: str = "v1", **spec: Any) -> Document:  # noqa: ANN401
    found = made(kind, "web", "shop", api, spec=spec, status=status)
    found["metadata"]["generation"] = 1
    return found


UP = {"replicas": 2, "updatedReplicas": 2, "availableReplicas": 2, "readyReplicas": 2} | NEW
SET = {"replicas": 2, "readyReplicas": 2, "currentRevision": "a", "updateRevision": "a"} | NEW
ROLLING = {**SET, "updateRevision": "b", "updatedReplicas": 1}
DAEMON = {
    "desiredNumberScheduled": 2,
    "currentNumberScheduled": 2,
    "updatedNumberScheduled": 2,
    "numberAvailable": 2,
    "numberReady": 2,
} | NEW
CRD = "apiextensions.k8s.io/v1"


@pytest.mark.parametrize(
    ("live", "expected"),
    [
        pytest.param(deployment(UP, replicas=2), Ready(), id="deployment up"),
        pytest.param(
            deployment({}, replicas=2), Waiting("its controller has not seen it yet"), id="new"
        ),
        pytest.param(
            deployment({**UP, "observedGeneration": 0}),
            Waiting("its controller has not seen the change yet"),
            id="changed",
        ),
        pytest.param(
            deployment({**UP, "updatedReplicas": 1}, replicas=2),
            Waiting("1 of 2 pods are new"),
            id="rolling",
        ),
        pytest.param(
            deployment({**UP, "replicas": 3}, replicas=2),
            Waiting("an old pod is still there"),
            id="an old pod",
        ),
        pytest.param(
            deployment({**UP, "replicas": 4}, replicas=2),
            Waiting("2 old pods are still there"),
            id="old pods",
        ),
        pytest.param(
            deployment({**UP, "readyReplicas": 1}, replicas=2),
            Waiting("1 of 2 pods are ready"),
            id="unready pods",
        ),
        pytest.param(
            deployment(
                UP | conditions(condition("Progressing", reason="ProgressDeadlineExceeded")),
            ),
            Failed("ProgressDeadlineExceeded"),
            id="no progress",
        ),
        pytest.param(of("StatefulSet", SET, APPS, replicas=2), Ready(), id="set up"),
        pytest.param(
            of("StatefulSet", {}, APPS), Waiting("its controller has not seen it yet"), id="set new"
        ),
        pytest.param(
            of("StatefulSet", ROLLING, APPS, replicas=2),
            Waiting("1 of 2 pods are new"),
            id="set rolling",
        ),
        pytest.param(
            of(
                "StatefulSet",
                ROLLING,
                APPS,
                replicas=2,
                updateStrategy={"rollingUpdate": {"partition": 1}},
            ),
            Ready(),
            id="set rolled as far as its partition",
        ),
        pytest.param(
            of("StatefulSet", ROLLING, APPS, replicas=2, updateStrategy={"type": "OnDelete"}),
            Ready(),
            id="set rolled by hand",
        ),
        pytest.param(
            of("StatefulSet", {**SET, "readyReplicas": 1}, APPS, replicas=2),
            Waiting("1 of 2 pods are ready"),
            id="set unready",
        ),
        pytest.param(
            of("StatefulSet", {**SET, "replicas": 3}, APPS, replicas=2),
            Waiting("1 pods too many are still there"),
            id="set shrinking",
        ),
        pytest.param(of("DaemonSet", DAEMON, APPS), Ready(), id="daemon up"),
        pytest.param(
            of("DaemonSet", {}, APPS),
            Waiting("its controller has not seen it yet"),
            id="daemon new",
        ),
        pytest.param(
            of("DaemonSet", {**DAEMON, "numberReady": 1}, APPS),
            Waiting("1 of 2 pods are ready"),
            id="daemon unready",
        ),
        pytest.param(
            of("Job", {}, "batch/v1"), Waiting("0 of 1 pods have ended well"), id="job running"
        ),
        pytest.param(
            of("Job", conditions(condition("Complete")), "batch/v1"), Ready(), id="job done"
        ),
        pytest.param(of("Job", {}, "batch/v1", suspend=True), Ready(), id="job held"),
        pytest.param(
            of("Job", conditions(condition("Failed", reason="BackoffLimitExceeded")), "batch/v1"),
            Failed("BackoffLimitExceeded"),
            id="job failed",
        ),
        pytest.param(of("Pod", {"phase": "Succeeded"}), Ready(), id="pod ended"),
        pytest.param(of("Pod", conditions(condition("Ready"))), Ready(), id="pod up"),
        pytest.param(of("Pod", {"phase": "Failed"}), Failed("the pod failed"), id="pod failed"),
        pytest.param(of("Pod", {}), Waiting("the pod is not placed yet"), id="pod new"),
        pytest.param(of("PersistentVolumeClaim", {"phase": "Bound"}), Ready(), id="bound"),
        pytest.param(
            of("PersistentVolumeClaim", {"phase": "Lost"}), Failed("its volume is lost"), id="lost"
        ),
        pytest.param(
            of("PersistentVolumeClaim", {}), Waiting("no volume is bound yet"), id="unbound"
        ),
        pytest.param(of("Service", {}), Ready(), id="service"),
        pytest.param(
            of("Service", {}, type="LoadBalancer"),
            Waiting("the load balancer has no address yet"),
            id="no address",
        ),
        pytest.param(
            of("Service", {"loadBalancer": {"ingress": [{"ip": "1"}]}}, type="LoadBalancer"),
            Ready(),
            id="address",
        ),
        pytest.param(
            of("CustomResourceDefinition", {"conditions": None}, CRD),
            Waiting("its kind is not served yet"),
            id="definition new",
        ),
        pytest.param(
            of("CustomResourceDefinition", conditions(condition("Established")), CRD),
            Ready(),
            id="definition served",
        ),
        pytest.param(
            of("CustomResourceDefinition", conditions(condition("NamesAccepted", "False")), CRD),
            Failed("its names are taken"),
            id="definition refused",
        ),
        pytest.param(
            of("APIService", {}, "apiregistration.k8s.io/v1"),
            Waiting("not available yet"),
            id="api service",
        ),
        pytest.param(
            of("APIService", conditions(condition("Available")), "apiregistration.k8s.io/v1"),
            Ready(),
            id="api service up",
        ),
        pytest.param(of("Widget", {}, "x.io/v1"), Ready(), id="custom, says nothing"),
        pytest.param(
            of("Widget", conditions(condition("Ready", "False", message="no")), "x.io/v1"),
            Waiting("no"),
            id="custom, not ready",
        ),
        pytest.param(
            of("Widget", conditions(condition("Ready")), "x.io/v1"), Ready(), id="custom, ready"
        ),
        pytest.param(
            of("Widget", conditions(condition("Stalled")), "x.io/v1"),
            Failed("stalled"),
            id="stalled",
        ),
        pytest.param(
            of("Widget", conditions(condition("Reconciling")), "x.io/v1"),
            Waiting("reconciling"),
            id="reconciling",
        ),
    ],
)
def test_an_object_is_judged_by_its_status(live: Document, expected: Readiness) -> None:
    assert readiness(live) == expected


def test_what_is_being_deleted_is_waited_for() -> None:
    live = of("Service", {})
    live["metadata"]["deletionTimestamp"] = "now"

    assert readiness(live) == Waiting("it is being deleted")


@pytest.mark.parametrize(
    ("live", "holders"),
    [
        pytest.param(
            {"metadata": {"finalizers": ["x.io/a", "x.io/b"]}}, "x.io/a, x.io/b", id="two"
        ),
        pytest.param(
            {"metadata": {"finalizers": ["foregroundDeletion"]}}, "what belongs to it", id="ours"
        ),
        pytest.param(
            {
                "metadata": {},
                "status": {
                    "conditions": [
                        {
                            "type": "NamespaceContentRemaining",
                            "status": "True",
                            "message": "2 pods.",
                        },
                        {
                            "type": "NamespaceFinalizersRemaining",
                            "status": "False",
                            "message": "none",
                        },
                        {"type": "NamespaceDeletionDiscoveryFailure", "status": "True"},
                    ]
                },
            },
            "2 pods",
            id="what is left in a namespace",
        ),
    ],
)
def test_what_holds_a_thing_that_is_going_is_told(live: Document, holders: str) -> None:
    assert told(live) == f"it is being deleted: it waits for {holders}"


@pytest.mark.parametrize(
    ("group", "kind", "expected"),
    [
        ("apps", "Deployment", True),
        ("", "ConfigMap", False),
        ("networking.k8s.io", "Ingress", False),
        ("monitoring.coreos.com", "PrometheusRule", True),
    ],
)
def test_kinds_that_are_ready_at_once_are_not_watched(
    group: str,
    kind: str,
    expected: bool,  # noqa: FBT001
) -> None:
    assert has_rule(group, kind) == expected


REVISION = "deployment.kubernetes.io/revision"


def owned(uid: str, owner: str, **metadata: Any) -> Document:  # noqa: ANN401
    owners = [{"uid": owner, "controller": True}, {"uid": "x"}]
    return {"metadata": {"name": uid, "uid": uid, "ownerReferences": owners, **metadata}}


def pod(owner: str, reason: str = "", restarts: int = 0, **metadata: Any) -> Document:  # noqa: ANN401
    waiting = {"waiting": {"reason": reason}} if reason else {"running": {}}
    status = {"state": waiting, "restartCount": restarts, "image": "app:1"}
    return {**owned("pod", owner, **metadata), "status": {"containerStatuses": [status]}}


WEB = {
    "kind": "Deployment",
    "metadata": {"uid": "web", "annotations": {REVISION: "2"}},
}
SETS = [
    owned("new", "web", annotations={REVISION: "2"}),
    owned("old", "web", annotations={REVISION: "1"}),
]
STORE = {"kind": "StatefulSet", "metadata": {"uid": "store"}, "status": {"updateRevision": "b"}}


def found(live: Document, one: Document) -> list[Trouble]:
    return list(troubles(live, [one], SETS))


def test_a_pod_that_cannot_run_is_told_with_what_to_do() -> None:
    (trouble,) = found(WEB, pod("new", "ImagePullBackOff"))

    assert str(trouble) == "pod pod: ImagePullBackOff: app:1"
    assert "image" in trouble.fix
    assert trouble.grace_seconds == 3


@pytest.mark.parametrize(
    ("live", "one"),
    [
        pytest.param(WEB, pod("old", "ImagePullBackOff"), id="pod of an old revision"),
        pytest.param(WEB, pod("other", "ImagePullBackOff"), id="pod of others"),
        pytest.param(WEB, pod("new"), id="running pod"),
        pytest.param(WEB, pod("new", "ContainerCreating"), id="starting pod"),
        pytest.param(WEB, {"metadata": {"name": "bare", "uid": "x"}}, id="bare pod"),
        pytest.param(
            STORE,
            pod("store", "ImagePullBackOff", labels={"controller-revision-hash": "a"}),
            id="old pod of a set",
        ),
    ],
)
def test_other_pods_are_no_trouble(live: Document, one: Document) -> None:
    assert found(live, one) == []


def test_the_pods_of_a_set_are_those_of_its_newest_revision() -> None:
    one = pod("store", "CrashLoopBackOff", 5, labels={"controller-revision-hash": "b"})

    assert [each.grace_seconds for each in found(STORE, one)] == [3]


def test_an_owner_that_does_not_control_a_pod_is_not_its_own() -> None:
    one = pod("store", "CrashLoopBackOff", 5)
    for owner in one["metadata"]["ownerReferences"]:
        owner["controller"] = False

    assert found({"kind": "Job", "metadata": {"uid": "store"}}, one) == []


def test_a_pod_that_crashed_once_may_come_up_yet() -> None:
    (trouble,) = found(WEB, pod("new", "CrashLoopBackOff", 1))

    assert trouble.grace_seconds is None


def test_a_pod_that_no_node_takes_is_told() -> None:
    one = pod("new")
    one["status"] = {
        "conditions": [
            {"type": "PodScheduled", "reason": "Unschedulable", "message": "no room"},
            {"type": "Ready"},
        ]
    }
    (trouble,) = found(WEB, one)

    assert str(trouble) == "pod pod: Unschedulable: no room"


def test_pods_that_cannot_be_made_are_told() -> None:
    refused = condition("ReplicaFailure", reason="FailedCreate", message="exceeded quota")
    live = {**WEB, "status": conditions(condition("Available"), refused)}
    (trouble,) = found(live, pod("new"))

    assert str(trouble) == "FailedCreate: exceeded quota"
    assert (trouble.grace_seconds, trouble.is_mended_by_others) == (20, True)


def test_a_reason_without_a_message_stands_alone() -> None:
    trouble = Trouble(pod="a", reason="Gone", message="", fix="", grace_seconds=None)

    assert str(trouble) == "pod a: Gone"


def refusal(message: str, uid: str = "it", **fields: Any) -> Document:  # noqa: ANN401
    return {
        "reason": "FailedCreate",
        "involvedObject": {"uid": uid},
        "message": message,
        "lastTimestamp": "2026-01-01T00:00:00Z",
        **fields,
    }


@pytest.mark.parametrize(
    ("kind", "fields", "is_told"),
    [
        pytest.param("StatefulSet", {"spec": {"replicas": 2}, "status": {"replicas": 1}}, True),
        pytest.param("StatefulSet", {"spec": {"replicas": 1}, "status": {"replicas": 1}}, False),
        pytest.param("DaemonSet", {"status": {"desiredNumberScheduled": 1}}, True),
        pytest.param("Job", {}, True),
        pytest.param("Job", {"status": {"active": 1}}, False),
        pytest.param("CronJob", {}, False),
    ],
)
def test_a_pod_that_is_refused_is_told_as_long_as_it_is_missing(
    kind: str,
    fields: Document,
    is_told: bool,  # noqa: FBT001
) -> None:
    live = {"kind": kind, "metadata": {"uid": "it"}, **fields}
    events = [
        refusal("exceeded quota"),
        refusal("older", lastTimestamp=None, series={"lastObservedTime": "2025-01-01T00:00:00Z"}),
        refusal("of another", uid="other"),
        refusal("pulled", reason="Pulled"),
    ]

    told = [str(each) for each in troubles(live, [], [], events)]

    assert told == (["FailedCreate: exceeded quota"] if is_told else [])


@pytest.mark.parametrize(
    ("said", "told"),
    [
        pytest.param(
            '(combined from similar events): Error creating: pods "web-5d9-x2k4z" is forbidden: '
            "exceeded quota: none",
            "pods are forbidden: exceeded quota: none",
            id="a random name, among similar ones",
        ),
        pytest.param(
            'create Pod store-0 in StatefulSet store failed error: pods "store-0" is forbidden: no',
            "pods are forbidden: no",
            id="a name that tells",
        ),
        pytest.param('no volume "web-5d9-x2k4z"', 'no volume "web-5d9-x2k4z"', id="of no pod"),
    ],
)
def test_a_reason_is_told_alike_whichever_pod_was_tried_last(said: str, told: str) -> None:
    live = {"kind": "StatefulSet", "metadata": {"uid": "it"}}

    (trouble,) = troubles(live, [], [], [refusal(said)])

    assert trouble.message == told


def test_where_nothing_was_reported_nothing_is_told() -> None:
    live = {"kind": "StatefulSet", "metadata": {"uid": "it"}}

    assert list(troubles(live, [], [], [])) == []


NOON = "2026-01-01T12:00:00Z"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        pytest.param({"lastTimestamp": "2026-01-01T12:00:00Z"}, None, id="in the same second"),
        pytest.param({"lastTimestamp": "2026-01-01T11:59:59Z"}, "2026-01-01 11:59:59", id="before"),
        pytest.param(
            {"lastTimestamp": None, "eventTime": "2026-01-01T12:00:00.25Z"}, None, id="to the µs"
        ),
        pytest.param(
            {"lastTimestamp": None, "eventTime": "2026-01-01T11:00:00.9Z"},
            "2026-01-01 11:00:00",
            id="before, to the µs",
        ),
        pytest.param(
            {
                "lastTimestamp": "2026-01-01T11:00:00Z",
                "series": {"lastObservedTime": "2026-01-01T12:00:01.5Z"},
            },
            None,
            id="again since",
        ),
    ],
)
def test_what_was_reported_before_a_moment_is_told_with_its_time(
    said: Document, told: str | None
) -> None:
    live = {"kind": "StatefulSet", "metadata": {"uid": "it"}}
    (trouble,) = troubles(live, [], [], [refusal("exceeded quota", **said)], since=NOON)

    grace = 20 if told is None else None
    at = f" at {told} UTC" if told else ""
    assert (str(trouble), trouble.grace_seconds) == (f"FailedCreate{at}: exceeded quota", grace)


def refused_web(at: str, **status: Any) -> Document:  # noqa: ANN401
    said = condition("ReplicaFailure", reason="FailedCreate", message="first", lastUpdateTime=at)
    return {**WEB, "status": {**conditions(said), **status}}


def test_a_deployment_says_once_that_pods_are_refused_and_events_that_they_still_are() -> None:
    live = refused_web("2026-01-01T11:00:00Z")
    events = [refusal("now", uid="new", lastTimestamp=NOON), refusal("of an old one", uid="old")]

    (earlier,) = troubles(live, [], SETS, since=NOON)
    (now,) = troubles(live, [], SETS, events, since=NOON)

    assert str(earlier) == "FailedCreate at 2026-01-01 11:00:00 UTC: first"
    assert (str(now), now.grace_seconds) == ("FailedCreate: now", 20)


def test_a_deployment_that_says_it_of_what_was_wanted_before_says_nothing() -> None:
    live = {**refused_web(NOON, observedGeneration=1), "metadata": {"uid": "web", "generation": 2}}

    assert list(troubles(live, [], [], [refusal("exceeded quota", uid="web")])) == []
