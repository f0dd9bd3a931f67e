"""`platformgen publish`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from platformgen.cli import options, report
from platformgen.cli.printing import printable
from platformgen.cli.progress import progress
from platformgen.shell import building, finishing
from platformgen.shell.outcome import is_failure

if TYPE_CHECKING:
    from platformgen.shell.mirror import Transfer
    from platformgen.shell.stores.place import Place


@click.command("publish")
@click.option("--to", "url", metavar="URL", required=True, help="Where Backstage reads it.")
@click.option("--dry-run", is_flag=True, help="Build, and list what would change there.")
@options.strict
@options.output_format
@click.pass_obj
def command(folder: str, url: str, style: str, *, dry_run: bool, strict: bool) -> None:
    """Build the TechDocs site, and bring what changed to where Backstage reads it.

    Assets are written first, then pages; what is gone is removed last. Credentials
    come from where the cloud's own tools find them.

    \b
      platformgen publish --to file:///srv/techdocs
      platformgen publish --to s3://BUCKET/PREFIX   needs platformgen[s3]
      platformgen publish --to gs://BUCKET/PREFIX   needs platformgen[gcs]
      platformgen publish --to az://ACCOUNT/CONTAINER   needs platformgen[azure]
    """  # noqa: D301  # \b is click's mark for lines to keep
    place = _place(url)
    source = options.project(folder)
    with progress("compiling"):
        outcome = building.build(source, None, strict=strict)
    report.show(outcome.diagnostics, style)
    made: Transfer | None = None
    if not is_failure(outcome.diagnostics, strict=strict):
        with progress("building the site, and bringing it there"):
            made = finishing.publish(source, place, is_rehearsal=dry_run)
    if style == "json":
        report.document(
            diagnostics=[report.as_json(each) for each in outcome.diagnostics],
            dryRun=dry_run,
            written=list(made.written) if made else [],
            removed=list(made.removed) if made else [],
        )
    elif made is None:
        click.echo(f"{report.summary(outcome.diagnostics)}; nothing was published", err=True)
    elif dry_run:
        _announce(made, url)
    else:
        said = report.changes(len(made.written), len(made.removed))
        click.echo(f"{printable(url)}: {said}", err=True)
    sys.exit(2 if made is None else 0)


def _place(url: str) -> Place:
    from platformgen.shell.stores.place import PlaceError, place  # noqa: PLC0415  # not for --help

    try:
        return place(url)
    except PlaceError as error:
        raise click.BadParameter(str(error), param_hint="--to") from error


def _announce(made: Transfer, url: str) -> None:
    for verb, paths in (("write", made.written), ("remove", made.removed)):
        for path in paths:
            click.echo(f"{verb} {printable(path)}")
    planned = report.changes(len(made.written), len(made.removed))
    click.echo(f"{printable(url)}: without --dry-run, {planned}", err=True)
