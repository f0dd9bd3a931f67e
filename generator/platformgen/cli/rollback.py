"""`platformgen rollback`."""

from __future__ import annotations

import sys
from typing import Any

import click

from platformgen.cli import options
from platformgen.cli.ending import ended
from platformgen.cli.wishes import Wishes


@click.command("rollback")
@options.context
@options.carrying_out
@click.argument("number", required=False, type=click.IntRange(min=1), metavar="[N]")
@options.environment
@options.event_format
@click.pass_obj
def command(
    folder: str,
    /,
    number: int | None,
    environment: str | None,
    style: str,
    **flags: Any,  # noqa: ANN401  # as click gives them
) -> None:
    """Bring the cluster back to what an earlier revision wanted.

    N is its number in `platformgen history`; without it, the last one that
    wanted something else than the newest and came to a good end. The plan, its
    guards and the waiting are those of `apply`, and so is what the options do.
    Charts go back to the bytes that the revision was locked to. Secrets stay
    as they are; one that was deleted is made anew, with another value, and the
    plan says so. What Argo CD has runs as its repository says: go back there.
    --prune takes a revision that knows all that it wanted: one of the whole
    platform, with the lock of its charts.

    Of the spec only the platform's name and context are read, and it is not
    changed: go back there too, with `git revert`, or the next apply brings
    forward again what it says.

    \b
      platformgen rollback --dry-run
      platformgen rollback --yes --prune
      platformgen rollback 3

    Exit codes: 0 all is as the revision says and ready; 1 you did not agree; 2
    spec or command are wrong, or there is no N; 3 conflicts, refusals, things
    not ready, a revision that cannot be read, a cluster that fails; 130
    interrupted.
    """  # noqa: D301  # \b is click's mark for lines to keep
    from platformgen.cli.past import rolled_back  # noqa: PLC0415  # --help needs no client

    source = options.project(folder)
    wishes = Wishes(environment=options.known_environment(source, environment), **flags)
    with ended(style):
        code = rolled_back(source, wishes, style, number)
    sys.exit(code)
