"""`platformgen hosts`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from platformgen.cli import options, report

if TYPE_CHECKING:
    from platformgen.model import Platform

_file = click.option(
    "--hosts-file",
    "name",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False),
    help="Another file than this machine's.",
)
_dry_run = click.option("--dry-run", is_flag=True, help="Show what would change; write nothing.")


@click.group("hosts")
def command() -> None:
    """Work with the names of the platform for the hosts file.

    \b
      platformgen hosts show
      platformgen hosts apply --dry-run
      sudo platformgen hosts apply
      sudo platformgen hosts remove
    """  # noqa: D301  # \b is click's mark for lines to keep


@command.command("show", short_help="Print the block of lines.")
@options.environment
@click.pass_obj
def show(folder: str, environment: str | None) -> None:
    """Print the block of lines for the hosts file.

    \b
      platformgen hosts show
      platformgen hosts show | sudo tee -a /etc/hosts
    """  # noqa: D301  # \b is click's mark for lines to keep
    from platformgen import hosts  # noqa: PLC0415  # --help needs no compiler

    block = hosts.block(_platform(folder, environment))
    if not block:
        click.echo("the platform has no names for a hosts file", err=True)
    click.echo(block, nl=False)


@command.command("apply", short_help="Write the block into the hosts file.")
@_file
@_dry_run
@options.environment
@click.pass_obj
def apply(folder: str, environment: str | None, name: str | None, *, dry_run: bool) -> None:
    """Write the block of lines into the hosts file of this machine.

    Your own lines stay as they are, byte for byte. What was there before is
    kept beside it, as FILE.before-platformgen. Where all is as it should be,
    nothing is written.

    \b
      platformgen hosts apply --dry-run
      sudo platformgen hosts apply
      platformgen hosts apply --hosts-file ./hosts
    """  # noqa: D301  # \b is click's mark for lines to keep
    from platformgen.cli import hosts_file  # noqa: PLC0415  # --help needs no compiler

    platform = _platform(folder, environment)
    sys.exit(hosts_file.applied(platform, name, folder, is_rehearsal=dry_run))


@command.command("remove", short_help="Take the block out of it again.")
@_file
@_dry_run
@options.environment
@click.pass_obj
def remove(folder: str, environment: str | None, name: str | None, *, dry_run: bool) -> None:
    """Take the block of lines out of the hosts file: the rest stays byte for byte.

    \b
      sudo platformgen hosts remove
      platformgen hosts remove --hosts-file ./hosts
    """  # noqa: D301  # \b is click's mark for lines to keep
    from platformgen.cli import hosts_file  # noqa: PLC0415  # --help needs no compiler

    platform = _platform(folder, environment)
    sys.exit(hosts_file.removed(platform, name, folder, is_rehearsal=dry_run))


def _platform(folder: str, environment: str | None) -> Platform:
    from platformgen.pipeline import compiled  # noqa: PLC0415  # --help needs no compiler

    source = options.project(folder)
    compilation, found = compiled(source, options.known_environment(source, environment))
    report.show(found, "text")
    if compilation is None:
        sys.exit(2)
    return compilation.platform
