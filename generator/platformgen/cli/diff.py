"""`platformgen diff`."""

from __future__ import annotations

import sys

import click

from platformgen.cli import options, report
from platformgen.cli.printing import printable
from platformgen.shell import building, tree
from platformgen.shell.collector import paused

_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


@click.command("diff")
@options.environment
@options.output_format
@click.pass_obj
def command(folder: str, environment: str | None, style: str) -> None:
    """Show what a build would change on disk; end with 1 if it would.

    \b
      platformgen diff
      platformgen diff --env prod
      platformgen diff --format json   the names of the files alone
    """  # noqa: D301  # \b is click's mark for lines to keep
    source = options.project(folder)
    environment = options.known_environment(source, environment)
    with paused():
        outcome = building.compared(source, environment)
    report.show(outcome.diagnostics, style)
    if style == "json":
        report.document(
            diagnostics=[report.as_json(each) for each in outcome.diagnostics],
            written=list(outcome.changes.written),
            removed=list(outcome.changes.removed),
        )
    if outcome.artifacts is None:
        sys.exit(2)
    if outcome.changes and style != "json":
        text = tree.difference(outcome.artifacts, source.root, outcome.changes)
        for line in text.splitlines():
            click.echo(click.style(printable(line), fg=_COLOURS.get(line[:1])))
    sys.exit(1 if outcome.changes else 0)
