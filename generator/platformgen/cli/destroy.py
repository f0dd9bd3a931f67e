"""`platformgen destroy`."""

from __future__ import annotations

import sys
from typing import Any

import click

from platformgen.cli import options
from platformgen.cli.ending import ended
from platformgen.cli.wishes import Wishes


@click.command("destroy")
@options.context
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--dry-run", is_flag=True, help="Show the plan; delete nothing.")
@options.delete
@options.timeout
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
    """Delete from the cluster all that `apply` made there.

    The plan comes first, and what would be deleted with it. Charts are
    uninstalled; what others made, or made anew, stays. So do namespaces,
    claims, volumes, definitions and generated Secrets, unless you name them:
    OBJECT is Kind/namespace/name, or Kind/name. What Argo CD made was handed
    over to it, and stays too. When nothing is left, the history goes too.

    \b
      platformgen destroy --dry-run
      platformgen destroy --yes
      platformgen destroy --delete=Namespace/shop

    Exit codes: 0 it is gone, or a guard keeps it; 1 you did not agree; 2 spec
    or command are wrong; 3 something cannot be deleted, or the cluster fails;
    130 interrupted. Run it again: it goes on where it was.
    """  # noqa: D301  # \b is click's mark for lines to keep
    from platformgen.cli.live import destroyed  # noqa: PLC0415  # --help needs no client

    source = options.project(folder)
    known = options.known_environment(source, environment)
    wishes = Wishes(environment=known, prune=True, prune_many=True, **flags)
    with ended(style):
        code = destroyed(source, wishes, style)
    sys.exit(code)
