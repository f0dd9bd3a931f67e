"""A plan carried out as far as the person agrees: shown, asked about, refused or done."""

from __future__ import annotations

import asyncio
import sys

import click

from platformgen.apply.aim import Aim
from platformgen.apply.change import Create, Delete, Uninstall
from platformgen.apply.choices import Choices
from platformgen.apply.idle import idle
from platformgen.apply.plan import Plan
from platformgen.apply.prune import shrinking
from platformgen.apply.revision import INTERRUPTED as STOPPED
from platformgen.apply.selection import needed_for
from platformgen.cli import end_text, plan_file
from platformgen.cli.choosing import choices_of
from platformgen.cli.events import Teller
from platformgen.cli.exits import DIFFERENT, DONE, FAILED, INTERRUPTED
from platformgen.cli.refusal import RefusedError
from platformgen.cli.wishes import Wishes
from platformgen.model import Lock
from platformgen.shell.applying.charting import archives
from platformgen.shell.applying.expecting import Pursuit
from platformgen.shell.applying.helming import Helm
from platformgen.shell.applying.looking import Look, cluster_uid, look
from platformgen.shell.applying.planning import plan as planned
from platformgen.shell.applying.recording import Occasion
from platformgen.shell.applying.running import Run, carry_out
from platformgen.shell.cluster.client import Client

_MOVED = (
    "the spec or the cluster moved since that plan was made, or it was made for another cluster;"
    " nothing was written\n  fix: make the plan anew, and look at it"
)


async def brought(
    client: Client, aim: Aim, wishes: Wishes, teller: Teller, occasion: Occasion
) -> int:
    """Bring a cluster to an aim, as far as the person agrees; return the exit code."""
    try:
        found = await looked(client, aim, wishes)
        choices = choices_of(aim, wishes, found)
        is_partial = occasion.is_partial
        plan = await planned(client, aim, found, choices, is_partial=is_partial)
        teller.context(aim, found)
        teller.plan(plan, aim)
        teller.idle(idle(plan, choices))
        teller.closed(aim, found)
        why = _refusal(plan, choices, found, aim)
        is_filed = wishes.agreed or wishes.plan_out is not None
        cluster = await cluster_uid(client) if is_filed else ""
        if wishes.agreed and wishes.agreed != plan_file.digest(plan, aim, cluster):
            why = _MOVED
        if why:
            return teller.end(FAILED, why)
        if wishes.plan_out is not None:
            plan_file.save(wishes.plan_out, plan, aim, wishes, cluster)
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
    found = await asyncio.to_thread(archives, plan.rollouts, lock, aim.authority)
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
        raise RefusedError("there is nobody to ask", fix="agree with --yes, or look with --dry-run")
    name = wishes.context or aim.context
    return click.confirm(f"Do this to {name} ({client.name})?", err=True)


def _pursuit(wishes: Wishes) -> Pursuit:
    return Pursuit(waits=not wishes.no_wait, timeout_seconds=wishes.timeout)


async def _carried_out(run: Run, teller: Teller) -> int:
    await carry_out(run)
    if run.stopped == STOPPED:
        return teller.end(INTERRUPTED, end_text.interrupted(teller.waiting, run.troubles))
    if run.troubles or run.stopped:
        return teller.end(FAILED, end_text.bad(run))
    if not run.membership.wanted:
        return teller.end(DONE, end_text.gone(run.plan))
    missing = len(run.plan.unserved)
    if missing:
        return teller.end(FAILED, f"{missing} left out: their kinds are not served yet")
    return teller.end(DONE, end_text.good(run))


async def looked(client: Client, aim: Aim, wishes: Wishes) -> Look:
    """Return what stands in a cluster of what an aim wants, or of a part of that."""
    wanted = aim.wanted
    if wishes.only:
        wanted = needed_for(frozenset(wishes.only), wanted, aim.depends_on)
    return await look(client, aim.name, wanted, aim.leaving, has_installs=bool(aim.installs))
