"""Which objects others need before them: a graph, told by what each says of others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec import Struct

from platformgen.apply.graft import is_graft
from platformgen.apply.key import Key
from platformgen.apply.podspec import pod_labels, pod_spec, references
from platformgen.apply.release import is_release
from platformgen.apply.served import DEFINITION, is_definition

WORKLOADS: Final = frozenset({"Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "Pod"})
_WEBHOOKS: Final = frozenset({"MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"})
# What bounds or admits the pods of a namespace: it has to stand before the first of them.
_BOUNDS: Final = frozenset({"ResourceQuota", "LimitRange"})
_CLASSES: Final = {
    "priorityClassName": "PriorityClass",
    "runtimeClassName": "RuntimeClass",
    "storageClassName": "StorageClass",
    "ingressClassName": "IngressClass",
}
_CLUSTERED: Final = frozenset({"Namespace", *_CLASSES.values()})
"""Kinds that stand in no namespace; the index of a chart does not tell them apart."""
FURNITURE: Final = _BOUNDS | {"Secret", "ConfigMap", "ServiceAccount", "NetworkPolicy"}
"""What a chart may be told to use: none of it needs anything but its namespace."""


class Edges(Struct, frozen=True):
    """What must be there, and what must be ready, before an object is written."""

    present: Mapping[Key, frozenset[Key]]
    ready: Mapping[Key, frozenset[Key]]


def edges(
    documents: Mapping[Key, Mapping[str, Any]],
    components: Mapping[Key, str],
    depends_on: Mapping[str, frozenset[str]],
) -> Edges:
    """Return what comes before what.

    `components` says whose an object is; `depends_on` names, for a component, those it depends
    on. Nothing outside of the documents is in the graph, and it has no cycle: kinds refer to kinds
    before them, and components' dependencies have none.
    """
    index = _Index.of(documents)
    present = {each: frozenset(_present(index, each)) - {each} for each in index.documents}
    return Edges(present, dict(_ready(index, components, depends_on)))


class _Index(Struct, frozen=True):
    documents: Mapping[Key, Mapping[str, Any]]
    names: Mapping[tuple[str, str, str], Key]
    """By kind, namespace and name: references do not say the group."""
    bounds: Mapping[str, frozenset[Key]]
    policies: Mapping[tuple[str, str, str], frozenset[Key]]
    """NetworkPolicies by their namespace and the first label of the pods that they are for."""
    bindings: Mapping[tuple[str, str], frozenset[Key]]
    """By the namespace and name of an account: what binds it to rights."""
    definitions: Mapping[tuple[str, str], Key]
    bringers: Mapping[str, frozenset[Key]]
    """By the group of a kind: the releases that define kinds of it."""
    furniture: Mapping[str, frozenset[Key]]
    """By namespace: what a chart may refer to."""

    @classmethod
    def of(cls, found: Mapping[Key, Mapping[str, Any]]) -> _Index:
        bounds: dict[str, set[Key]] = {}
        policies: dict[tuple[str, str, str], set[Key]] = {}
        bindings: dict[tuple[str, str], set[Key]] = {}
        definitions: dict[tuple[str, str], Key] = {}
        furniture: dict[str, set[Key]] = {}
        for each, document in found.items():
            if each.kind in FURNITURE:
                furniture.setdefault(each.namespace, set()).add(each)
            if each.kind in _BOUNDS:
                bounds.setdefault(each.namespace, set()).add(each)
            elif each.kind == "NetworkPolicy":
                policies.setdefault((each.namespace, *_first_label(document)), set()).add(each)
            elif each.kind in {"RoleBinding", "ClusterRoleBinding"}:
                for namespace, name in _accounts(document, each):
                    bindings.setdefault((namespace, name), set()).add(each)
            elif is_definition(each):
                spec = document.get("spec", {})
                kind = spec.get("names", {}).get("kind", "")
                definitions[spec.get("group", ""), kind] = each
        return cls(
            documents=found,
            names=_names(found),
            bounds={name: frozenset(keys) for name, keys in bounds.items()},
            policies={label: frozenset(keys) for label, keys in policies.items()},
            bindings={account: frozenset(keys) for account, keys in bindings.items()},
            definitions=definitions,
            bringers=_bringers(found),
            furniture={name: frozenset(keys) for name, keys in furniture.items()},
        )

    def known(self, kind: str, namespace: str, name: object) -> Iterator[Key]:
        found = self.names.get((kind, namespace, str(name)))
        if found is not None:
            yield found


def _names(found: Mapping[Key, Mapping[str, Any]]) -> dict[tuple[str, str, str], Key]:
    """Return all by kind, namespace and name; what a release makes is the release."""
    made = {
        (kind, namespace, name): each
        for each, document in found.items()
        if is_release(each)
        for kind, where, name in document["makes"]
        for namespace in dict.fromkeys((where, ""))
        if namespace or kind in _CLUSTERED
    }
    objects = (each for each in found if not is_graft(each))
    return made | {(each.kind, each.namespace, each.name): each for each in objects}


def _bringers(found: Mapping[Key, Mapping[str, Any]]) -> dict[str, frozenset[Key]]:
    groups: dict[str, set[Key]] = {}
    for each, document in found.items():
        for group in defined_groups(document) if is_release(each) else ():
            groups.setdefault(group, set()).add(each)
    return {group: frozenset(keys) for group, keys in groups.items()}


def defined_groups(release: Mapping[str, Any]) -> frozenset[str]:
    """Return the groups of the kinds that a release defines."""
    names = (name for kind, _, name in release["makes"] if kind == DEFINITION)
    return frozenset(name.partition(".")[2] for name in names)


def _first_label(policy: Mapping[str, Any]) -> tuple[str, str]:
    """Return a label that all pods of a policy have; empty where it is for more than that."""
    labels = (policy.get("spec", {}).get("podSelector") or {}).get("matchLabels") or {}
    return next(iter(sorted(labels.items())), ("", ""))


def _accounts(document: Mapping[str, Any], each: Key) -> Iterator[tuple[str, str]]:
    for subject in document.get("subjects") or ():
        if subject.get("kind") == "ServiceAccount":
            yield str(subject.get("namespace", each.namespace)), str(subject.get("name"))


def _present(index: _Index, each: Key) -> Iterator[Key]:
    document = index.documents[each]
    if each.namespace:
        yield from index.known("Namespace", "", each.namespace)
    definition = index.definitions.get((each.group, each.kind))
    if definition is not None:
        yield definition
    yield from index.bringers.get(each.group, ())
    if is_graft(each):
        # The object itself: ours, or of the release that makes it.
        yield from index.known(each.kind, each.namespace, each.name)
    yield from _by_kind(index, each, document)


def _by_kind(index: _Index, each: Key, document: Mapping[str, Any]) -> Iterator[Key]:
    if each.kind in _WEBHOOKS:
        yield from (other for other in index.documents if other.kind not in _WEBHOOKS)
    elif each.kind in {"RoleBinding", "ClusterRoleBinding"}:
        yield from _of_binding(index, each, document)
    elif is_release(each):
        yield from index.furniture.get(each.namespace, ())
    elif each.kind in WORKLOADS:
        yield from _of_workload(index, each, document)
    elif each.kind in {"Ingress", "HTTPRoute"}:
        for kind, name in _backends(document.get("spec")):
            yield from index.known(kind, each.namespace, name)
        yield from _classes(index, document.get("spec"))
    elif each.kind == "HorizontalPodAutoscaler":
        target = document.get("spec", {}).get("scaleTargetRef", {})
        yield from index.known(str(target.get("kind")), each.namespace, target.get("name"))
    elif each.kind in {"PersistentVolumeClaim", "PersistentVolume"}:
        yield from _classes(index, document.get("spec"))


def _of_binding(index: _Index, each: Key, document: Mapping[str, Any]) -> Iterator[Key]:
    role = document.get("roleRef", {})
    where = "" if role.get("kind") == "ClusterRole" else each.namespace
    yield from index.known(str(role.get("kind")), where, role.get("name"))
    for namespace, name in _accounts(document, each):
        yield from index.known("ServiceAccount", namespace, name)


def _of_workload(index: _Index, each: Key, document: Mapping[str, Any]) -> Iterator[Key]:
    yield from index.bounds.get(each.namespace, ())
    for label in (("", ""), *pod_labels(document).items()):
        yield from index.policies.get((each.namespace, *label), ())
    spec = document.get("spec", {})
    if each.kind == "StatefulSet":
        yield from index.known("Service", each.namespace, spec.get("serviceName"))
    pod = pod_spec(document)
    account = pod.get("serviceAccountName")
    if account:
        yield from index.known("ServiceAccount", each.namespace, account)
        yield from index.bindings.get((each.namespace, account), ())
    yield from _classes(index, pod)
    for kind, name in references(pod):
        yield from index.known(kind, each.namespace, name)
        if kind == "Secret":
            yield from index.known("ExternalSecret", each.namespace, name)


def _classes(index: _Index, spec: object) -> Iterator[Key]:
    if isinstance(spec, dict):
        for field, kind in _CLASSES.items():
            yield from index.known(kind, "", spec.get(field))


def _backends(node: object) -> Iterator[tuple[str, str]]:
    """Yield the Services that an Ingress or an HTTPRoute sends to."""
    if isinstance(node, list):
        for each in node:
            yield from _backends(each)
    elif isinstance(node, dict):
        for field, value in node.items():
            if field == "service" and isinstance(value, dict):
                yield "Service", str(value.get("name"))
            elif field == "backendRefs" and isinstance(value, list):
                yield from (
                    (str(each.get("kind", "Service")), str(each.get("name"))) for each in value
                )
            else:
                yield from _backends(value)


def _ready(
    index: _Index, components: Mapping[Key, str], depends_on: Mapping[str, frozenset[str]]
) -> Iterator[tuple[Key, frozenset[Key]]]:
    running: dict[str, set[Key]] = {}
    for each in index.documents:
        if each.kind in WORKLOADS or is_release(each):
            running.setdefault(components.get(each, ""), set()).add(each)
    for each in index.documents:
        needed: set[Key] = set()
        definition = index.definitions.get((each.group, each.kind))
        if definition is not None:
            needed.add(definition)
        # What a release defines may be judged by a webhook of it: it has to answer.
        needed |= index.bringers.get(each.group, frozenset())
        if each.kind == "Ingress":
            needed |= set(filter(is_release, _classes(index, index.documents[each].get("spec"))))
        if each.kind in WORKLOADS or is_release(each):
            for name in depends_on.get(components.get(each, ""), ()):
                needed |= running.get(name, set())
        if needed - {each}:
            yield each, frozenset(needed - {each})
