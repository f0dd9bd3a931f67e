"""The examples of the schema, for editors and for `explain`, are of the form they show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import jsonschema_rs
import pytest

from platformgen.schema import platform_schema

Schema = Mapping[str, Any]


def _texts(schema: Any, at: str) -> Iterator[tuple[str, Schema]]:  # noqa: ANN401  # any JSON
    if isinstance(schema, Mapping):
        if schema.get("type") == "string" and "enum" not in schema:
            yield at, schema
        for key, inner in schema.items():
            yield from _texts(inner, f"{at}.{key}")
    elif isinstance(schema, list):
        for index, inner in enumerate(schema):
            yield from _texts(inner, f"{at}.{index}")


TEXTS = dict(_texts(platform_schema(), "schema"))


@pytest.mark.parametrize("path", TEXTS)
def test_a_text_has_an_example_of_its_form(path: str) -> None:
    schema = dict(TEXTS[path])

    assert [jsonschema_rs.is_valid(schema, each) for each in schema["examples"]] == [True]
