"""What can be done about fields that others own."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from apply.documents import made, wanted
from platformgen.apply.answers import Cause
from platformgen.apply.contests import Contest, contests, merge_patch, ways_out
from platformgen.apply.dotted import spelled

WEB = wanted(made("Deployment", "web", "shop", "apps/v1", spec={"replicas": 1}))


def contest(field: str) -> Contest:
    return Contest(field=field, manager="kubectl", since="", theirs=2, ours=1)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param(["spec.replicas"], "{spec: {replicas: null}}", id="one"),
        pytest.param(
            ["spec.replicas", "spec.paused", "metadata.labels.app"],
            "{spec: {replicas: null, paused: null}, metadata: {labels: {app: null}}}",
            id="several",
        ),
        pytest.param(["data[a.b]"], '{data: {"a.b": null}}', id="a name that needs quotes"),
        pytest.param(['spec.ports[name="http"].port'], "", id="in a list"),
        pytest.param([], "", id="none that is known"),
    ],
)
def test_fields_are_taken_out_by_a_patch(fields: list[str], expected: str) -> None:
    assert merge_patch(fields) == expected


@pytest.mark.parametrize(
    ("field", "last"),
    [
        (
            "spec.replicas",
            (
                "leave it to them: have the spec not set it, as by"
                " `{target: Deployment/shop/web, patch: {spec: {replicas: null}}}` under `patches`"
            ),
        ),
        (
            "spec.unknown.a.b",
            "leave it to them: have the spec not set it, if it can do without",
        ),
    ],
)
def test_all_ways_out_are_told(field: str, last: str) -> None:
    assert ways_out(WEB, (contest(field),)) == (
        "take it with --force-conflicts=Deployment/shop/web",
        "say in the spec what they set: then both own it",
        last,
    )


def test_a_revision_is_not_changed_for_others() -> None:
    ways = ways_out(replace(WEB, origin=None), (contest("spec.replicas"),))

    assert ways == (
        "take it with --force-conflicts=Deployment/shop/web",
        "leave it to them: change the spec, and `platformgen apply` that instead",
    )


PART_OF = "app.kubernetes.io/part-of"
LABELS = made("ConfigMap", "web", "shop")


def labelled(value: str) -> dict[str, Any]:
    return {**LABELS, "metadata": {**LABELS["metadata"], "labels": {PART_OF: value, "app": "a"}}}


def test_a_label_that_others_own_is_told_with_both_values() -> None:
    ours = replace(wanted(LABELS), document=labelled("shop"))
    cause = Cause("FieldManagerConflict", f".metadata.labels.{PART_OF}", 'conflict with "mart"')

    (found,) = contests(ours, labelled("mart"), [cause])

    assert found.field == f'metadata.labels["{PART_OF}"]'
    assert (found.theirs, found.ours) == ("mart", "shop")
    assert merge_patch([found.field]) == f'{{metadata: {{labels: {{"{PART_OF}": null}}}}}}'


PORTS = [{"containerPort": 80, "name": "http"}]
TREE = {"data": {"a": {"b": "1"}, "a.b": "2", "c/d": "3"}, "spec": {"ports": PORTS}, "args": ["x"]}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (".data.a.b", 'data["a.b"]'),
        (".data.c/d", 'data["c/d"]'),
        (".data.a.z", "data.a.z"),
        (
            '.spec.ports[containerPort=80,protocol="TCP"].name',
            'spec.ports[containerPort=80,protocol="TCP"].name',
        ),
        (".args[0]", "args[0]"),
        (".spec.ports[4].name.more", "spec.ports[4].name.more"),
        (".none.a.b", "none.a.b"),
    ],
)
def test_names_with_dots_stand_in_brackets(path: str, expected: str) -> None:
    assert spelled(TREE, path) == expected
