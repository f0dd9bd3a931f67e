"""A plan as data: its names are stable, for programs that read them."""

from __future__ import annotations

from typing import Any

from platformgen.apply.aim import Aim
from platformgen.apply.change import (
    WORDS,
    Adopt,
    Blocked,
    Change,
    Conflict,
    Create,
    Delete,
    Install,
    Kept,
    Recreate,
    TakeBack,
    Unchanged,
    Update,
    Upgrade,
)
from platformgen.apply.contests import Contest, ways_out
from platformgen.apply.leaving import HandOver, Withdraw
from platformgen.apply.mounting import Mount
from platformgen.apply.past import is_forgotten
from platformgen.cli.plan_text import GOING, lost_with, span_of


def as_json(change: Change, membership: Aim) -> dict[str, Any]:
    """Return a change as data."""
    span = span_of(change, membership)
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
            data["fix"] = "; or ".join(ways_out(change.desired, contests))
        case Create():
            data |= _creation_data(change)
        case Install(release=release):
            data |= {"chart": release.helm.chart, "version": release.helm.version}
        case Upgrade(release=release, version=version, fields=fields, reason=reason):
            data |= {"chart": release.helm.chart, "version": release.helm.version}
            data |= {"from": version, "reason": reason}
            data["values"] = [
                {"field": each.path, "before": each.before, "after": each.after} for each in fields
            ]
        case Recreate(reason=reason):
            data["reason"] = reason
        case Blocked(reason=reason, fix=fix):
            data["reason"] = reason
            data |= {"fix": fix} if fix else {}
        case _:
            data |= _leaving_data(change)
    return data


def _creation_data(change: Create) -> dict[str, Any]:
    match change:
        case Create(wanted=wanted) if is_forgotten(wanted):
            return {"reason": lost_with(wanted)}
        case Create(ending=ending) if ending:
            return {"reason": GOING}
        case Create(after=after) if after:
            return {"after": [str(each) for each in after]}
        case _:
            return {}


def _leaving_data(change: Change) -> dict[str, Any]:
    match change:
        case Kept(reason=reason, dies=dies, fix=fix):
            return {"reason": reason, "dies": list(dies)} | ({"fix": fix} if fix else {})
        case Delete(dies=dies, stays=stays, claims=claims):
            data: dict[str, Any] = {"dies": list(dies)}
            data |= {"stays": stays} if stays else {}
            return data | ({"claims": [str(each) for each in claims]} if claims else {})
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
