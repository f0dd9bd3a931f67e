"""`platformgen publish`."""

from __future__ import annotations

import sys

import click

from platformgen.cli import options, report
from platformgen.cli.printing import printable
from platformgen.cli.progress import progress
from platformgen.shell import building, finishing
from platformgen.shell.outcome import is_failure


@click.command("publish")
@click.option(
    "--to", "url", metavar="URL", required=True, help="Where Backstage reads it: file://DIR."
)
@options.strict
@options.output_format
@click.pass_obj
def command(folder: str, url: str, style: str, *, strict: bool) -> None:
    """Build the TechDocs site, and bring what changed to where Backstage reads it.

    Assets are written first, then pages; what is gone is removed last.

    \b
      platformgen publish --to file:///srv/techdocs
    """  # noqa: D301  # \b is click's mark for lines to keep
    source = options.project(folder)
    with progress("compiling"):
        outcome = building.build(source, None, strict=strict)
    report.show(outcome.diagnostics, style)
    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    failed = is_failure(outcome.diagnostics, strict=strict)
    if not failed:
        with progress("building the site"):
            done = finishing.publish(source, url)
        written, removed = done.written, done.removed
    if style == "json":
        report.document(
            diagnostics=[report.as_json(each) for each in outcome.diagnostics],
            written=list(written),
            removed=list(removed),
        )
    elif failed:
        click.echo(f"{report.summary(outcome.diagnostics)}; nothing was published", err=True)
    else:
        click.echo(f"{printable(url)}: {report.changes(len(written), len(removed))}", err=True)
    sys.exit(2 if failed else 0)
