"""What recorded answers of a real API server mean; `tests/cluster` compares them with it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from platformgen.apply.answers import (
    CERTIFICATE_ENDED,
    Absent,
    Again,
    Answer,
    Contested,
    Done,
    Ending,
    Moved,
    Refused,
    Unchangeable,
    Verdict,
    answer,
    verdict,
)

RECORDED = json.loads(Path(__file__).with_name("answers.json").read_text())


def recorded(name: str) -> Answer:
    status, body = RECORDED[name]
    content = body if isinstance(body, str) else json.dumps(body)
    return answer(status, {}, content.encode())


@pytest.mark.parametrize(
    ("name", "kind", "field", "told"),
    [
        ("create", Done, "", ""),
        ("no change", Done, "", ""),
        ("conflict", Contested, "", ""),
        ("conflict with an edit", Contested, "", ""),
        ("scale conflict", Contested, "", ""),
        ("immutable selector", Unchangeable, "spec.selector", "field is immutable"),
        (
            "immutable selector, tried in earnest",
            Unchangeable,
            "spec.selector",
            "field is immutable",
        ),
        ("cluster address", Unchangeable, "spec.clusterIPs[0]", "may not change once set"),
        ("claim templates", Unchangeable, "spec", "updates to statefulset spec"),
        ("immutable secret", Unchangeable, "data", "immutable"),
        ("unknown field", Refused, ".spec.replicsa", "field not declared in schema"),
        (
            "unknown field, to be warned of",
            Refused,
            ".spec.replicsa",
            "field not declared in schema",
        ),
        (
            "doubled variable",
            Refused,
            '.spec.template.spec.containers[name="main"].env',
            "duplicate entries",
        ),
        ("bad quantity", Refused, "", "unable to parse quantity"),
        ("wrong type", Refused, ".data.a", "expected string"),
        (
            "bad choice",
            Refused,
            "spec.template.spec.containers[0].imagePullPolicy",
            "supported values",
        ),
        ("bad label", Refused, "metadata.labels", "a valid label must"),
        ("stale", Moved, "", "has been modified"),
        ("delete another", Moved, "", "does not match the UID"),
        ("delete stale", Moved, "", "does not match the ResourceVersion"),
        ("delete dry", Done, "", ""),
        ("delete dry by the query", Done, "", ""),
        ("it is there", Done, "", ""),
        ("delete", Done, "", ""),
        ("delete again", Absent, "", ""),
        ("too long", Refused, "[]", "Too long"),
        ("no namespace", Absent, "", ""),
        ("no kind", Absent, "", ""),
        ("no resource", Absent, "", ""),
        ("in an ending namespace", Ending, "", "being terminated"),
    ],
)
def test_a_recorded_answer_is_understood(
    name: str, kind: type[Verdict], field: str, told: str
) -> None:
    meant = verdict(recorded(name))

    assert type(meant) is kind
    assert getattr(meant, "field", "") == field
    assert told in getattr(meant, "message", "")


@pytest.mark.parametrize(
    ("name", "is_kind"), [("no namespace", False), ("no kind", True), ("no resource", True)]
)
def test_a_missing_kind_is_told_from_a_missing_object(name: str, is_kind: bool) -> None:  # noqa: FBT001
    assert verdict(recorded(name)) == Absent(is_kind)


def test_all_conflicts_of_an_object_come_at_once() -> None:
    meant = verdict(recorded("scale conflict"))

    assert isinstance(meant, Contested)
    assert [each.field for each in meant.causes] == [".spec.replicas"]


def said(status: int, message: str = "", **headers: str) -> Verdict:
    body = json.dumps({"kind": "Status", "message": message})
    return verdict(
        answer(status, {k.replace("_", "-"): v for k, v in headers.items()}, body.encode())
    )


@pytest.mark.parametrize(
    ("meant", "expected"),
    [
        pytest.param(said(429, retry_after="3"), Again(3), id="throttled"),
        pytest.param(said(503), Again(), id="unavailable"),
        pytest.param(said(504, retry_after="soon"), Again(), id="no number"),
        pytest.param(said(500, "etcdserver: leader changed"), Again(), id="etcd"),
        pytest.param(said(500, "failed calling webhook: refused"), Again(), id="webhook"),
        pytest.param(said(403, "x not yet ready to handle request"), Again(), id="quota starting"),
        pytest.param(said(418, "a pot"), Refused("", "a pot"), id="unheard of"),
        pytest.param(
            said(403, 'pods "x" is forbidden: exceeded quota: q'),
            Refused(
                "",
                'pods "x" is forbidden: exceeded quota: q',
                "raise the namespace's quota, or ask for less",
            ),
            id="quota",
        ),
    ],
)
def test_an_answer_is_judged_by_more_than_its_class(meant: Verdict, expected: Verdict) -> None:
    assert meant == expected


@pytest.mark.parametrize("message", ["token has expired", ""])
def test_who_is_not_let_in_is_told_to_log_in(message: str) -> None:
    meant = said(401, message)

    assert isinstance(meant, Refused)
    assert "log in again" in meant.fix
    assert meant.message


def test_whose_certificate_ended_is_told_to_get_another_one() -> None:
    refused = Answer(status=401, body={}, reason=CERTIFICATE_ENDED, message="it ended")
    meant = verdict(refused)

    assert isinstance(meant, Refused)
    assert meant.message == "it ended"
    assert "a new one" in meant.fix


def test_a_forbidden_change_names_who_asks_for_what() -> None:
    meant = said(403, 'admission webhook "no.x.io" denied the request: no')

    assert meant == Refused(
        "",
        'admission webhook "no.x.io" denied the request: no',
        "the cluster's own policy asks for it",
    )


@pytest.mark.parametrize(
    ("refused", "role", "rule"),
    [
        (
            'cannot patch resource "deployments" in API group "apps" in the namespace "shop"',
            "a Role in shop, or a ClusterRole,",
            "{apiGroups: [apps], resources: [deployments], verbs: [patch]}",
        ),
        (
            'cannot list resource "secrets" in API group "" at the cluster scope',
            "a ClusterRole",
            '{apiGroups: [""], resources: [secrets], verbs: [list]}',
        ),
        (
            'cannot get path "/apis"',
            "a ClusterRole",
            "{nonResourceURLs: [/apis], verbs: [get]}",
        ),
        ("user is attempting to grant RBAC permissions not currently held", "", ""),
        ('cannot patch resource "a`b" in API group ""', "", ""),
    ],
)
def test_who_may_not_is_told_the_rule_that_lets_them(refused: str, role: str, rule: str) -> None:
    meant = said(403, f'x "y" is forbidden: User "jane" {refused}')

    assert isinstance(meant, Refused)
    asked = f": {role} with the rule `{rule}`" if role else ""
    assert meant.fix == f"ask for the rights that are missing{asked}"


def test_a_long_message_is_told_without_the_object_that_it_quotes() -> None:
    causes = [{"reason": "FieldValueInvalid", "field": "spec", "message": "Invalid: {{}: too big"}]
    body = {"message": "m", "details": {"causes": causes, "retryAfterSeconds": 2}}
    meant = answer(422, {}, json.dumps(body).encode())

    assert verdict(meant) == Refused("spec", "too big")
    assert meant.retry_after_seconds == 2


@pytest.mark.parametrize("content", [b"", b"[]", b"<html>"])
def test_an_answer_that_is_no_object_holds_nothing(content: bytes) -> None:
    found: Any = answer(200, {}, content).body

    assert found == {}
