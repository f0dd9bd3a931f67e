"""`platformgen validate`."""

from __future__ import annotations

import sys

import click

from platformgen.cli import options, report
from platformgen.shell.collector import paused
from platformgen.shell.outcome import is_failure


@click.command("validate")
@options.environment
@options.strict
@options.output_format
@click.pass_obj
def command(folder: str, environment: str | None, style: str, *, strict: bool) -> None:
    """Check the spec and its pages; nothing is written.

    \b
      platformgen validate
      platformgen validate --env prod --strict
      platformgen validate --format github     as annotations of a pull request
    """  # noqa: D301  # \b is click's mark for lines to keep
    from platformgen.pipeline import compiled  # noqa: PLC0415  # --help needs no compiler

    source = options.project(folder)
    environment = options.known_environment(source, environment)
    with paused():
        _, found = compiled(source, environment)
    report.show(found, style)
    if style == "json":
        report.document(diagnostics=[report.as_json(each) for each in found])
    elif style == "text":
        click.echo(report.summary(found) or "the spec is as it should be", err=True)
    sys.exit(2 if is_failure(found, strict=strict) else 0)
