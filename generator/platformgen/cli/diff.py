"""`platformgen diff`."""

from __future__ import annotations

import sys

import click

from platformgen.cli import options, report
from platformgen.cli.ending import ended
from platformgen.cli.progress import progress
from platformgen.cli.wishes import Wishes


@click.command("diff")
@click.option("--live", is_flag=True, help="The cluster against what a build would write.")
@click.option("--context", metavar="NAME", help="With --live: another context than the spec's.")
@options.environment
@options.output_format
@click.pass_obj
def command(
    folder: str, environment: str | None, style: str, *, live: bool, context: str | None
) -> None:
    """Show what a build would change on disk; end with 1 if it would.

    With --live, show what `apply` would change in the cluster. Fields that
    others add beside ours are no difference: server-side apply leaves them to
    whoever set them. It takes the rights to get and list what the spec has, and
    to patch it, for the server is asked what it would do; nothing is written.

    \b
      platformgen diff
      platformgen diff --live
      platformgen diff --env prod
      platformgen diff --format json             the names of the files alone
      platformgen diff --live --format github    beside lines of a pull request

    Exit codes: 0 there is no difference; 1 there is one; 2 spec or command are
    wrong; 3 the cluster cannot be asked.
    """  # noqa: D301  # \b is click's mark for lines to keep
    if context is not None and not live:
        raise click.UsageError("--context goes with --live")
    if live:
        sys.exit(_live(folder, Wishes(environment=environment, context=context), style))
    from platformgen.cli import comparison  # noqa: PLC0415  # --help needs no compiler
    from platformgen.shell.comparing import compared  # noqa: PLC0415  # as above

    source = options.project(folder)
    environment = options.known_environment(source, environment)
    with progress("compiling"):
        outcome = compared(source, environment)
    report.show(outcome.diagnostics, style)
    if style == "json":
        report.document(
            diagnostics=[report.as_json(each) for each in outcome.diagnostics],
            written=list(outcome.changes.written),
            removed=list(outcome.changes.removed),
        )
    elif outcome.changes:
        comparison.show(source, outcome)
    if outcome.artifacts is None:
        sys.exit(2)
    sys.exit(1 if outcome.changes else 0)


def _live(folder: str, wishes: Wishes, style: str) -> int:
    from platformgen.cli.live import compared  # noqa: PLC0415  # files need no client

    source = options.project(folder)
    options.known_environment(source, wishes.environment)
    with ended(style):
        return compared(source, wishes, style)
