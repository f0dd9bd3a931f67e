"""`platformgen status`."""

from __future__ import annotations

import sys

import click

from platformgen.cli import options
from platformgen.cli.ending import ended


@click.command("status")
@options.context
@click.option("--watch", "follows", is_flag=True, help="Show it again whenever it changes.")
@options.environment
@options.event_format
@click.pass_obj
def command(
    folder: str, environment: str | None, style: str, *, context: str | None, follows: bool
) -> None:
    """Show what runs of the platform, and whether all of it is well.

    Of each component: the version that runs (and the spec's, where that is
    another), how many pods are ready, restarts, what its URL answers at the
    cluster's address, what Argo CD says where it has it, why it is not ready,
    and which fields others changed; then what is amiss with what belongs to no
    component, what is left over of what the spec no longer has, and what to do
    next. Nothing is written. It takes the rights to get and list what the spec
    has; which fields differ, only those see who may patch it too, for the server
    is asked what it would do.

    \b
      platformgen status
      platformgen status --watch                until Ctrl-C
      platformgen status --format json | jq '.components[] | .state'

    Exit codes: 0 all is healthy, also where something is left over; 1 something
    is not, or is not as the spec says; 2 spec or command are wrong; 3 the
    cluster cannot be asked.
    """  # noqa: D301  # \b is click's mark for lines to keep
    from platformgen.cli import health  # noqa: PLC0415  # --help needs no client
    from platformgen.cli.wishes import Wishes  # noqa: PLC0415  # as above

    source = options.project(folder)
    wishes = Wishes(environment=options.known_environment(source, environment), context=context)
    with ended(style):
        code = health.shown(folder, wishes, style, follows=follows)
    sys.exit(code)
