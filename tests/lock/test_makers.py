"""Workloads that may make Secrets of any name are known."""

from __future__ import annotations

from typing import Any

import pytest

from lock.kube import one
from platformgen.lock import indexed

RULES = [{"apiGroups": [""], "resources": ["secrets"], "verbs": ["create"]}]


def install(  # what may vary of an operator
    rules: list[dict[str, Any]],
    *,
    subject: dict[str, Any] | None = None,
    workload: dict[str, Any] | None = None,
) -> list[dict[str, Any]]:
    pod = {"serviceAccountName": "op", "containers": [{"args": ["--run"]}]}
    return [
        one("Role", "op", rules=rules),
        one(
            "RoleBinding",
            "op",
            roleRef={"kind": "Role", "name": "op"},
            subjects=[subject or {"kind": "ServiceAccount", "name": "op"}],
        ),
        workload or one("Deployment", "op", spec={"template": {"spec": pod}}),
    ]


JOB = {"template": {"spec": {"serviceAccountName": "op", "containers": []}}}


CERTGEN = {
    "template": {
        "spec": {"serviceAccountName": "op", "containers": [{"args": ["--secret-name=s"]}]}
    }
}


@pytest.mark.parametrize(
    ("objects_of", "expected"),
    [
        pytest.param(install(RULES), ("Deployment/op",), id="may create Secrets"),
        pytest.param(
            install([{"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]}]),
            ("Deployment/op",),
            id="may do anything",
        ),
        pytest.param(
            install([{"apiGroups": [""], "resources": ["secrets"], "verbs": ["get"]}]),
            (),
            id="may read Secrets",
        ),
        pytest.param(
            install([{"apiGroups": ["apps"], "resources": ["*"], "verbs": ["*"]}]),
            (),
            id="may create other things",
        ),
        pytest.param(install([{"verbs": "create"}]), (), id="rules that are none"),
        pytest.param(
            install(RULES, subject={"kind": "Group", "name": "op"}), (), id="a group of people"
        ),
        pytest.param(
            install(
                RULES,
                subject={"kind": "ServiceAccount", "name": "default"},
                workload=one("Deployment", "op", spec={"template": {"spec": {"containers": []}}}),
            ),
            ("Deployment/op",),
            id="the account that pods have where none is said",
        ),
        pytest.param(install(RULES, workload=one("Service", "op")), (), id="no pods"),
        pytest.param(
            install(
                RULES,
                workload=one("CronJob", "op", spec={"jobTemplate": {"spec": JOB}}),
            ),
            ("CronJob/op",),
            id="a CronJob",
        ),
        pytest.param(
            install(RULES, workload=one("Job", "op", spec=CERTGEN)),
            (),
            id="a program that says which",
        ),
        pytest.param(
            install(RULES, workload=one("Deployment", "prometheus-operator", spec=JOB)),
            (),
            id="an operator whose rules are known",
        ),
    ],
)
def test_workloads_that_may_make_secrets_are_known(
    objects_of: list[dict[str, Any]], expected: tuple[str, ...]
) -> None:
    assert indexed(objects_of).secret_makers == expected
