"""A plan as annotations of a pull request: each change beside its line of the spec."""

from __future__ import annotations

from collections.abc import Iterator

from platformgen.apply.aim import Aim
from platformgen.apply.change import WORDS, Blocked, Change, Conflict, Gone, Kept, Unchanged
from platformgen.apply.plan import Plan
from platformgen.cli import plan_text, report


def annotated(plan: Plan, aim: Aim) -> Iterator[str]:
    """Yield a workflow command for each change; what the spec no longer has stands at no line."""
    for each in plan.changes:
        if not isinstance(each, Unchanged) or each.note:
            told = "\n".join([str(each.key), *plan_text.details(each)])
            span = plan_text.span_of(each, aim)
            yield report.annotation(_level(each), span, WORDS[type(each)], told)


def _level(change: Change) -> str:
    """Return how much it matters: what stops an apply most, what changes nothing least."""
    match change:
        case Conflict() | Blocked():
            return "error"
        case Kept() | Gone() | Unchanged():
            return "notice"
        case _:
            return "warning"
