"""Which claims a StatefulSet leaves when it goes, and that they are told."""

from __future__ import annotations

from typing import Any

import pytest

from apply.documents import IDENTITY, Document, live, made
from platformgen.apply.change import Delete
from platformgen.apply.choices import Choices
from platformgen.apply.claims import left_by, templates
from platformgen.apply.inventory import Entry
from platformgen.apply.key import Key, key
from platformgen.apply.plan import Sight
from platformgen.apply.prune import Census, pruned
from platformgen.apply.served import Catalogue

LABELS = {"app": "db"}


def store(**spec: Any) -> Document:  # noqa: ANN401
    made_of = [{"metadata": {"name": "data"}}, {"metadata": {"name": "log"}}]
    whole = {
        "selector": {"matchLabels": LABELS},
        "volumeClaimTemplates": made_of,
        **spec,
    }
    return live(made("StatefulSet", "db", "shop", "apps/v1", spec=whole))


def claim(name: str, labels: dict[str, str] | None = None) -> Document:
    return {"metadata": {"name": name, "namespace": "shop", "labels": labels or LABELS}}


@pytest.mark.parametrize(
    ("found", "is_left"),
    [
        pytest.param(claim("data-db-0"), True, id="of a pod"),
        pytest.param(claim("log-db-12"), True, id="of another template and a high ordinal"),
        pytest.param(claim("data-db-0", {**LABELS, "more": "x"}), True, id="with more labels"),
        pytest.param(claim("data-db"), False, id="of no pod"),
        pytest.param(claim("data-db-new"), False, id="with a word behind"),
        pytest.param(claim("my-data-db-0"), False, id="with a word before"),
        pytest.param(claim("cache-db-0"), False, id="of no template"),
        pytest.param(claim("data-db-0", {"app": "other"}), False, id="of another set"),
        pytest.param({"metadata": {"name": "data-db-0"}}, False, id="without labels"),
    ],
)
def test_a_set_leaves_the_claims_of_its_pods(
    found: Document,
    is_left: bool,  # noqa: FBT001
) -> None:
    left = left_by(store(), [found])

    name = found["metadata"]["name"]
    assert left == ((Key("", "PersistentVolumeClaim", "shop", name),) if is_left else ())


def test_they_are_told_in_order_and_a_set_that_selects_all_has_all() -> None:
    left = left_by(store(selector={}), [claim("log-db-0"), claim("data-db-1"), claim("data-db-0")])

    assert [each.name for each in left] == ["data-db-0", "data-db-1", "log-db-0"]


@pytest.mark.parametrize(
    ("maker", "names"),
    [
        pytest.param(store(), ("data", "log"), id="two"),
        pytest.param(store(volumeClaimTemplates=None), (), id="none"),
        pytest.param(
            store(persistentVolumeClaimRetentionPolicy={"whenDeleted": "Retain"}),
            ("data", "log"),
            id="to be kept",
        ),
        pytest.param(
            store(persistentVolumeClaimRetentionPolicy={"whenDeleted": "Delete"}),
            (),
            id="that go with it",
        ),
        pytest.param(live(made("ConfigMap", "db", "shop")), (), id="of another kind"),
    ],
)
def test_templates_are_told_of_claims_that_stay(maker: Document, names: tuple[str, ...]) -> None:
    assert templates(maker) == names


SPACE = live(made("Namespace", "shop"), "n1")
LEFT = (Key("", "PersistentVolumeClaim", "shop", "data-db-0"),)


@pytest.mark.parametrize(
    ("named", "claims"),
    [
        pytest.param(frozenset[Key](), LEFT, id="they stay"),
        pytest.param(frozenset({key(SPACE)}), (), id="their namespace goes"),
    ],
)
def test_what_a_set_leaves_is_in_the_plan(named: frozenset[Key], claims: tuple[Key, ...]) -> None:
    there = {key(each): each for each in (store(), SPACE)}
    entries = {each: Entry(live["metadata"]["uid"]) for each, live in there.items()}
    seen = Sight(catalogue=Catalogue({}), live=there, entries=entries)
    census = Census(claims={key(store()): LEFT})

    changes = pruned(seen, there, IDENTITY, Choices(prune=True, delete=named), census)

    (gone,) = [
        each for each in changes if isinstance(each, Delete) and each.key.kind != "Namespace"
    ]
    assert gone.claims == claims
