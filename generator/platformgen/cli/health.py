"""How a platform stands: looked at once, or again and again."""

from __future__ import annotations

import asyncio
import json
import sys

import click

from platformgen.cli import ending, health_text
from platformgen.cli.live import client_of, own_members
from platformgen.cli.printing import printable
from platformgen.cli.progress import progress
from platformgen.cli.wishes import Wishes
from platformgen.cli.wrapping import fitted
from platformgen.pipeline.membership import Membership
from platformgen.pipeline.published import manifests, with_published
from platformgen.shell.applying.charting import at_hand
from platformgen.shell.cluster.client import SHORT_PATIENCE_SECONDS, Client
from platformgen.shell.cluster.failure import ClusterError
from platformgen.shell.disk import DiskProject
from platformgen.shell.surveying import Survey, survey

HEALTHY, UNHEALTHY, WRONG = 0, 1, 2
_EVERY_SECONDS = 2.0
_CLEAR = "\x1b[H\x1b[2J"


def shown(source: DiskProject, wishes: Wishes, style: str, *, follows: bool) -> int:
    """Show how a project's platform stands; return the exit code."""
    members = own_members(source, wishes, style)
    if members is None:
        ending.tell(style, WRONG, ending.WRONG_SPEC)
        return WRONG
    members = _with_what_is_here(members)
    return asyncio.run(_shown(client_of(members, wishes), members, style, follows=follows))


def _with_what_is_here(members: Membership) -> Membership:
    """Return the same with the manifests that are on this machine: to look, nothing is fetched."""
    held = at_hand(members)
    for each in manifests(members):
        if each.url not in held:
            told = f"{each.component.name}: {each.url} is not on this machine, nor looked at"
            click.echo(fitted(f"note: {printable(told)}; `platformgen lock` fetches it"), err=True)
    return with_published(members, held)


async def _shown(client: Client, members: Membership, style: str, *, follows: bool) -> int:
    try:
        with progress(f"asking {client.context}"):
            found = await survey(client, members)
        _show(client, members, found, style)
        if follows:
            await _follow(client, members, found, style)
    finally:
        client.close()
    return HEALTHY if found.is_healthy else UNHEALTHY


async def _follow(client: Client, members: Membership, known: Survey, style: str) -> None:
    """Show every change, until somebody interrupts us."""
    # The next look is its second try: a person is to hear soon that nobody answers.
    client.patience_seconds = SHORT_PATIENCE_SECONDS
    trouble = ""
    while True:
        await asyncio.sleep(_EVERY_SECONDS)
        try:
            found = await survey(client, members)
        except ClusterError as error:
            if str(error) != trouble:
                trouble = str(error)
                click.echo(fitted(f"error: {printable(trouble)}"), err=True)
            continue
        if found != known or trouble:
            if style == "text" and sys.stdout.isatty():
                click.echo(_CLEAR, nl=False)
            _show(client, members, found, style)
        known, trouble = found, ""


def _show(client: Client, members: Membership, found: Survey, style: str) -> None:
    if style == "json":
        data = health_text.as_json(client, members, found)
        click.echo(json.dumps(data, ensure_ascii=False))
        return
    click.echo(printable(f"{members.platform.name} → {client.context}"))
    click.echo(printable(f"  {client.name}, Kubernetes {found.version}\n"))
    for line in health_text.lines(found):
        click.echo(line)
