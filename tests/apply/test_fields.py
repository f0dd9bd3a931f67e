"""How objects differ, and the paths that API servers write."""

from __future__ import annotations

from typing import Any

import pytest

from apply.documents import made
from platformgen.apply.fields import FieldChange, content, differences, steps, value_at


def spec(**fields: Any) -> dict[str, Any]:  # noqa: ANN401
    return made("Deployment", "web", "shop", "apps/v1", spec=fields)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param({"a": 1}, {"a": 1}, [], id="same"),
        pytest.param({"a": 1}, {}, [("spec.a", 1, None)], id="gone"),
        pytest.param({}, {"a.b": 1}, [('spec["a.b"]', None, 1)], id="dotted name"),
        pytest.param(
            {"c": [{"name": "x", "image": "1"}, {"name": "y"}]},
            {"c": [{"name": "y"}, {"name": "x", "image": "2"}]},
            [("spec.c[x].image", "1", "2")],
            id="items by name",
        ),
        pytest.param(
            {"c": [{"name": "x"}]},
            {"c": [{"name": "x"}, {"name": "y"}]},
            [("spec.c[y]", None, {"name": "y"})],
            id="new item",
        ),
        pytest.param({"c": ["a", "b"]}, {"c": ["a", "c"]}, [("spec.c[1]", "b", "c")], id="words"),
        pytest.param({"c": ["a"]}, {"c": []}, [("spec.c", ["a"], [])], id="shorter list"),
        pytest.param(
            {"c": [{"name": "x"}, {"name": "x"}]},
            {"c": [{"name": "x"}, {"name": "z"}]},
            [("spec.c[1].name", "x", "z")],
            id="two of one name",
        ),
    ],
)
def test_objects_differ_field_by_field(
    before: dict[str, Any], after: dict[str, Any], expected: list[tuple[str, Any, Any]]
) -> None:
    found = differences(spec(**before), spec(**after))

    assert found == tuple(FieldChange(*each) for each in expected)


def test_what_the_server_keeps_for_itself_is_no_difference() -> None:
    after = spec()
    after["metadata"] = {**after["metadata"], "resourceVersion": "2", "managedFields": []}
    after["status"] = {"ready": 1}

    assert differences(spec(), after) == ()
    assert content(after) == {**spec(), "metadata": {"name": "web", "namespace": "shop"}}


def test_the_values_of_secrets_are_hidden() -> None:
    before = made("Secret", "s", data={"a": "1", "b": "2"}, type="Opaque")
    after = made("Secret", "s", data={"a": "3"}, type="Other")

    assert differences(before, after) == (
        FieldChange("data.a", "(hidden)", "(hidden)"),
        FieldChange("data.b", "(hidden)", None),
        FieldChange("type", "Opaque", "Other"),
    )


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (".spec.replicas", ["spec", "replicas"]),
        ("spec.clusterIPs[0]", ["spec", "clusterIPs", 0]),
        ('.data["a.b"].c', ["data", "a.b", "c"]),
        ("data[a.b]", ["data", "a.b"]),
        (
            '.spec.ports[port=80,protocol="TCP"].name',
            ["spec", "ports", {"port": 80, "protocol": "TCP"}, "name"],
        ),
        ('.c[name="a]b,c"]', ["c", {"name": "a]b,c"}]),
        (".c[a=b]", ["c", {"a": "b"}]),
        (".c[open", ["c", "open"]),
        ("..a", ["a"]),
        ("", []),
    ],
)
def test_a_path_is_read_in_steps(path: str, expected: list[object]) -> None:
    assert list(steps(path)) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ('.spec.ports[port=80,protocol="TCP"].name', "http"),
        (".spec.ports[0].name", "http"),
        (".spec.ports[7].name", None),
        (".spec.ports[port=81].name", None),
        (".spec.gone.name", None),
        (".spec[0]", None),
        (".spec[name=x]", None),
    ],
)
def test_a_value_is_found_by_its_path(path: str, expected: object) -> None:
    document = spec(ports=[{"name": "http", "port": 80}])

    assert value_at(document, path) == expected
