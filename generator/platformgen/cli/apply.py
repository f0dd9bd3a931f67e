"""`platformgen apply`."""

from __future__ import annotations

import sys
from typing import Any

import click

from platformgen.cli import options
from platformgen.cli.ending import ended
from platformgen.cli.wishes import Wishes


@click.command("apply")
@options.context
@options.carrying_out
@click.option("--only", metavar="NAME", multiple=True, help="This component, and what it needs.")
@click.option("--hosts", is_flag=True, help="Then put its names into this machine's hosts file.")
@click.option("--plan-out", metavar="FILE", help="Write the plan to a file; nothing else.")
@click.argument("plan", required=False, type=click.Path(exists=True, dir_okay=False))
@options.environment
@options.event_format
@click.pass_obj
def command(
    folder: str,
    /,
    environment: str | None,
    style: str,
    **flags: Any,  # noqa: ANN401  # as click gives them
) -> None:
    """Make the cluster as the spec says.

    The plan comes first: what would be made, changed and left over, each with
    its line of the spec. It is carried out when you agree, or with --yes.
    OBJECT is Kind/namespace/name, or Kind/name. Fields that others add beside
    ours are no difference: server-side apply leaves them to whoever set them.

    It takes the rights to get, list, watch, create, patch and delete what the
    spec has, and to write into the namespace `platformgen`.

    With `gitops.mode: handover`, components that Argo CD manages are handed
    over to it, and with `files` taken back: they run on as they are. One comes
    back as a whole: what --only needs of others stays with Argo CD.

    \b
      platformgen apply --dry-run
      platformgen apply --yes --prune
      platformgen apply --plan-out plan.json     then, once it was read:
      platformgen apply plan.json                that, or nothing
      platformgen apply --force-conflicts=Deployment/shop/web

    Exit codes: 0 all is as the spec says and ready, or a guard or a missing
    --prune keeps what is left over; 1 you did not agree; 2 spec or command are
    wrong; 3 conflicts, refusals, things not ready, a cluster that fails; 130
    interrupted.
    """  # noqa: D301  # \b is click's mark for lines to keep
    from platformgen.cli.live import applied  # noqa: PLC0415  # --help needs no client

    source = options.project(folder)
    wishes = Wishes(environment=options.known_environment(source, environment), **flags)
    with ended(style):
        code = applied(source, wishes, style)
    sys.exit(code)
