"""How a platform stands: looked at once, or again and again."""

from __future__ import annotations

import asyncio
import json
import shlex
import sys

import click
from msgspec import Struct

from platformgen.cli import ending, health_text, options
from platformgen.cli.exits import DIFFERENT, DONE, WRONG
from platformgen.cli.health_next import Called
from platformgen.cli.live import own_members
from platformgen.cli.main import told
from platformgen.cli.printing import printable
from platformgen.cli.progress import progress
from platformgen.cli.server import client_of
from platformgen.cli.wishes import Wishes
from platformgen.cli.wrapping import fitted
from platformgen.model import ManifestInstall
from platformgen.pipeline.membership import Membership
from platformgen.pipeline.published import manifests, with_published
from platformgen.shell.applying.charting import at_hand
from platformgen.shell.cluster.client import SHORT_PATIENCE_SECONDS, Client
from platformgen.shell.cluster.failure import ClusterError
from platformgen.shell.surveying import Survey, survey

_EVERY_SECONDS = 2.0
_CLEAR = "\x1b[H\x1b[2J"


class _View(Struct, frozen=True, kw_only=True):
    """Who is looked at, and how it is shown."""

    client: Client
    members: Membership
    is_whole: bool
    """Whether all is known that the spec has: only then, more in the cluster is left over."""
    style: str
    called: Called


def shown(folder: str, wishes: Wishes, style: str, *, follows: bool) -> int:
    """Show how the platform of a project's folder stands; return the exit code."""
    members = own_members(options.project(folder), wishes, style)
    if members is None:
        ending.tell(style, WRONG, ending.WRONG_SPEC)
        return WRONG
    members, is_whole = _with_what_is_here(members)
    client = client_of(members, wishes)
    view = _View(
        client=client,
        members=members,
        is_whole=is_whole,
        style=style,
        called=_called(folder, wishes, client),
    )
    return asyncio.run(_shown(view, follows=follows))


def _called(folder: str, wishes: Wishes, client: Client) -> Called:
    return Called(
        program=f"platformgen{_option('-C', folder if folder != '.' else None)}",
        options=_option("--env", wishes.environment) + _option("--context", wishes.context),
        context=shlex.quote(client.context),
    )


def _option(name: str, value: str | None) -> str:
    return f" {name} {shlex.quote(value)}" if value else ""


def _with_what_is_here(members: Membership) -> tuple[Membership, bool]:
    """Return the same with the manifests that are on this machine, and whether these are all.

    To look, nothing is fetched.
    """
    held = at_hand(members)
    missing = [each for each in manifests(members) if each.url not in held]
    for each in missing:
        said = f"{each.component.name}: {each.url} is not on this machine, nor looked at"
        click.echo(fitted(f"note: {printable(said)}; `platformgen lock` fetches it"), err=True)
    return with_published(members, held), not (missing or _is_unlocked(members))


def _is_unlocked(members: Membership) -> bool:
    """Tell whether nothing says which objects are those of manifests."""
    origins = (each.origin for each in members.platform.components)
    is_published = any(isinstance(each, ManifestInstall) for each in origins)
    return is_published and members.platform.lock is None


async def _looked(view: _View) -> Survey:
    return await survey(view.client, view.members, is_whole=view.is_whole)


async def _shown(view: _View, *, follows: bool) -> int:
    try:
        with progress(f"asking {view.client.context}"):
            found = await _looked(view)
        _show(view, found)
        if follows:
            await _follow(view, found)
    finally:
        view.client.close()
    return DONE if found.is_healthy else DIFFERENT


async def _follow(view: _View, known: Survey) -> None:
    """Show every change, until somebody interrupts us."""
    # The next look is its second try: a person is to hear soon that nobody answers.
    view.client.patience_seconds = SHORT_PATIENCE_SECONDS
    trouble = ""
    while True:
        await asyncio.sleep(_EVERY_SECONDS)
        try:
            found = await _looked(view)
        except ClusterError as error:
            if told(error) != trouble:
                trouble = told(error)
                click.echo(fitted(f"error: {trouble}"), err=True)
            continue
        if found != known or trouble:
            if view.style == "text" and sys.stdout.isatty():
                click.echo(_CLEAR, nl=False)
            _show(view, found)
        known, trouble = found, ""


def _show(view: _View, found: Survey) -> None:
    client, members = view.client, view.members
    if view.style == "json":
        data = health_text.as_json(client, members, found)
        click.echo(json.dumps(data, ensure_ascii=False))
        return
    click.echo(printable(f"{members.platform.name} → {client.context}"))
    click.echo(printable(f"  {client.name}, Kubernetes {found.version}\n"))
    for line in health_text.lines(found, view.called):
        click.echo(line)
