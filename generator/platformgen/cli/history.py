"""`platformgen history`."""

from __future__ import annotations

import sys

import click

from platformgen.cli import options


@click.command("history")
@click.argument("number", required=False, type=click.IntRange(min=1), metavar="[N]")
@options.context
@options.environment
@options.text_or_json("json: all of it as one document.")
@click.pass_obj
def command(
    folder: str, number: int | None, context: str | None, environment: str | None, style: str
) -> None:
    """Show what was applied: when, by whom, from which commit, and how it ended.

    Each apply, rollback and destroy that writes is a revision, kept in the
    cluster; the last ten are there, newest first. A destroy that leaves nothing
    takes it away too. `*` is what was begun last.
    Of its objects, `+` were to be made, `~` changed, `-` deleted: so its plan
    said; ENDED tells whether it came to that. A commit with a `+` behind it had
    files beside it that were not committed. With N: what that revision wanted,
    and which objects went wrong first, and why. No value of a Secret is kept.

    \b
      platformgen history
      platformgen history 3
      platformgen history --format json | jq '.revisions[0].commit'

    Exit codes: 0 done, also where nothing is kept yet; 2 spec or command are
    wrong, or there is no N; 3 it cannot be read, or the cluster fails.
    """  # noqa: D301  # \b is click's mark for lines to keep
    from platformgen.cli import past  # noqa: PLC0415  # --help needs no client
    from platformgen.cli.wishes import Wishes  # noqa: PLC0415  # as above

    source = options.project(folder)
    wishes = Wishes(environment=options.known_environment(source, environment), context=context)
    sys.exit(past.listed(source, wishes, style, number))
