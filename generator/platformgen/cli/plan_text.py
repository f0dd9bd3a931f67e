"""A plan as people read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import click

from platformgen.apply.aim import Aim
from platformgen.apply.change import (
    WORDS,
    Adopt,
    Blocked,
    Change,
    Conflict,
    Create,
    Delete,
    Gone,
    Install,
    Kept,
    Recreate,
    TakeBack,
    Unchanged,
    Unserved,
    Update,
    Upgrade,
    wanted_of,
)
from platformgen.apply.contests import Contest, ways_out
from platformgen.apply.graft import host
from platformgen.apply.key import Key
from platformgen.apply.leaving import HandOver, Withdraw
from platformgen.apply.mounting import GoAlong, Mount
from platformgen.apply.past import forgotten, is_forgotten
from platformgen.apply.plan import Plan
from platformgen.apply.prune import shown
from platformgen.apply.wanted import Generated
from platformgen.cli.printing import on_one_line
from platformgen.cli.sides import sides
from platformgen.cli.wrapping import columns, wrapped
from platformgen.diagnostic import Span

INDENT: Final = " " * 11
_MOUNTED: Final = "what is installed makes it; only what the portal reads is put into its pods"
GOING: Final = "it is being deleted, or its namespace is: it is made anew once it is gone"
_COLOURS: Final = {
    "install": "green",
    "create": "green",
    "upgrade": "yellow",
    "uninstall": "red",
    "update": "yellow",
    "adopt": "yellow",
    "mount": "yellow",
    "unmount": "red",
    "go along": "red",
    "take back": "yellow",
    "hand over": "cyan",
    "withdraw": "yellow",
    "recreate": "magenta",
    "conflict": "red",
    "refused": "red",
    "no kind": "red",
    "delete": "red",
    "keep": "cyan",
}


def lines(plan: Plan, membership: Aim) -> Iterator[str]:
    """Yield the lines of a plan; what is unchanged is counted, and named where a note says why."""
    for each in plan.changes:
        if not isinstance(each, Unchanged) or each.note:
            yield from _of_change(each, membership)
    lost = ", ".join(map(str, forgotten(plan)))
    if lost:
        yield from wrapped(on_one_line(f"cannot be brought back: the values of {lost}"))
    yield summary(plan)


def summary(plan: Plan) -> str:
    """Return how many objects there are of each kind of change."""
    counts = plan.counts()
    parts = [f"{counts[word]} {word}" for word in WORDS.values() if word in counts]
    return f"plan: {', '.join(parts) or 'nothing'}"


def _of_change(change: Change, membership: Aim) -> Iterator[str]:
    word = WORDS[type(change)]
    span = span_of(change, membership)
    head = f"{click.style(f'{word:<9}', fg=_COLOURS.get(word))} {on_one_line(str(change.key))}"
    plain = len(click.unstyle(head))
    where = on_one_line(str(span)) if span else ""
    if where and plain + 2 + len(where) <= columns():
        yield f"{head}  {where}"
    else:
        yield head
        if where:
            yield f"{'':<9} {where}"
    for line in details(change):
        yield from wrapped(on_one_line(line), INDENT)


def span_of(change: Change, membership: Aim) -> Span | None:
    """Return where a change is asked for: the very field, where one is in the way."""
    wanted = wanted_of(change)
    if wanted is None:
        return None
    match change:
        case Blocked(field=field) | Recreate(field=field):
            return membership.span(wanted, field)
        case Conflict(contests=contests):
            return membership.span(wanted, contests[0].field)
        case _:
            return wanted.origin


def details(change: Change) -> Iterator[str]:
    """Yield what is to be known of a change beside its word, its object and its place."""
    match change:
        case Update() | Adopt() | TakeBack() | Mount() | Conflict():
            yield from _differing(change)
        case Recreate(reason=reason):
            yield f"it is deleted and made anew: {reason}"
            if change.key.kind == "StatefulSet":
                yield "its pods run on; their claims stay as they are, with the data in them"
        case Blocked(reason=reason, fix=fix):
            yield reason
            yield from _fix(fix)
        case Create(wanted=wanted) if is_forgotten(wanted):
            yield lost_with(wanted)
        case Create(after=after) if after:
            yield f"its kind is not served yet: it is made after {', '.join(map(str, after))}"
        case Create(ending=ending) if ending:
            yield GOING
        case Install() | Upgrade():
            yield from _of_rollout(change)
        case Unserved():
            yield "its kind is not served yet: what is installed by other means may bring it"
        case _:
            yield from _leaving(change)


def lost_with(wanted: Generated) -> str:
    """Return what it means that a Secret which a revision wants is not there any more."""
    told = "what it held was kept nowhere"
    return f"{told}: it is made anew, with other values" if wanted.keys else told


def _leaving(change: Change) -> Iterator[str]:
    match change:
        case HandOver(application=application):
            yield f"it stays as it is: Argo CD applies it from now on, by {application}"
        case Withdraw(heir=heir, left=left):
            who = "we apply again" if heir is None else f"{heir} asks for"
            yield f"{who} what Argo CD made of it; nothing of that goes with it"
            if left:
                yield f"not wanted, and nobody's any more: {', '.join(left)}"
        case GoAlong(holder=holder):
            yield f"it goes with {'its object' if holder == host(change.key) else holder}"
        case Delete(dies=dies, stays=stays, claims=claims):
            yield from _dying(dies)
            if stays:
                yield f"{stays} stays"
            yield from _left(claims)
        case Kept(reason=reason, dies=dies, fix=fix):
            yield reason
            yield from _dying(dies)
            yield from _fix(fix)
        case Unchanged(note=note):
            yield note
        case Gone(note=note):
            yield note or "it is no longer there"
        case _:
            pass


def _of_rollout(change: Install | Upgrade) -> Iterator[str]:
    helm = change.release.helm
    if change.is_taken_back:
        yield "it is Argo CD's, and becomes Helm's"
    if isinstance(change, Install):
        yield f"the chart {helm.chart} {helm.version}"
        if change.ending is not None:
            yield "a first revision of it never came to an end, and is given up"
        return
    before = change.version or "a chart that Helm did not write down"
    if before == helm.version:
        yield f"the chart {helm.chart} stays at {helm.version}"
    else:
        yield f"the chart {helm.chart}: {before} → {helm.version}"
    for field in change.fields:
        yield f"values.{field.path}: {' → '.join(sides(field.before, field.after))}"
    if change.reason:
        yield change.reason


def _differing(change: Update | Adopt | TakeBack | Mount | Conflict) -> Iterator[str]:
    if isinstance(change, Conflict):
        for each in change.contests:
            yield from _contest(each)
        first, *others = ways_out(change.desired, change.contests)
        yield f"fix: {first}"
        yield from (f"  or {way}" for way in others)
        return
    if isinstance(change, TakeBack):
        yield "it is Argo CD's, and becomes ours"
    if isinstance(change, Adopt):
        yield f"it is there, managed by {', '.join(change.managers) or 'nobody'}"
    if isinstance(change, Mount):
        yield _MOUNTED
    for field in change.fields:
        yield f"{field.path}: {' → '.join(sides(field.before, field.after))}"
    for each in change.taken:
        first, *others = _contest(each)
        yield f"taken: {first}"
        yield from others


def _fix(fix: str) -> Iterator[str]:
    if fix:
        yield f"fix: {fix}"


def _dying(dies: tuple[str, ...]) -> Iterator[str]:
    if dies:
        yield f"with it dies: {', '.join(dies)}"


def _left(claims: tuple[Key, ...]) -> Iterator[str]:
    if claims:
        yield f"its data stays, in {', '.join(shown([str(each) for each in claims]))}"
        yield f"such a claim goes by hand: `kubectl delete {claims[0].kubectl}`"


def _contest(each: Contest) -> Iterator[str]:
    since = f" since {each.since}" if each.since else ""
    yield f"{each.field}: {each.manager} owns it{since}"
    theirs, ours = sides(each.theirs, each.ours)
    yield f"  theirs {theirs}, ours {ours}"
