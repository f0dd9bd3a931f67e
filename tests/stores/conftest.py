"""A bucket of its own for each test, on each cloud's server."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from realparts import buckets
from realparts.buckets import Bucket
from realparts.objectstores import CLOUDS, Cloud, ObjectStore

_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rented:
    """A bucket that is empty at first, and the server that it is on."""

    server: ObjectStore
    name: str
    bucket: Bucket

    @property
    def url(self) -> str:
        return self.server.url(self.name)


@pytest.fixture(params=CLOUDS)
def rented(
    request: pytest.FixtureRequest,
    object_store: Callable[[Cloud], ObjectStore],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Rented]:
    """The environment names the server, as it does for whoever publishes."""
    server = object_store(request.param)
    for name, value in server.env.items():
        monkeypatch.setenv(name, value)
    number = f"docs-{next(_numbers)}"
    with buckets.made(server, number) as bucket:
        yield Rented(server=server, name=number, bucket=bucket)
