"""Components in the order of their dependencies."""

from __future__ import annotations

import pytest

from platformgen.dependency import by_dependency
from platformgen.model import Component
from sample_platforms import component


@pytest.mark.parametrize(
    ("depends", "expected"),
    [
        ({"a": ("b",), "b": ("c",), "c": ()}, "cba"),
        ({"a": (), "b": (), "c": ("a",)}, "abc"),
        ({"a": ("b",), "b": ("a",), "c": ()}, "bac"),
        ({"a": ("elsewhere",), "b": ()}, "ab"),
    ],
)
def test_components_come_after_what_they_depend_on(
    depends: dict[str, tuple[str, ...]], expected: str
) -> None:
    made: list[Component] = [
        component(name, depends_on=targets) for name, targets in depends.items()
    ]

    assert "".join(each.name for each in by_dependency(made)) == expected


def test_a_long_chain_of_dependencies_is_put_in_order() -> None:
    chain = [component(f"c{at}", depends_on=(f"c{at + 1}",)) for at in range(5_000)]

    assert by_dependency(chain)[0].name == "c4999"
