"""The last event of a command that something ended before it could tell how it ended."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import click

from platformgen.cli.exits import FAILED, INTERRUPTED
from platformgen.cli.main import told
from platformgen.shell.failure import WorldError

WRONG_SPEC = "the spec is wrong"
"""The message of an end whose reasons were told as diagnostics."""


@contextmanager
def ended(style: str) -> Iterator[None]:
    """With `json`, tell as an `end` event what a person reads on stderr; the rest is unchanged.

    Programs that read our events then always find the exit code, and why, in the last of them: what
    goes wrong after an end was told has an end of its own.
    """
    try:
        yield
    except click.ClickException as error:
        tell(style, error.exit_code, error.format_message())
        raise
    except (OSError, WorldError) as error:
        tell(style, FAILED, f"error: {told(error)}")
        raise
    except (click.Abort, KeyboardInterrupt):
        tell(style, INTERRUPTED, "interrupted")
        raise


def tell(style: str, code: int, message: str) -> None:
    """Tell the exit code, and why; to programs alone."""
    if style == "json":
        event = {"event": "end", "exit": code, "message": message, "requests": {}}
        click.echo(json.dumps({**event, "network_seconds": 0.0, "seconds": 0.0}))
