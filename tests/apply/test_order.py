"""What comes before what: told by what objects say of each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apply.documents import Document, keyed, made, running
from platformgen.apply.key import Key, key
from platformgen.apply.order import Edges, edges
from platformgen.apply.podspec import pod_spec
from platformgen.apply.queue import Queue, in_turn, reversed_edges

APPS, RBAC = "apps/v1", "rbac.authorization.k8s.io/v1"
WEB = made("Deployment", "web", "shop", APPS, spec=running({"name": "main"}))
CONFIG = made("ConfigMap", "web", "shop")
SECRET = made("Secret", "web", "shop")
CLAIM = made("PersistentVolumeClaim", "web", "shop", spec={"storageClassName": "fast"})
SERVICE = made("Service", "web", "shop")
ACCOUNT = made("ServiceAccount", "web", "shop")
ROLE = made("Role", "web", "shop", RBAC)
SUBJECT = {"kind": "ServiceAccount", "name": "web"}


def deployment(**pod: object) -> Document:
    return made("Deployment", "web", "shop", APPS, spec=running({"name": "main"}, **pod))


def container(**fields: object) -> Document:
    return made("Deployment", "web", "shop", APPS, spec=running({"name": "main", **fields}))


def binding(kind: str, role: str, **subject: str) -> Document:
    where = "shop" if kind == "RoleBinding" else ""
    rest = {"roleRef": {"kind": role, "name": "web"}, "subjects": [{**SUBJECT, **subject}]}
    return made(kind, "web", where, RBAC, **rest)


def definition(group: str, kind: str) -> Document:
    spec = {"group": group, "names": {"kind": kind}}
    return made("CustomResourceDefinition", "x", api="apiextensions.k8s.io/v1", spec=spec)


def policy(name: str, **labels: str) -> Document:
    selector = {"matchLabels": labels} if labels else {}
    api = "networking.k8s.io/v1"
    return made("NetworkPolicy", name, "shop", api, spec={"podSelector": selector})


LABELLED = made(
    "Deployment", "web", "shop", APPS, spec={"template": {"metadata": {"labels": {"app": "web"}}}}
)
ROUTE = made(
    "HTTPRoute",
    "web",
    "shop",
    "gateway.networking.k8s.io/v1",
    spec={"rules": [{"backendRefs": [{"name": "web", "port": 80}]}]},
)
INGRESS = made(
    "Ingress",
    "web",
    "shop",
    "networking.k8s.io/v1",
    spec={
        "ingressClassName": "fast",
        "rules": [{"http": {"paths": [{"backend": {"service": {"name": "web"}}}]}}],
    },
)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(made("Namespace", "shop"), CONFIG, id="namespace"),
        pytest.param(definition("x.io", "Widget"), made("Widget", "w", "a", "x.io/v1"), id="crd"),
        pytest.param(made("ResourceQuota", "q", "shop"), WEB, id="quota"),
        pytest.param(policy("deny"), WEB, id="policy of all"),
        pytest.param(policy("web", app="web"), LABELLED, id="policy of these"),
        pytest.param(CONFIG, container(envFrom=[{"configMapRef": {"name": "web"}}]), id="envFrom"),
        pytest.param(
            SECRET,
            container(env=[{"valueFrom": {"secretKeyRef": {"name": "web", "key": "a"}}}]),
            id="variable",
        ),
        pytest.param(SECRET, deployment(volumes=[{"secret": {"secretName": "web"}}]), id="volume"),
        pytest.param(
            SECRET,
            deployment(volumes=[{"projected": {"sources": [{"secret": {"name": "web"}}]}}]),
            id="projected volume",
        ),
        pytest.param(SECRET, deployment(imagePullSecrets=[{"name": "web"}]), id="pull secret"),
        pytest.param(
            made("ExternalSecret", "web", "shop", "external-secrets.io/v1"),
            deployment(imagePullSecrets=[{"name": "web"}]),
            id="external secret",
        ),
        pytest.param(
            CLAIM,
            deployment(volumes=[{"persistentVolumeClaim": {"claimName": "web"}}]),
            id="claim",
        ),
        pytest.param(made("StorageClass", "fast"), CLAIM, id="storage class"),
        pytest.param(
            made("PriorityClass", "high"), deployment(priorityClassName="high"), id="priority"
        ),
        pytest.param(ACCOUNT, deployment(serviceAccountName="web"), id="account"),
        pytest.param(ROLE, binding("RoleBinding", "Role"), id="role"),
        pytest.param(
            made("ClusterRole", "web"), binding("RoleBinding", "ClusterRole"), id="cluster role"
        ),
        pytest.param(
            ACCOUNT,
            binding("ClusterRoleBinding", "ClusterRole", namespace="shop"),
            id="bound account",
        ),
        pytest.param(
            binding("RoleBinding", "Role"), deployment(serviceAccountName="web"), id="rights"
        ),
        pytest.param(
            SERVICE,
            made("StatefulSet", "web", "shop", APPS, spec={"serviceName": "web"}),
            id="governing service",
        ),
        pytest.param(SERVICE, INGRESS, id="ingress"),
        pytest.param(made("IngressClass", "fast"), INGRESS, id="ingress class"),
        pytest.param(SERVICE, ROUTE, id="route"),
        pytest.param(
            WEB,
            made(
                "HorizontalPodAutoscaler",
                "web",
                "shop",
                "autoscaling/v2",
                spec={"scaleTargetRef": {"kind": "Deployment", "name": "web"}},
            ),
            id="autoscaler",
        ),
        pytest.param(WEB, made("ValidatingWebhookConfiguration", "web"), id="webhook"),
    ],
)
def test_an_object_comes_after_what_it_names(first: Document, second: Document) -> None:
    needs = edges(keyed(second, first), {}, {}).present

    assert in_turn([key(second), key(first)], needs) == (key(first), key(second))
    assert key(first) not in needs[key(first)]


def test_a_policy_of_other_pods_is_not_waited_for() -> None:
    found = edges(keyed(policy("other", app="other"), LABELLED), {}, {})

    assert found.present[key(LABELLED)] == frozenset()


def test_a_subject_that_is_a_person_is_nothing_to_wait_for() -> None:
    person = made("RoleBinding", "p", "shop", RBAC, subjects=[{"kind": "User", "name": "web"}])

    assert edges(keyed(person, ACCOUNT), {}, {}).present[key(person)] == frozenset()


@pytest.mark.parametrize("kind", ["Pod", "CronJob", "Deployment"])
def test_the_spec_of_pods_is_found_in_every_kind(kind: str) -> None:
    pod = {"containers": [{"name": "main"}]}
    spec = {
        "Pod": pod,
        "CronJob": {"jobTemplate": {"spec": {"template": {"spec": pod}}}},
        "Deployment": {"template": {"spec": pod}},
    }[kind]

    assert pod_spec(made(kind, "web", spec=spec)) == pod


def test_an_object_without_a_spec_needs_nothing() -> None:
    bare = made("Ingress", "web", "shop", "networking.k8s.io/v1")

    assert edges(keyed(bare), {}, {}).present == {key(bare): frozenset()}


def test_workloads_wait_until_those_that_their_component_depends_on_are_ready() -> None:
    store = made("StatefulSet", "store", "shop", APPS)
    components = {key(WEB): "web", key(store): "store"}

    found = edges(keyed(WEB, store, CONFIG), components, {"web": frozenset({"store", "gone"})})

    assert found.ready == {key(WEB): frozenset({key(store)})}


def keys(*names: str) -> list[Key]:
    return [Key("", "ConfigMap", "shop", name) for name in names]


A, B, C, D = keys("a", "b", "c", "d")


def queue(
    present: dict[Key, set[Key]] | None = None, ready: dict[Key, set[Key]] | None = None
) -> Queue:
    found = (
        {each: frozenset(needs) for each, needs in (part or {}).items()}
        for part in (present, ready)
    )
    return Queue.of([A, B, C], Edges(*found))


def test_what_needs_only_presence_starts_before_what_needs_readiness() -> None:
    line = queue({B: {A}}, {C: {A}})
    turns = [line.take()]
    line.present(A)
    turns.append(line.take())
    line.ready(A)
    line.ready(A)
    turns.append(line.take())

    assert turns == [[A], [B], [C]]


def test_what_needs_a_lost_object_is_given_up_with_all_that_needs_it() -> None:
    line = queue({B: {A}, C: {B}})
    line.take()

    assert line.failed(A) == [B, C]
    line.present(A)
    assert line.take() == []


def test_an_object_that_is_written_but_not_ready_holds_up_only_who_needs_it_ready() -> None:
    line = queue({B: {A}}, {C: {A}})
    line.take()

    assert line.unready(A) == [C]
    line.present(A)
    assert line.take() == [B]


def test_what_was_given_up_is_not_given_up_again() -> None:
    line = queue({C: {A, B}})
    line.take()

    assert (line.failed(A), line.failed(B)) == ([C], [])


def test_readiness_that_was_told_cannot_be_lost_again() -> None:
    line = queue(ready={B: {A}})
    line.take()
    line.ready(A)

    assert line.unready(A) == []


def test_an_object_that_is_not_in_the_queue_is_not_waited_for() -> None:
    assert queue({A: {D}}).take() == [A, B, C]


def test_deletions_go_the_other_way_round() -> None:
    forward = Edges({B: frozenset({A})}, {C: frozenset({B})})

    assert in_turn([A, B, C], reversed_edges(forward).present) == (C, B, A)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30))
def test_every_object_has_its_turn_after_those_it_needs(pairs: list[tuple[int, int]]) -> None:
    everything = keys(*map(str, range(10)))
    needs: dict[Key, set[Key]] = {}
    for one, two in pairs:
        if one < two:
            needs.setdefault(everything[two], set()).add(everything[one])

    turn = in_turn(everything, {each: frozenset(found) for each, found in needs.items()})

    assert sorted(turn) == sorted(everything)
    place = {each: index for index, each in enumerate(turn)}
    assert all(place[each] > place[other] for each, found in needs.items() for other in found)
