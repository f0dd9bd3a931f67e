"""What the commands that talk to a cluster do: compile, look, plan, ask, carry out."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Coroutine, Iterable

import click

from platformgen.apply.aim import Aim
from platformgen.apply.change import Create, Delete, Uninstall
from platformgen.apply.choices import ALL, Choices
from platformgen.apply.inventory import set_id
from platformgen.apply.key import Key, named
from platformgen.apply.plan import Plan
from platformgen.apply.prune import candidates, shrinking
from platformgen.apply.revision import APPLY, DESTROY, INTERRUPTED
from platformgen.apply.selection import needed_for
from platformgen.cli import end_text, ending, hosts_file, plan_file, report
from platformgen.cli.events import Teller
from platformgen.cli.wishes import Wishes
from platformgen.diagnostic import did_you_mean
from platformgen.model import Lock
from platformgen.pipeline.membership import Membership, membership
from platformgen.pipeline.published import with_published
from platformgen.shell.applying.charting import archives, published
from platformgen.shell.applying.expecting import Pursuit
from platformgen.shell.applying.helming import Helm
from platformgen.shell.applying.looking import Look, look
from platformgen.shell.applying.planning import plan as planned
from platformgen.shell.applying.recording import Occasion
from platformgen.shell.applying.running import Run, carry_out
from platformgen.shell.cluster.client import Client
from platformgen.shell.cluster.failure import ClusterError, ContextError
from platformgen.shell.cluster.kubeconfig import context
from platformgen.shell.disk import DiskProject
from platformgen.shell.failure import WorldError

DONE, DIFFERENT, WRONG, FAILED, STOPPED = 0, 1, 2, 3, 130


_FIX_OPTION = "name one that is there; without --context it is the spec's"
_FIX_SPEC = "make it, as `platformgen doctor` says; or take another one: --context NAME"


class WrongContextError(click.ClickException):
    """The kubeconfig lacks the context. The spec names it, most often: usage would not help."""

    exit_code = WRONG


def applied(source: DiskProject, wishes: Wishes, style: str) -> int:
    """Apply a project; return the exit code."""
    judge(wishes)
    if wishes.plan is not None:
        wishes = plan_file.load(wishes.plan, wishes)
    members = members_of(source, wishes, style)
    if members is None:
        return WRONG
    _judge_only(wishes, members)
    _judge_prune(wishes, members)
    occasion = _occasion(APPLY, source, wishes)
    client = client_of(members, wishes)
    with Teller(style, client) as teller:
        code = asked(brought(client, members, wishes, teller, occasion), teller)
    if code == DONE and wishes.hosts and not (wishes.dry_run or wishes.plan_out):
        code = hosts_file.applied(members.platform, None, str(source.root))
        if code != DONE:
            ending.tell(style, code, "the hosts file is not as it should be")
    return code


def destroyed(source: DiskProject, wishes: Wishes, style: str) -> int:
    """Delete what `apply` made for a project; return the exit code.

    It is the plan for a spec that wants nothing, with the guards of any other plan.
    """
    members = members_of(source, wishes, style)
    if members is None:
        return WRONG
    nothing, occasion = members.emptied(), _occasion(DESTROY, source, wishes)
    client = client_of(members, wishes)
    with Teller(style, client) as teller:
        return asked(brought(client, nothing, wishes, teller, occasion), teller)


def compared(source: DiskProject, wishes: Wishes, style: str) -> int:
    """Show how a cluster differs from what a build would write; return the exit code."""
    members = members_of(source, wishes, style)
    if members is None:
        return WRONG
    client = client_of(members, wishes)
    with Teller(style, client) as teller:
        return asked(_compare(client, members, wishes, teller), teller)


def asked(work: Coroutine[None, None, int], teller: Teller) -> int:
    """Return the exit code of what talks to a cluster."""
    # What was compiled stays to the end: it need not be looked through for garbage again and again.
    gc.freeze()
    try:
        return asyncio.run(work)
    except ClusterError as error:
        return teller.end(FAILED, f"error: {error}")


def _occasion(action: str, source: DiskProject, wishes: Wishes) -> Occasion:
    return Occasion(
        action=action,
        environment=wishes.environment or "",
        is_partial=bool(wishes.only),
        folder=source.root,
    )


def judge(wishes: Wishes) -> None:
    """Refuse options that do not go together."""
    if wishes.prune_many and not wishes.prune:
        raise click.UsageError("--prune-many lifts a guard of --prune: give both")
    if wishes.delete and not wishes.prune:
        raise click.UsageError("--delete lifts a guard of --prune: give both")
    if wishes.only and wishes.prune:
        raise click.UsageError("--only leaves the rest alone, and --prune looks at all of it")


def _judge_only(wishes: Wishes, members: Membership) -> None:
    names = {each.name for each in members.platform.components}
    for name in wishes.only:
        if name not in names:
            hint = did_you_mean(name, names)
            told = f"--only: there is no component {name!r}"
            raise click.UsageError(f"{told}; {hint}" if hint else told)


def _judge_prune(wishes: Wishes, members: Membership) -> None:
    """Refuse to delete what charts and manifests made where no lock says what that is."""
    if wishes.prune and members.installed:
        names = ", ".join(members.installed)
        why = f"without platform.lock, what is of {names} looks left over"
        raise click.UsageError(f"--prune: {why}; run `platformgen lock` before")


def members_of(source: DiskProject, wishes: Wishes, style: str) -> Membership | None:
    """Return what a project's cluster is to hold, and show what was found; None for errors."""
    members = own_members(source, wishes, style)
    if members is None:
        ending.tell(style, WRONG, ending.WRONG_SPEC)
        return None
    return with_published(members, published(members))


def own_members(source: DiskProject, wishes: Wishes, style: str) -> Membership | None:
    """Do so without what is at URLs, which may have to be fetched."""
    members, found = membership(source, wishes.environment)
    report.show(found, "text" if style == "json" else style)
    return members


def client_of(aim: Aim, wishes: Wishes) -> Client:
    """Return a client for the spec's context, or for the one that was asked for."""
    try:
        return Client.of(context(wishes.context or aim.context))
    except ContextError as error:
        where = "--context" if wishes.context else str(aim.context_span)
        fix = f"  fix: {_FIX_OPTION if wishes.context else _FIX_SPEC}"
        raise WrongContextError(f"{where}: {error}\n{fix}") from error


async def _looked(client: Client, aim: Aim, wishes: Wishes) -> Look:
    wanted = aim.wanted
    if wishes.only:
        wanted = needed_for(frozenset(wishes.only), wanted, aim.depends_on)
    return await look(client, aim.name, wanted, aim.leaving, has_installs=bool(aim.installs))


def _choices(aim: Aim, wishes: Wishes, found: Look) -> Choices:
    keys = [each.key for each in found.wanted]
    unwanted = candidates(found.sight, keys, set_id(aim.name))
    return Choices(
        force=_named("--force-conflicts", wishes.force, keys),
        force_all=ALL in wishes.force,
        recreate=_named("--recreate", wishes.recreate, keys),
        recreate_all=ALL in wishes.recreate,
        prune=wishes.prune,
        prune_many=wishes.prune_many,
        recover=wishes.recover_releases,
        delete=_named("--delete", wishes.delete, list(unwanted)),
    )


def _named(option: str, texts: Iterable[str], keys: list[Key]) -> frozenset[Key]:
    found: set[Key] = set()
    for text in texts:
        if text == ALL:
            continue
        matching = named(text, keys)
        if not matching:
            raise click.UsageError(f"{option}: there is no {text} here")
        found.update(matching)
    return frozenset(found)


async def _compare(client: Client, members: Membership, wishes: Wishes, teller: Teller) -> int:
    try:
        found = await _looked(client, members, wishes)
        choices = _choices(members, wishes, found)
        plan = await planned(client, members, found, choices)
    finally:
        client.close()
    teller.context(members, found)
    teller.plan(plan, members)
    teller.closed(members, found)
    is_same = set(plan.counts()) <= {"unchanged"}
    return DONE if is_same else DIFFERENT


async def brought(
    client: Client, aim: Aim, wishes: Wishes, teller: Teller, occasion: Occasion
) -> int:
    """Bring a cluster to an aim, as far as the person agrees; return the exit code."""
    try:
        found = await _looked(client, aim, wishes)
        choices = _choices(aim, wishes, found)
        is_partial = occasion.is_partial
        plan = await planned(client, aim, found, choices, is_partial=is_partial)
        teller.context(aim, found)
        teller.plan(plan, aim)
        teller.closed(aim, found)
        why = _refusal(plan, choices, found, aim)
        if wishes.agreed and wishes.agreed != plan_file.digest(plan, aim):
            why = "the spec or the cluster moved since that plan was made; nothing was written"
        if why:
            return teller.end(FAILED, why)
        if wishes.plan_out is not None:
            plan_file.save(wishes.plan_out, plan, aim, wishes)
            return teller.end(DONE, f"the plan is in {wishes.plan_out}; nothing was written")
        if wishes.dry_run:
            return teller.end(DONE, "nothing was written")
        helm = await _helm(client, plan, aim, choices)
        if plan.has_work and not _agreed(wishes, client, aim):
            return teller.end(DIFFERENT, "nothing was written")
        run = Run(client, aim, found, plan, teller.tell, _pursuit(wishes), helm, occasion)
        return await _carried_out(run, teller)
    finally:
        client.close()


async def _helm(client: Client, plan: Plan, aim: Aim, choices: Choices) -> Helm:
    lock = aim.lock or Lock()
    try:
        found = await asyncio.to_thread(archives, plan.rollouts, lock, aim.authority)
    except WorldError as error:
        raise ClusterError(str(error)) from error
    forced = frozenset(each for each in found if choices.forces(each))
    return Helm(context=client.context, archives=found, forced=forced)


def _refusal(plan: Plan, choices: Choices, found: Look, aim: Aim) -> str:
    """Return why nothing of a plan can be written; empty where it can."""
    stops = len(plan.stops)
    if stops:
        s = "s" if stops > 1 else ""
        return f"{stops} object{s} must be settled first; nothing was written"
    lost = [str(each.key) for each in plan.of(Create) if each.key in aim.withheld]
    if lost:
        names = ", ".join(lost)
        fix = "apply the commit that has them"
        return f"values of Secrets are not kept: {names}; nothing was written\n  fix: {fix}"
    known, wanted = len(found.sight.entries), len(found.wanted)
    many = shrinking(len(plan.of(Delete, Uninstall)), known, wanted, choices)
    return f"{many}; nothing was written\n  fix: if that is meant: --prune-many" if many else ""


def _agreed(wishes: Wishes, client: Client, aim: Aim) -> bool:
    if wishes.yes:
        return True
    if not sys.stdin.isatty():
        raise click.UsageError("there is nobody to ask: agree with --yes, or look with --dry-run")
    name = wishes.context or aim.context
    return click.confirm(f"Do this to {name} ({client.name})?", err=True)


def _pursuit(wishes: Wishes) -> Pursuit:
    return Pursuit(waits=not wishes.no_wait, timeout_seconds=wishes.timeout)


async def _carried_out(run: Run, teller: Teller) -> int:
    await carry_out(run)
    if run.stopped == INTERRUPTED:
        return teller.end(STOPPED, end_text.interrupted(teller.waiting))
    if run.troubles or run.stopped:
        return teller.end(FAILED, end_text.bad(run))
    if not run.membership.wanted:
        return teller.end(DONE, end_text.gone(run.plan))
    missing = len(run.plan.unserved)
    if missing:
        return teller.end(FAILED, f"{missing} left out: their kinds are not served yet")
    return teller.end(DONE, end_text.good(run))
