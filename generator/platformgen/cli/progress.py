"""What a person is told who waits at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

_PATIENCE_SECONDS = 1.0


@contextmanager
def progress(doing: str) -> Iterator[None]:
    """Say on stderr what is being done, if it takes a while and somebody is there to read it."""
    if not sys.stderr.isatty():
        yield
        return
    from threading import Timer  # noqa: PLC0415  # not for scripts

    timer = Timer(_PATIENCE_SECONDS, click.echo, (f"{doing} …",), {"err": True})
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
