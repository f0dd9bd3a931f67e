"""Which workloads of an install may make Secrets of names that are in no manifest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from platformgen.lock.documents import Object
from platformgen.lock.pods import arguments, labels, listed, mapping, pod_spec

_ROLES, _BINDINGS = ("Role", "ClusterRole"), ("RoleBinding", "ClusterRoleBinding")
Key = tuple[str, str]


def secret_makers(objects: Sequence[Object]) -> tuple[str, ...]:
    """Return the workloads whose account may create Secrets, as `Kind/name`, sorted.

    Those of which we know what they make are not among them: prometheus-operator, whose Secrets
    follow from its custom resources, and kube-webhook-certgen, whose arguments say it.
    """
    roles = {_key(each) for each in objects if each.get("kind") in _ROLES and _may_create(each)}
    accounts = {account for each in objects for account in _bound(each, roles)}
    return tuple(
        sorted(
            f"{each['kind']}/{_key(each)[1]}"
            for each in objects
            if _account(each) in accounts and not _is_known(each)
        )
    )


def _key(each: Object) -> Key:
    return str(each.get("kind")), str(mapping(each, "metadata").get("name", ""))


def _may_create(role: Object) -> bool:
    return any(
        {"create", "*"} & _texts(rule, "verbs")
        and {"secrets", "*"} & _texts(rule, "resources")
        and {"", "*"} & _texts(rule, "apiGroups")
        for rule in listed(role, "rules")
    )


def _texts(rule: Object, key: str) -> set[str]:
    found = rule.get(key)
    return set(map(str, found)) if isinstance(found, list) else set()


def _bound(each: Object, roles: set[Key]) -> Iterator[str]:
    if each.get("kind") not in _BINDINGS:
        return
    role = mapping(each, "roleRef")
    if (str(role.get("kind")), str(role.get("name"))) in roles:
        for subject in listed(each, "subjects"):
            if subject.get("kind") == "ServiceAccount":
                yield str(subject.get("name"))


def _account(each: Object) -> str | None:
    pod = pod_spec(each)
    return str(pod.get("serviceAccountName", "default")) if pod else None


def _is_known(each: Object) -> bool:
    if any(word.startswith("--secret-name=") for word in arguments(each)):
        return True
    said = labels(each)
    part = str(said.get("app.kubernetes.io/component", ""))
    return "prometheus-operator" in (part, _key(each)[1], said.get("app.kubernetes.io/name"))
