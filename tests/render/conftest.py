"""Fixtures of the rendering tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mermaid.reader import Reader, reader


@pytest.fixture(scope="session")
def mermaid_reader() -> Iterator[Reader]:
    """The real Mermaid parser; one process for the whole run."""
    with reader() as running:
        yield running
