"""`platformgen init`."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import click

from platformgen.cli import report
from platformgen.cli.printing import printable
from platformgen.cli.refusal import RefusedError
from platformgen.shell import building
from platformgen.shell.disk import DiskProject
from platformgen.shell.outcome import is_failure
from platformgen.shell.starting import OccupiedError, start


@click.command("init")
@click.argument(
    "directory", metavar="[DIR]", default=".", type=click.Path(file_okay=False, path_type=Path)
)
@click.pass_obj
def command(folder: str, directory: Path) -> None:
    """Make a small platform to start from, in DIR or here.

    It builds, it passes `build --check`, and editors complete its spec.

    \b
      platformgen init shop
      platformgen -C shop build
    """  # noqa: D301  # \b is click's mark for lines to keep
    target = Path(folder) / directory
    try:
        written = start(target)
    except OccupiedError as error:
        raise RefusedError(str(error), fix="choose an empty folder") from error
    outcome = building.build(DiskProject(target.resolve()), None, strict=False)
    report.show(outcome.diagnostics, "text")
    for path in [*written, *(each for each in outcome.changes.written if "build/" not in each)]:
        click.echo(printable(path))
    if is_failure(outcome.diagnostics, strict=False):
        sys.exit(2)
    click.echo("\nNext:", err=True)
    step = "" if target == Path() else f" -C {printable(shlex.quote(str(target)))}"
    click.echo(f"  platformgen{step} build     make the site too", err=True)
    click.echo(f"  platformgen{step} explain web", err=True)
