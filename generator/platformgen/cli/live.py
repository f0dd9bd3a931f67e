"""What the commands that change a cluster, or compare with it, do with a project."""

from __future__ import annotations

from platformgen.apply.revision import APPLY, DESTROY
from platformgen.cli import ending, hosts_file, plan_file, report
from platformgen.cli.bringing import brought, looked
from platformgen.cli.choosing import choices_of, judge, judge_only, judge_prune
from platformgen.cli.events import Teller
from platformgen.cli.exits import DIFFERENT, DONE, WRONG
from platformgen.cli.server import asked, client_of
from platformgen.cli.wishes import Wishes
from platformgen.pipeline.membership import Membership, membership
from platformgen.pipeline.published import with_published
from platformgen.shell.applying.charting import published
from platformgen.shell.applying.planning import plan as planned
from platformgen.shell.applying.recording import Occasion
from platformgen.shell.cluster.client import Client
from platformgen.shell.disk import DiskProject


def applied(source: DiskProject, wishes: Wishes, style: str) -> int:
    """Apply a project; return the exit code."""
    judge(wishes)
    if wishes.plan is not None:
        wishes = plan_file.load(wishes.plan, wishes)
    members = members_of(source, wishes, style)
    if members is None:
        return WRONG
    judge_only(wishes, members)
    judge_prune(wishes, members)
    occasion = _occasion(APPLY, source, wishes)
    client = client_of(members, wishes)
    with Teller(style, client) as teller:
        code = asked(brought(client, members, wishes, teller, occasion), teller)
    if code == DONE and wishes.hosts and not wishes.plan_out:
        root, is_rehearsal = str(source.root), wishes.dry_run
        code = hosts_file.applied(members.platform, None, root, is_rehearsal=is_rehearsal)
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


def _occasion(action: str, source: DiskProject, wishes: Wishes) -> Occasion:
    return Occasion(
        action=action,
        environment=wishes.environment or "",
        is_partial=bool(wishes.only),
        folder=source.root,
    )


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


async def _compare(client: Client, members: Membership, wishes: Wishes, teller: Teller) -> int:
    try:
        found = await looked(client, members, wishes)
        choices = choices_of(members, wishes, found)
        plan = await planned(client, members, found, choices)
    finally:
        client.close()
    teller.context(members, found)
    teller.plan(plan, members)
    teller.closed(members, found)
    is_same = set(plan.counts()) <= {"unchanged"}
    return DONE if is_same else DIFFERENT
