"""Every drawing in `drawings` says what its `expected.json` says."""

from __future__ import annotations

import json

import pytest

from diagram.samples import DRAWINGS, drawing, drawing_names, summary
from platformgen.diagram import Drawing, read


@pytest.mark.parametrize("name", drawing_names())
def test_a_drawing_is_read_as_a_person_would(name: str, *, update_golden: bool) -> None:
    found = read(drawing(name))
    assert isinstance(found, Drawing), found
    actual = json.dumps(summary(found.graph), ensure_ascii=False, indent=1) + "\n"
    expected = DRAWINGS / name / "expected.json"
    if update_golden:
        expected.write_text(actual, encoding="utf-8")

    assert actual == expected.read_text(encoding="utf-8")


def test_there_are_drawings_in_every_style() -> None:
    assert len(drawing_names()) >= 60
