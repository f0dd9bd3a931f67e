"""Whose fields are whose, before and after an object changes hands."""

from __future__ import annotations

from typing import Any

import pytest

from apply.documents import IDENTITY, Document, live, made
from platformgen.apply.fingerprint import MANAGER
from platformgen.apply.inventory import MEMBER
from platformgen.apply.key import Key
from platformgen.apply.marks import TRACKING
from platformgen.apply.ownership import (
    ARGO_CD,
    HELM,
    applier,
    given_up,
    helms_again,
    is_argo_cds,
    taken_back,
)
from platformgen.apply.release import release_key

MAP = made("ConfigMap", "web", "shop")
A, B = {"f:data": {"f:a": {}}}, {"f:data": {"f:b": {}}}
BOTH = {"f:data": {"f:a": {}, "f:b": {}}}


def entry(manager: str, operation: str = "Apply", version: str = "v1", **rest: Any) -> Document:  # noqa: ANN401
    return {"manager": manager, "operation": operation, "apiVersion": version, **rest}


def owned(*entries: Document, is_ours: bool = False) -> Document:
    return live(MAP, is_ours=is_ours, managedFields=list(entries))


SCALED = entry(ARGO_CD, "Update", subresource="scale", fieldsV1=A)
KUBECTL = entry("kubectl", "Update", fieldsV1=B)
SET = entry("argocd-application-controller", "Update", fieldsV1=A)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param([entry(ARGO_CD, fieldsV1=A)], [entry(MANAGER, fieldsV1=A)], id="renamed"),
        pytest.param(
            [entry(ARGO_CD, fieldsV1=A), entry(MANAGER, fieldsV1=B)],
            [entry(MANAGER, fieldsV1=BOTH)],
            id="both are one",
        ),
        pytest.param(
            [entry(ARGO_CD, fieldsV1=A), entry(MANAGER, version="v2", fieldsV1=B)],
            [entry(MANAGER, version="v2", fieldsV1=B)],
            id="of another version of the kind",
        ),
        pytest.param(
            [entry(ARGO_CD, fieldsV1=A), KUBECTL, SCALED],
            [KUBECTL, SCALED, entry(MANAGER, fieldsV1=A)],
            id="others keep what they have",
        ),
        pytest.param(
            [SET, entry(ARGO_CD)], [entry(MANAGER, fieldsV1={})], id="what was set is nobody's"
        ),
        pytest.param([SET], [{}], id="nobody is left"),
    ],
)
def test_what_argo_cd_applied_becomes_ours(before: list[Document], after: list[Document]) -> None:
    patch = taken_back(owned(*before))

    assert patch == {"metadata": {"uid": "u1", "resourceVersion": "7", "managedFields": after}}


RELEASE = release_key("shop", "chart")
WEB = Key("apps", "Deployment", "shop", "web")
OF_CHART = {
    "meta.helm.sh/release-name": "chart",
    "meta.helm.sh/release-namespace": "shop",
}


def to_helm(there: Document) -> Document | None:
    return helms_again(there, each=WEB, release=RELEASE, application="component")


def marked(*entries: Document, labels: Document | None = None, **annotations: str) -> Document:
    managers = list(entries) or [entry(ARGO_CD)]
    return live(MAP, is_ours=False, managedFields=managers, annotations=annotations, labels=labels)


def test_what_a_chart_made_becomes_helms() -> None:
    patch = to_helm(marked(entry(ARGO_CD, fieldsV1=A), entry(HELM, fieldsV1=B), **OF_CHART))

    assert patch is not None
    assert patch["metadata"]["managedFields"] == [entry(HELM, fieldsV1=BOTH)]


@pytest.mark.parametrize("of_ours", [taken_back, to_helm])
def test_what_argo_cd_does_not_manage_stays_as_it_is(of_ours: Any) -> None:  # noqa: ANN401
    for each in (owned(), owned(KUBECTL, SCALED)):
        assert not is_argo_cds(each)
        assert of_ours(each) is None


def tracked(said: str, **more: str) -> Document:
    return marked(**{TRACKING: said}, **more)


@pytest.mark.parametrize(
    ("there", "is_its"),
    [
        pytest.param(marked(**OF_CHART), True, id="Helm made it"),
        pytest.param(
            marked(**{**OF_CHART, "meta.helm.sh/release-namespace": "other"}),
            False,
            id="a release of the same name elsewhere made it",
        ),
        pytest.param(marked(), False, id="it does not say"),
        pytest.param(tracked("component:apps/Deployment:shop/web"), True, id="Argo CD tracks it"),
        pytest.param(
            tracked("cd_component:apps/Deployment:shop/web"), True, id="by a name with a namespace"
        ),
        pytest.param(
            tracked("component:example.com/Deployment:shop/web"), False, id="one of another group"
        ),
        pytest.param(tracked("component:apps/Deployment:shop/db"), False, id="a copied mark"),
        pytest.param(
            tracked("other:apps/Deployment:shop/web", **OF_CHART), False, id="another Application"
        ),
        pytest.param(tracked("nonsense"), False, id="a mark that says nothing"),
        pytest.param(
            marked(labels={"app.kubernetes.io/instance": "component"}), True, id="by label"
        ),
        pytest.param(
            marked(labels={"app.kubernetes.io/instance": "chart"}), True, id="by the chart's label"
        ),
        pytest.param(
            marked(labels={"app.kubernetes.io/instance": "other"}), False, id="another one's"
        ),
    ],
)
def test_only_what_is_of_the_release_becomes_helms(
    there: Document,
    is_its: bool,  # noqa: FBT001  # a row of a table
) -> None:
    assert (to_helm(there) is not None) == is_its


def test_what_is_ours_is_given_up_with_our_label() -> None:
    patch = given_up(owned(entry(MANAGER, fieldsV1=A), is_ours=True), IDENTITY)

    assert patch is not None
    assert patch["metadata"]["managedFields"] == [entry(ARGO_CD, fieldsV1=A)]
    assert patch["metadata"]["labels"] == {MEMBER: None}


@pytest.mark.parametrize(
    ("there", "is_asked"),
    [
        pytest.param(owned(KUBECTL), False, id="neither label nor manager"),
        pytest.param(owned(KUBECTL, is_ours=True), True, id="our label"),
        pytest.param(owned(entry(MANAGER)), True, id="our manager"),
    ],
)
def test_nothing_is_asked_where_nothing_is_ours(there: Document, is_asked: bool) -> None:  # noqa: FBT001
    assert (given_up(there, IDENTITY) is not None) == is_asked


def test_the_label_of_another_set_stays() -> None:
    there = owned(entry(MANAGER))
    there["metadata"]["labels"] = {MEMBER: "another"}
    patch = given_up(there, IDENTITY)

    assert patch is not None
    assert "labels" not in patch["metadata"]


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ([entry(ARGO_CD, fieldsV1=A)], ARGO_CD),
        ([SET, SCALED], MANAGER),
        ([entry(ARGO_CD, "Update")], MANAGER),
        ([], MANAGER),
    ],
)
def test_it_is_tried_in_the_place_of_who_applied_it(before: list[Document], expected: str) -> None:
    assert applier(owned(*before)) == expected
