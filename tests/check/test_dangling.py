"""The last look at the catalog: whatever the checks of names let through is caught here."""

from __future__ import annotations

from pathlib import Path

from memory_project import MemoryProject
from platformgen.catalog import entities
from platformgen.check.entities import dangling
from platformgen.check.subject import Subject
from platformgen.pipeline import compiled

SHOP = MemoryProject.of(Path(__file__).parents[1] / "platforms" / "shop")


def test_a_reference_to_an_entity_that_is_not_listed_is_told_at_its_component() -> None:
    compilation, _ = compiled(SHOP)
    assert compilation is not None
    listed = [
        each
        for each in entities(compilation.platform)
        if each.document["metadata"]["name"] != "orders"  # type: ignore[index]  # every entity has
    ]
    found = list(dangling(Subject.of(compilation.platform, compilation.spec), listed))

    assert [(each.code, each.what, str(each.span)) for each in found] == [
        (
            "PG035",
            "component:default/shop refers to resource:default/orders, which is not in the catalog",
            "specs/components/store.yaml:30:3",
        )
    ]


def test_the_catalog_of_the_shop_has_no_reference_that_dangles() -> None:
    compilation, _ = compiled(SHOP)
    assert compilation is not None
    listed = entities(compilation.platform)

    assert not [*dangling(Subject.of(compilation.platform, compilation.spec), listed)]
