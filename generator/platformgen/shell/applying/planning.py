"""The plan for a cluster as it is: what differs is tried on the server, which keeps none of it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any
from urllib.parse import urlencode

from msgspec.structs import replace

from platformgen.apply.aim import Aim
from platformgen.apply.answers import Answer, Cause, Contested, verdict
from platformgen.apply.choices import Choices
from platformgen.apply.contests import of_others
from platformgen.apply.deciding import decided, to_try
from platformgen.apply.fingerprint import MANAGER
from platformgen.apply.graft import manager_of
from platformgen.apply.handing import handovers
from platformgen.apply.inventory import set_id
from platformgen.apply.order import Edges, edges
from platformgen.apply.ownership import ARGO_CDS, applier
from platformgen.apply.plan import Plan, Sight, Trial
from platformgen.apply.prune import candidates, pruned
from platformgen.apply.queue import in_turn
from platformgen.apply.release import Release
from platformgen.apply.returning import left_alone, returning, withdrawals
from platformgen.apply.rollouts import brought_by, rolled_out
from platformgen.apply.selection import in_part
from platformgen.apply.served import Served
from platformgen.apply.wanted import Desired, Wanted
from platformgen.shell.applying.counting import count
from platformgen.shell.applying.helm_revisions import revisions
from platformgen.shell.applying.looking import Look, one
from platformgen.shell.cluster.client import APPLY, Client
from platformgen.shell.cluster.request import JSON

Live = Mapping[str, Any]


async def plan(
    client: Client,
    aim: Aim,
    found: Look,
    choices: Choices,
    *,
    is_partial: bool = False,
) -> Plan:
    """Return what has to change; a partial plan says nothing of what is not wanted any more."""
    identity = set_id(aim.name)
    releases = [each for each in found.wanted if isinstance(each, Release)]
    held = await revisions(client, found)
    parts = in_part(found.wanted, aim.wanted) | aim.in_part
    returns = returning(found.sight, found.wanted, aim, parts, identity)
    back = frozenset(returns.back)
    found.sight = replace(found.sight, brings=brought_by(releases), back=back)
    asked = list(to_try(found.wanted, found.sight))
    await _see_whole(client, found, asked)
    trials = await asyncio.gather(*(_trial(client, found.sight, each, choices) for each in asked))
    by_key = {each.key: trial for each, trial in zip(asked, trials, strict=True)}
    entries = found.sight.entries
    changes = list(rolled_out(releases, held, entries, recovers=choices.recover, back=back))
    changes += decided(found.wanted, found.sight, by_key, choices)
    changes = [left_alone(each, returns, found.sight) for each in changes]
    given = list(handovers(found.sight, aim.handed, changes, identity))
    if not is_partial:
        wanted = {each.key for each in (*found.wanted, *given)} | set(returns.back.values())
        unwanted = list(candidates(found.sight, wanted, identity))
        census = await count(client, found.sight, unwanted if choices.prune else (), identity)
        changes += pruned(found.sight, unwanted, identity, choices, census)
    made = Plan(tuple(changes))
    found.order = _order(found.wanted, aim)
    made = _as_written(made, found.order) if made.writes or made.rollouts else made
    # In their turn: an Application goes before what it made is ours, and comes before it is not.
    withdrawn = withdrawals(found.sight, returns.back.values(), aim.wanted)
    return Plan((*withdrawn, *made.changes, *given))


def _order(wanted: Iterable[Wanted], aim: Aim) -> Edges:
    documents = {each.key: each.document for each in wanted}
    components = {each.key: each.component for each in wanted}
    return edges(documents, components, aim.depends_on)


def _as_written(made: Plan, order: Edges) -> Plan:
    """Return the plan in the order in which it will be carried out."""
    turn = in_turn([each.key for each in made.changes], order.present)
    ranks = {key: rank for rank, key in enumerate(turn)}
    return Plan(tuple(sorted(made.changes, key=lambda each: ranks[each.key])))


async def _see_whole(client: Client, found: Look, asked: Sequence[Desired]) -> None:
    """Read the Secrets that differ: of Secrets only the metadata was listed."""
    secrets = [each for each in asked if each.key.kind == "Secret" and not each.key.group]
    whole = await asyncio.gather(*(one(client, found.sight, each) for each in secrets))
    seen = {each.key: live for each, live in zip(secrets, whole, strict=True) if live is not None}
    found.sight = replace(found.sight, live={**found.sight.live, **seen})


async def _trial(client: Client, sight: Sight, each: Desired, choices: Choices) -> Trial:
    served = sight.catalogue.of(str(each.document["apiVersion"]), each.key.kind)
    assert served is not None  # noqa: S101  # it was seen there
    manager, agreed = manager_of(each.key), frozenset[str]()
    if sight.comes_back(each):
        manager, agreed = applier(sight.live[each.key]), ARGO_CDS | {MANAGER}

    async def tried(*, is_forced: bool) -> Answer:
        query = query_of(manager, is_forced=is_forced, is_trial=True)
        return await _sent(client, served, each, query)

    said = await tried(is_forced=False)
    meant = verdict(said)
    contested: tuple[Cause, ...] = ()
    if isinstance(meant, Contested):
        contested = of_others(meant.causes, agreed)
        if contested and not choices.forces(each.key):
            return Trial(verdict=Contested(contested))
        said = await tried(is_forced=True)
        meant = verdict(said)
    return Trial(verdict=meant, message=said.message, result=said.body, contested=contested)


async def apply(
    client: Client, served: Served, each: Desired, *, is_forced: bool = False, accept: str = JSON
) -> Answer:
    """Return the server's answer to an object applied as ours."""
    query = query_of(manager_of(each.key), is_forced=is_forced)
    return await _sent(client, served, each, query, accept)


@cache
def query_of(manager: str, *, is_forced: bool, is_trial: bool = False) -> str:
    """Return how the server is asked to apply something under a field manager."""
    words = {
        "fieldManager": manager,
        "fieldValidation": "Strict",
        "force": "true" if is_forced else "false",
    }
    return urlencode(words | ({"dryRun": "All"} if is_trial else {}))


async def _sent(
    client: Client, served: Served, each: Desired, query: str, accept: str = JSON
) -> Answer:
    path = f"{served.path(each.key.namespace, each.key.name)}?{query}"
    return await client.ask("PATCH", path, body=each.document, content_type=APPLY, accept=accept)
