"""What `history` and `rollback` do: ask the cluster for its past, and bring it back."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Coroutine

import click
from msgspec.structs import replace

from platformgen.apply.past import Past
from platformgen.apply.revision import DESTROY, ROLLBACK, History, Remembered, Revision
from platformgen.cli import ending, history_text, report
from platformgen.cli.bringing import brought
from platformgen.cli.choosing import judge
from platformgen.cli.events import Teller
from platformgen.cli.exits import DONE, FAILED, WRONG
from platformgen.cli.main import told
from platformgen.cli.printing import printable
from platformgen.cli.refusal import RefusedError
from platformgen.cli.server import asked, client_of
from platformgen.cli.wishes import Wishes
from platformgen.cli.wrapping import fitted
from platformgen.pipeline.reading import read_spec
from platformgen.shell.applying.history import history, past
from platformgen.shell.applying.recording import Occasion
from platformgen.shell.cluster.client import Client
from platformgen.shell.cluster.failure import ClusterError
from platformgen.shell.disk import DiskProject
from platformgen.source.document import Places

_NAME = re.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?")


def listed(source: DiskProject, wishes: Wishes, style: str, number: int | None) -> int:
    """Show the past of a project's platform, or one revision of it; return the exit code."""
    platform = _platform(source, wishes, style)
    if platform is None:
        return WRONG
    client = client_of(platform, wishes)
    work = (
        _list(client, platform, style) if number is None else _show(client, platform, style, number)
    )
    try:
        return asyncio.run(_closing(client, work))
    except ClusterError as error:
        click.echo(fitted(f"error: {told(error)}"), err=True)
        return FAILED


def rolled_back(source: DiskProject, wishes: Wishes, style: str, number: int | None) -> int:
    """Bring a project's cluster back to a revision; return the exit code."""
    judge(wishes)
    platform = _platform(source, wishes, style)
    if platform is None:
        ending.tell(style, WRONG, ending.WRONG_SPEC)
        return WRONG
    client = client_of(platform, wishes)
    with Teller(style, client) as teller:
        return asked(_roll_back(client, platform, wishes, teller, number), teller)


def _platform(source: DiskProject, wishes: Wishes, style: str) -> Past | None:
    """Return the platform's name and context: all that is read of a spec, which may be wrong."""
    spec, found = read_spec(source, Places(), wishes.environment)
    said = spec.value if spec is not None else {}
    sections = [said.get(each) for each in ("platform", "cluster")]
    about, cluster = (each if isinstance(each, dict) else {} for each in sections)
    name, context = about.get("name"), cluster.get("context")
    if isinstance(name, str) and isinstance(context, str) and _NAME.fullmatch(name):
        where = spec.span(("cluster", "context")) if spec is not None else None
        return Past(name=name, context=context, context_span=where, wanted=())
    report.show(found, "text" if style == "json" else style)
    return None


async def _closing(client: Client, work: Coroutine[None, None, int]) -> int:
    try:
        return await work
    finally:
        client.close()


async def _list(client: Client, platform: Past, style: str) -> int:
    known = await history(client, platform.name)
    if style == "json":
        _print_json(history_text.all_as_json(platform, client, known))
        return DONE
    click.echo(printable(f"{platform.name} → {client.context}\n"))
    for line in history_text.lines(known):
        click.echo(line)
    return DONE


async def _show(client: Client, platform: Past, style: str, number: int) -> int:
    kept = _chosen(await history(client, platform.name), number)
    found = await past(client, platform.name, kept)
    assert isinstance(kept, Revision)  # noqa: S101  # a damaged one cannot be read
    if style == "json":
        _print_json(history_text.as_json(kept) | history_text.wanted_as_json(found))
        return DONE
    for line in history_text.details(kept, found):
        click.echo(line)
    return DONE


def _print_json(data: dict[str, object]) -> None:
    click.echo(json.dumps(data, ensure_ascii=False))


def _chosen(known: History, number: int | None) -> Remembered:
    """Return the revision of a number, or the one to go back to where none is said."""
    found = known.before() if number is None else known.of(number)
    if found is not None:
        return found
    if not known.revisions:
        raise RefusedError(
            "nothing is kept of this platform's past: it has no revision yet",
            fix="`platformgen apply` writes the first",
        )
    if number is None:
        raise RefusedError(
            "no revision wanted anything else than the newest does",
            fix="name one: `platformgen history` lists them",
        )
    numbers = ", ".join(str(each.number) for each in known.revisions)
    raise RefusedError(f"there is no revision {number}", fix=f"there are: {numbers}")


async def _roll_back(
    client: Client, platform: Past, wishes: Wishes, teller: Teller, number: int | None
) -> int:
    try:
        kept = _chosen(await history(client, platform.name), number)
        found = await past(client, platform.name, kept)
    finally:
        client.close()
    assert isinstance(kept, Revision)  # noqa: S101  # a damaged one cannot be read
    if kept.action == DESTROY:
        raise RefusedError(
            f"revision {kept.number} wanted nothing", fix="use `platformgen destroy`"
        )
    if wishes.prune:
        _judge_prune(kept, found)
    teller.back(kept)
    occasion = Occasion(
        action=ROLLBACK,
        back_to=kept.number,
        environment=kept.environment,
        is_partial=kept.is_partial,
        commit=kept.author.commit,
        is_dirty=kept.author.is_dirty,
    )
    aim = replace(found, context=platform.context)
    return await brought(client, aim, wishes, teller, occasion)


def _judge_prune(kept: Revision, found: Past) -> None:
    """Refuse to delete what a revision does not know to be wanted."""
    what, without = f"--prune: revision {kept.number}", "roll back without --prune"
    if kept.is_partial:
        raise RefusedError(
            f"{what} is of some components only, and --prune looks at all", fix=without
        )
    if found.installed:
        names = ", ".join(found.installed)
        raise RefusedError(
            f"{what} has no lock of {names}",
            why="so it cannot be known what of theirs it wanted: all of it would look left over",
            fix=f"{without}, or name a revision that has the lock",
        )
