"""The real Mermaid parser reads what comes of every drawing, as it was meant."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from diagram.samples import drawing, drawing_names
from mermaid.reader import Reader, reader
from platformgen.diagram import Drawing, read, to_mermaid


@pytest.fixture(scope="module")
def mermaid_reader() -> Iterator[Reader]:
    with reader() as running:
        yield running


@pytest.mark.parametrize("name", drawing_names())
def test_mermaid_accepts_what_was_read(mermaid_reader: Reader, name: str) -> None:
    found = read(drawing(name))
    assert isinstance(found, Drawing)
    answer = mermaid_reader.read(to_mermaid(drawing(name)) or "")

    assert "error" not in answer
    assert len(answer["edges"]) == len(found.graph.edges)
