"""A plan as people read it, in 80 columns, and as data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

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
from platformgen.apply.contests import Contest
from platformgen.apply.graft import host
from platformgen.apply.leaving import HandOver, Withdraw
from platformgen.apply.mounting import GoAlong, Mount
from platformgen.apply.plan import Plan
from platformgen.cli.printing import on_one_line
from platformgen.cli.wrapping import WIDTH, wrapped
from platformgen.diagnostic import Span

_VALUE: Final = 60
INDENT: Final = " " * 11
_MOUNTED: Final = "what is installed makes it; only what the portal reads is put into its pods"
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
    yield summary(plan)


def summary(plan: Plan) -> str:
    """Return how many objects there are of each kind of change."""
    counts = plan.counts()
    parts = [f"{counts[word]} {word}" for word in WORDS.values() if word in counts]
    return f"plan: {', '.join(parts) or 'nothing'}"


def _of_change(change: Change, membership: Aim) -> Iterator[str]:
    word = WORDS[type(change)]
    span = _span(change, membership)
    head = f"{click.style(f'{word:<9}', fg=_COLOURS.get(word))} {on_one_line(str(change.key))}"
    plain = len(click.unstyle(head))
    where = on_one_line(str(span)) if span else ""
    if where and plain + 2 + len(where) <= WIDTH:
        yield f"{head}  {where}"
    else:
        yield head
        if where:
            yield f"{'':<9} {where}"
    for line in _details(change):
        yield from wrapped(on_one_line(line), INDENT)


def _span(change: Change, membership: Aim) -> Span | None:
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


def _details(change: Change) -> Iterator[str]:
    match change:
        case Update() | Adopt() | TakeBack() | Mount() | Conflict():
            yield from _differing(change)
        case Recreate(reason=reason):
            yield f"it is deleted and made anew: {reason}"
        case Blocked(reason=reason, fix=fix):
            yield reason
            yield from _fix(fix)
        case Create(after=after) if after:
            yield f"its kind is not served yet: it is made after {', '.join(map(str, after))}"
        case Install() | Upgrade():
            yield from _of_rollout(change)
        case Unserved():
            yield "its kind is not served yet: what is installed by other means may bring it"
        case _:
            yield from _leaving(change)


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
        case Delete(dies=dies, stays=stays):
            yield from _dying(dies)
            if stays:
                yield f"{stays} stays"
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
        yield f"values.{field.path}: {_value(field.before)} → {_value(field.after)}"
    if change.reason:
        yield change.reason


def _differing(change: Update | Adopt | TakeBack | Mount | Conflict) -> Iterator[str]:
    if isinstance(change, Conflict):
        for each in change.contests:
            yield from _contest(each)
        yield f"fix: leave the field to them, or take it: --force-conflicts={change.key}"
        return
    if isinstance(change, TakeBack):
        yield "it is Argo CD's, and becomes ours"
    if isinstance(change, Adopt):
        yield f"it is there, managed by {', '.join(change.managers) or 'nobody'}"
    if isinstance(change, Mount):
        yield _MOUNTED
    for field in change.fields:
        yield f"{field.path}: {_value(field.before)} → {_value(field.after)}"
    for each in change.taken:
        yield from (f"taken: {line}" for line in _contest(each))


def _fix(fix: str) -> Iterator[str]:
    if fix:
        yield f"fix: {fix}"


def _dying(dies: tuple[str, ...]) -> Iterator[str]:
    if dies:
        yield f"with it dies: {', '.join(dies)}"


def _contest(each: Contest) -> Iterator[str]:
    since = f" since {each.since}" if each.since else ""
    yield f"{each.field}: {each.manager} owns it{since}"
    yield f"  theirs {_value(each.theirs)}, ours {_value(each.ours)}"


def _value(value: object) -> str:
    if value is None:
        return "nothing"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _VALUE else f"{text[: _VALUE - 1]}…"


def as_json(change: Change, membership: Aim) -> dict[str, Any]:
    """Return a change as data."""
    span = _span(change, membership)
    data: dict[str, Any] = {"change": WORDS[type(change)], "object": str(change.key)}
    if span is not None:
        data |= {"file": span.file, "line": span.line, "column": span.column}
    match change:
        case (
            Update(fields=fields)
            | Adopt(fields=fields)
            | TakeBack(fields=fields)
            | Mount(fields=fields)
        ):
            data["fields"] = [
                {"field": each.path, "before": each.before, "after": each.after} for each in fields
            ]
        case Conflict(contests=contests):
            data["conflicts"] = [_contest_data(each) for each in contests]
        case Create(after=after) if after:
            data["after"] = [str(each) for each in after]
        case Install(release=release):
            data |= {"chart": release.helm.chart, "version": release.helm.version}
        case Upgrade(release=release, version=version, fields=fields, reason=reason):
            data |= {"chart": release.helm.chart, "version": release.helm.version}
            data |= {"from": version, "reason": reason}
            data["values"] = [
                {"field": each.path, "before": each.before, "after": each.after} for each in fields
            ]
        case Recreate(reason=reason) | Blocked(reason=reason):
            data["reason"] = reason
        case _:
            data |= _leaving_data(change)
    return data


def _leaving_data(change: Change) -> dict[str, Any]:
    match change:
        case Kept(reason=reason, dies=dies):
            return {"reason": reason, "dies": list(dies)}
        case Delete(dies=dies, stays=stays):
            return {"dies": list(dies)} | ({"stays": stays} if stays else {})
        case HandOver(application=application):
            return {"application": str(application)}
        case Unchanged(note=note) if note:
            return {"reason": note}
        case Withdraw(left=left) if left:
            return {"left": list(left)}
        case _:
            return {}


def _contest_data(each: Contest) -> dict[str, Any]:
    return {
        "field": each.field,
        "manager": each.manager,
        "since": each.since,
        "theirs": each.theirs,
        "ours": each.ours,
    }
