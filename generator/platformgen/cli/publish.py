"""`platformgen publish`."""

from __future__ import annotations

import sys

import click

from platformgen.cli import options, report
from platformgen.cli.printing import printable
from platformgen.shell import building


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
    outcome = building.build(source, None, strict=strict)
    report.show(outcome.diagnostics, style)
    if building.is_failure(outcome.diagnostics, strict=strict):
        if style == "json":
            report.document(
                diagnostics=[report.as_json(each) for each in outcome.diagnostics],
                written=[],
                removed=[],
            )
        sys.exit(2)
    done = building.publish(source, url)
    if style == "json":
        report.document(
            diagnostics=[report.as_json(each) for each in outcome.diagnostics],
            written=list(done.written),
            removed=list(done.removed),
        )
        return
    counts = ((len(done.written), "files written"), (len(done.removed), "removed"))
    told = ", ".join(f"{count} {what}" for count, what in counts if count) or "nothing changed"
    click.echo(f"{printable(url)}: {told}", err=True)
