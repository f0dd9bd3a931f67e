"""Roles and their bindings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from platformgen.accepts import names
from platformgen.accepts.wording import Path, Problem, quoted

Object = Mapping[str, Any]


def role(item: Object) -> Iterator[Problem]:
    """Yield what would be refused in a Role."""
    yield from _rules(item, is_cluster_wide=False)


def cluster_role(item: Object) -> Iterator[Problem]:
    """Yield what would be refused in a ClusterRole."""
    yield from _rules(item, is_cluster_wide=True)


def binding(item: Object) -> Iterator[Problem]:
    """Yield what would be refused in a RoleBinding; its own namespace is an account's default."""
    for index, subject in enumerate(item.get("subjects") or ()):
        here = ("subjects", index)
        is_account = subject["kind"] == "ServiceAccount"
        if is_account and not names.is_subdomain(subject["name"]):
            message = f"{quoted(subject['name'])} is not {names.WORDS[names.DNS_SUBDOMAIN]}"
            yield Problem(path=(*here, "name"), rule="name", message=message)
        wanted = "" if is_account else "rbac.authorization.k8s.io"
        if subject.get("apiGroup") not in {None, "", wanted}:
            message = f"expected {quoted(wanted)}, this is {quoted(subject['apiGroup'])}"
            yield Problem(path=(*here, "apiGroup"), rule="value", message=message)


def cluster_binding(item: Object) -> Iterator[Problem]:
    """Yield what would be refused in a ClusterRoleBinding."""
    yield from binding(item)
    for index, subject in enumerate(item.get("subjects") or ()):
        if subject["kind"] == "ServiceAccount" and not subject.get("namespace"):
            message = "a ServiceAccount is named with its namespace"
            yield Problem(path=("subjects", index, "namespace"), rule="required", message=message)
    if item["roleRef"]["kind"] != "ClusterRole":
        message = "a ClusterRoleBinding gives a ClusterRole"
        yield Problem(path=("roleRef", "kind"), rule="value", message=message)


def _rules(item: Object, *, is_cluster_wide: bool) -> Iterator[Problem]:
    for index, rule in enumerate(item.get("rules") or ()):
        here: Path = ("rules", index)
        urls, resources = rule.get("nonResourceURLs"), rule.get("resources")
        if urls:
            if not is_cluster_wide:
                message = "paths that are no resources are for a ClusterRole"
                yield Problem(path=(*here, "nonResourceURLs"), rule="forbidden", message=message)
            if resources or rule.get("apiGroups") or rule.get("resourceNames"):
                message = "a rule is for resources or for paths, not for both"
                yield Problem(path=here, rule="exactly-one", message=message)
            continue
        for key, value in (("apiGroups", rule.get("apiGroups")), ("resources", resources)):
            if not value:
                message = f"the field {key!r} is missing"
                yield Problem(path=here, rule="required", message=message)
