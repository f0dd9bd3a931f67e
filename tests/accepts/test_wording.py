from __future__ import annotations

import pytest
from jsonschema_rs import Draft202012Validator

from accepts.changes import Object
from platformgen.accepts.finding import field
from platformgen.accepts.wording import problems


@pytest.mark.parametrize(
    ("schema", "value", "expected"),
    [
        ({"multipleOf": 2}, 3, "this breaks the rule 'multipleOf' of its schema"),
        ({"pattern": "^a+$"}, "b", "'b' is not like ^a+$"),
        ({"pattern": "^a+$"}, "b" * 100, f"'{'b' * 78}… is not like ^a+$"),
        ({"pattern": "^a+$"}, "b\n\x1b[1m", "'b\\n\\x1b[1m' is not like ^a+$"),
        ({"maximum": 9}, 10**400, "of very many digits is more than 9"),
        ({"type": "boolean"}, 1.5, "expected true or false, this is the number 1.5"),
        ({"type": ["integer", "null"]}, [], "expected an integer, this is a list"),
    ],
)
def test_what_a_schema_refuses_is_said_in_words(
    schema: Object, value: object, expected: str
) -> None:
    errors = Draft202012Validator(schema).iter_errors(value)

    assert [each.message for each in problems(errors, schema)] == [expected]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ((), ""),
        (("spec", "ports", 0, "name"), "spec.ports[0].name"),
        (("data", "a.b"), 'data["a.b"]'),
        (("data", "a-b"), "data.a-b"),
    ],
)
def test_a_path_is_written_as_kubernetes_writes_it(
    path: tuple[str | int, ...], expected: str
) -> None:
    assert field(path) == expected
