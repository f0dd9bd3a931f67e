from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from accepts.custom_bases import CUSTOM_BASES
from platformgen.accepts.kubernetes import custom
from platformgen.accepts.names import WORDS


def patterns(schema: object) -> Iterator[str]:
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key == "pattern" and isinstance(value, str):
                yield value
            yield from patterns(value)
    elif isinstance(schema, list):
        for each in schema:
            yield from patterns(each)


@pytest.mark.parametrize("kind", custom.kinds())
def test_every_pattern_of_our_schemas_has_words(kind: str) -> None:
    assert set(patterns(custom.document(kind))) <= set(WORDS)


def test_every_kind_has_a_good_object_in_the_tests() -> None:
    of_tests = {f"{each['apiVersion']}/{each['kind']}" for each in CUSTOM_BASES.values()}

    assert of_tests == set(custom.kinds())


@pytest.mark.parametrize("kind", custom.kinds())
def test_every_reference_of_our_schemas_leads_somewhere(kind: str) -> None:
    document = custom.document(kind)
    wanted = {part.split('"')[0] for part in json.dumps(document).split("#/$defs/")[1:]}

    assert wanted == set(document.get("$defs", {}))
