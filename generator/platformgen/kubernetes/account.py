"""Service accounts, and the rights that the spec gives to a workload: these and no more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from platformgen.kubernetes.object import Document
from platformgen.kubernetes.own import Own
from platformgen.model import Rule, Workload

_API_GROUP = "rbac.authorization.k8s.io"
_API_VERSION = "rbac.authorization.k8s.io/v1"


def calls_the_api(workload: Workload) -> bool:
    """Whether the workload may talk to the API server at all."""
    return bool(workload.namespace_rules or workload.cluster_rules)


def account(own: Own) -> Document:
    """Return the workload's own ServiceAccount.

    Its token is mounted nowhere by default: a pod that has rights asks for the token itself, so
    that no other pod gets them by naming the account.
    """
    return {
        "apiVersion": "v1",
        "kind": "ServiceAccount",
        "metadata": own.metadata,
        "automountServiceAccountToken": False,
    }


def rights(own: Own) -> Iterator[Document]:
    """Return the workload's roles and their bindings to its account."""
    workload, namespace = own.workload, own.namespace
    subject: Document = {"kind": "ServiceAccount", "name": workload.name, "namespace": namespace}
    if workload.namespace_rules:
        yield from _role("Role", own.metadata, workload.namespace_rules, subject)
    if workload.cluster_rules:
        # A colon is in no namespace's and no workload's name, so two of these never meet.
        metadata: Document = {"name": f"{namespace}:{workload.name}", "labels": own.labels}
        yield from _role("ClusterRole", metadata, workload.cluster_rules, subject)


def _role(
    kind: str, metadata: Document, rules: Sequence[Rule], subject: Document
) -> Iterator[Document]:
    yield {
        "apiVersion": _API_VERSION,
        "kind": kind,
        "metadata": metadata,
        "rules": [policy for rule in rules for policy in policy_rules(rule)],
    }
    yield {
        "apiVersion": _API_VERSION,
        "kind": f"{kind}Binding",
        "metadata": metadata,
        "roleRef": {"apiGroup": _API_GROUP, "kind": kind, "name": metadata["name"]},
        "subjects": [subject],
    }


def policy_rules(rule: Rule) -> list[Document]:
    """Return a rule as the API wants it: one for each API group.

    One rule over several groups would give each resource name in every group.
    """
    groups: dict[str, list[str]] = {}
    for written in rule.resources:
        resource, group = split_resource(written)
        groups.setdefault(group, []).append(resource)
    policies: list[Document] = []
    for group, resources in groups.items():
        policy: Document = {"apiGroups": [group], "resources": resources}
        if rule.names:
            policy["resourceNames"] = list(rule.names)
        policy["verbs"] = list(rule.verbs)
        policies.append(policy)
    return policies


def split_resource(written: str) -> tuple[str, str]:
    """Return resource and API group of what the spec writes as one word.

    >>> split_resource("deployments/scale.apps")
    ('deployments/scale', 'apps')
    """
    resource, _, group = written.partition(".")
    return resource, group
