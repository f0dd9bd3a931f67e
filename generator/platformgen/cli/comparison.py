"""The difference between the disk and a build, printed."""

from __future__ import annotations

import os
import sys

import click

from platformgen.cli.printing import printable
from platformgen.shell.difference import difference
from platformgen.shell.disk import DiskProject
from platformgen.shell.outcome import Outcome

_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def show(source: DiskProject, outcome: Outcome) -> None:
    """Print a unified diff; a reader that goes away ends the printing, and not the command."""
    assert outcome.artifacts is not None  # noqa: S101
    try:
        for line in difference(outcome.artifacts, source.root, outcome.changes):
            click.echo(click.style(printable(line), fg=_COLOURS.get(line[:1])))
    except BrokenPipeError:
        # What is still buffered goes nowhere, so that the end of the process says nothing of it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
