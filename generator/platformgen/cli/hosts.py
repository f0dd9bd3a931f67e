"""`platformgen hosts`."""

from __future__ import annotations

import sys

import click

from platformgen.cli import options, report


@click.group("hosts")
def command() -> None:
    """Work with the names of the platform for the hosts file.

    \b
      platformgen hosts show     the lines, for you to put there
    """  # noqa: D301  # \b is click's mark for lines to keep


@command.command("show")
@options.environment
@click.pass_obj
def show(folder: str, environment: str | None) -> None:
    """Print the block of lines for the hosts file.

    \b
      platformgen hosts show
      platformgen hosts show | sudo tee -a /etc/hosts
    """  # noqa: D301  # \b is click's mark for lines to keep
    from platformgen import hosts  # noqa: PLC0415  # --help needs no compiler
    from platformgen.pipeline import compiled  # noqa: PLC0415

    source = options.project(folder)
    compilation, found = compiled(source, options.known_environment(source, environment))
    report.show(found, "text")
    if compilation is None:
        sys.exit(2)
    block = hosts.block(compilation.platform)
    if not block:
        click.echo("the platform has no names for a hosts file", err=True)
    click.echo(block, nl=False)
