"""The difference between the disk and a build, printed."""

from __future__ import annotations

import os
import sys

import click

from platformgen.cli.printing import line_of_diff
from platformgen.shell.difference import difference
from platformgen.shell.disk import DiskProject
from platformgen.shell.outcome import Outcome

_SEEN_MAX = 500
"""Of a longer line, as drawings have, a person at a terminal reads the beginning."""
_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def show(source: DiskProject, outcome: Outcome) -> None:
    """Print a unified diff; a reader that goes away ends the printing, and not the command."""
    assert outcome.artifacts is not None  # noqa: S101
    is_seen = sys.stdout.isatty()  # a patch program wants all of it
    try:
        for line in difference(outcome.artifacts, source.root, outcome.changes):
            shown = line_of_diff(_beginning(line) if is_seen else line)
            click.echo(click.style(shown, fg=_COLOURS.get(line[:1])))
    except BrokenPipeError:
        # What is still buffered goes nowhere, so that the end of the process says nothing of it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _beginning(line: str) -> str:
    hidden = len(line) - _SEEN_MAX
    return line if hidden <= 0 else f"{line[:_SEEN_MAX]}… and {hidden} characters more"
