from __future__ import annotations

import pytest

from accepts.changes import Path, changed
from accepts.entities import ENTITIES
from platformgen.accepts.backstage import entities
from platformgen.accepts.backstage.references import parts


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (
            ("kind",),
            "Componnent",
            (
                "kind: expected 'API', 'Component', 'Domain', 'Group', 'Location', 'Resource',"
                " 'System' or 'User', this is 'Componnent'; did you mean 'Component'?"
            ),
        ),
        (
            ("kind",),
            3,
            (
                "kind: expected 'API', 'Component', 'Domain', 'Group', 'Location', 'Resource',"
                " 'System' or 'User', this is 3"
            ),
        ),
        (
            ("apiVersion",),
            "v1",
            "apiVersion: expected 'backstage.io/v1alpha1' or 'backstage.io/v1beta1', this is 'v1'",
        ),
        (("status",), {}, "status: there is no field 'status' here"),
        (
            ("metadata", "name"),
            "my shop",
            (
                "metadata.name: 'my shop' is not letters, digits, '-', '_' and '.', a letter or"
                " digit at both ends"
            ),
        ),
        (("metadata", "name"), "a" * 64, "metadata.name: this has 64 characters, more than 63"),
        (
            ("metadata", "tags", 0),
            "Java",
            (
                "metadata.tags[0]: 'Java' is not lower-case letters, digits, ':', '+' and '#',"
                " with single hyphens between"
            ),
        ),
        (
            ("metadata", "annotations", "note"),
            1,
            "metadata.annotations.note: expected a string, this is the number 1",
        ),
        (
            ("metadata", "links", 0, "url"),
            "/docs",
            "metadata.links[0].url: '/docs' is not a whole URL, such as https://docs.example/a",
        ),
        (
            ("metadata", "links", 0, "title"),
            " ",
            "metadata.links[0].title: ' ' is not a text that can be seen",
        ),
        (("spec", "system"), None, "spec.system: expected a string, this is null"),
        (
            ("spec", "dependsOn", 0),
            "db",
            "spec.dependsOn[0]: 'db' does not say its kind, such as 'component:db'",
        ),
        (
            ("spec", "owner"),
            "group:/checkout",
            "spec.owner: 'group:/checkout' is not of the form [KIND:][NAMESPACE/]NAME",
        ),
        (
            ("spec", "dependencyOf"),
            [{}],
            (
                "spec.dependencyOf[0]: expected a reference, [KIND:][NAMESPACE/]NAME, this is"
                " something else"
            ),
        ),
        (("spec", "owner"), "checkout", ""),
        (("spec", "anything"), {"else": 1}, ""),
    ],
)
def test_what_the_catalog_refuses_is_said_in_words(
    path: Path, value: object, expected: str
) -> None:
    found = entities.findings(changed(ENTITIES["Component"], path, value))

    assert [str(each) for each in found] == ([expected] if expected else [])


def test_a_finding_carries_the_index_that_it_is_given() -> None:
    found = entities.findings(changed(ENTITIES["User"], ("spec", "memberOf"), "a"), index=7)

    assert [each.index for each in found] == [7]


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("a", (None, None, "a")),
        ("group:a", ("group", None, "a")),
        ("prod/a", (None, "prod", "a")),
        ("group:prod/a", ("group", "prod", "a")),
        ("a/b:c", (None, "a", "b:c")),
    ],
)
def test_a_reference_is_taken_apart_as_backstage_does(
    reference: str, expected: tuple[str | None, str | None, str]
) -> None:
    assert parts(reference) == expected
