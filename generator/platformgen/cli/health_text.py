"""How a platform stands, as a table and as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import click

from platformgen.apply import prune
from platformgen.apply.standing import Drift, Rest, Standing
from platformgen.cli import health_next
from platformgen.cli.health_next import Called
from platformgen.cli.printing import on_one_line
from platformgen.cli.table import GAP, table
from platformgen.cli.wrapping import columns, wrapped
from platformgen.pipeline.membership import Membership
from platformgen.shell.answering import Reply
from platformgen.shell.cluster.client import Client
from platformgen.shell.surveying import Survey

_HEAD: Final = ("COMPONENT", "VERSION", "READY", "RESTARTS", "URL", "STATE")
_COMPONENT, _VERSION = 0, 1
_YIELDING: Final = ((_COMPONENT, 24), (_VERSION, 16), (_COMPONENT, 12), (_VERSION, 8))
_NONE: Final = "-"
_INDENT: Final = "  "
_COLOURS: Final = {"amiss": "red", "changed": "yellow"}
_CERTIFICATES: Final = {True: "trusted", False: "not trusted", None: None}


def lines(found: Survey, called: Called) -> Iterator[str]:
    """Yield the table, what is amiss with each component, a line of the whole, and what is next."""
    both = list(zip(found.standings, found.replies, strict=True))
    rows = [_row(each, replies) for each, replies in both]
    for cells in table([_HEAD, *rows], _YIELDING, columns()):
        word = cells.pop().rstrip()
        yield GAP.join([*cells, click.style(word, fg=_COLOURS.get(word))])
    for each, replies in both:
        told = list(_told(each, replies))
        if told:
            yield ""
            yield on_one_line(each.component)
        for text in told:
            yield from wrapped(on_one_line(text), _INDENT)
    yield ""
    yield summary(found)
    yield from _rest(found.rest)
    yield from _left(found)
    yield from _next(found, called)


def _rest(each: Rest) -> Iterator[str]:
    """Yield what is amiss with what belongs to no component."""
    if not each.is_healthy:
        yield ""
        yield "Of no component, and not as the spec says:"
        for text in prune.shown([*each.reasons, *map(_drift, each.drift)]):
            yield from wrapped(on_one_line(text), _INDENT)


def _left(found: Survey) -> Iterator[str]:
    """Yield what the spec no longer has: it does no harm, so nothing is amiss by it."""
    if found.left:
        yield ""
        yield "Left over, as the spec no longer has it:"
        for name in prune.shown([str(each.key) for each in found.left]):
            yield from wrapped(on_one_line(name), _INDENT)


def _next(found: Survey, called: Called) -> Iterator[str]:
    todo = [(on_one_line(command), what) for command, what in health_next.steps(found, called)]
    width = max((len(command) for command, _ in todo), default=0)
    listed = [f"{_INDENT}{command:<{width}}   {what}" for command, what in todo]
    if todo:
        yield ""
        yield "Next:"
    if all(len(line) <= columns() for line in listed):
        yield from listed
        return
    for command, what in todo:
        # A command that is longer than a line stays one: it is there to be copied.
        yield f"{_INDENT}{what}:"
        yield f"{_INDENT * 2}{command}"


def summary(found: Survey) -> str:
    """Return how many components are healthy."""
    well = sum(state(*each) == "ok" for each in zip(found.standings, found.replies, strict=True))
    return f"{well} of {len(found.standings)} components are healthy"


def state(each: Standing, replies: Sequence[Reply]) -> str:
    """Return one word for a component: ok, amiss, or changed where only its fields are others'."""
    if each.reasons or not all(reply.is_good for reply in replies):
        return "amiss"
    return "changed" if each.drift else "ok"


def _row(each: Standing, replies: Sequence[Reply]) -> tuple[str, ...]:
    return (
        each.component,
        _versions(each),
        f"{each.ready}/{each.pods}" if each.pods else _NONE,
        str(each.restarts) if each.pods else _NONE,
        _answers(replies),
        state(each, replies),
    )


def _versions(each: Standing) -> str:
    """Return the version that runs, and the spec's where that is another.

    Where nothing is to run all the time, as of a CronJob, what is there says no other than the
    spec's. What runs and does not say its version, as of some charts, is told by a `?`.
    """
    running = ", ".join(each.running)
    if not running and each.wanted:
        is_idle = not each.pods and not each.reasons
        running = each.wanted if is_idle else "?" if each.ready else "none"
    if not running or running == each.wanted:
        return running or _NONE
    return f"{running} → {each.wanted}" if each.wanted else running


def _answers(replies: Sequence[Reply]) -> str:
    """Return the worst of what a component's URLs answer."""
    if not replies:
        return _NONE
    codes = [each.status for each in replies if each.status is not None]
    return str(max(codes)) if len(codes) == len(replies) else "none"


def _told(each: Standing, replies: Iterable[Reply]) -> Iterator[str]:
    yield from each.reasons
    for reply in replies:
        if reply.status is None:
            yield f"{reply.url}: {reply.why}"
        elif not reply.is_good:
            yield f"{reply.url} answers {reply.status}"
        elif reply.is_verified is False:
            yield f"{reply.url} answers {reply.status}; nobody vouches for its certificate"
    for drift in each.drift:
        yield _drift(drift)


def _drift(drift: Drift) -> str:
    where = f": {', '.join(drift.fields)}" if drift.fields else ""
    return f"{drift.word} {drift.key}{where}"


def as_json(client: Client, members: Membership, found: Survey) -> dict[str, Any]:
    """Return all of it as data; its names are stable."""
    return {
        "platform": members.platform.name,
        "context": client.context,
        "server": client.name,
        "version": found.version,
        "healthy": found.is_healthy,
        "components": [
            _component(each, replies)
            for each, replies in zip(found.standings, found.replies, strict=True)
        ],
        "rest": {"reasons": list(found.rest.reasons), "drift": _drifts(found.rest.drift)},
        "leftovers": [{"object": str(each.key), "reason": each.reason} for each in found.left],
    }


def _drifts(drift: Iterable[Drift]) -> list[dict[str, Any]]:
    return [
        {"object": str(each.key), "change": each.word, "fields": list(each.fields)}
        for each in drift
    ]


def _component(each: Standing, replies: Sequence[Reply]) -> dict[str, Any]:
    return {
        "name": each.component,
        "state": state(each, replies),
        "version": each.wanted,
        "running": list(each.running),
        "ready": each.ready,
        "pods": each.pods,
        "restarts": each.restarts,
        "reasons": list(each.reasons),
        "drift": _drifts(each.drift),
        "urls": [
            {
                "url": one.url,
                "status": one.status,
                "message": one.why,
                "certificate": _CERTIFICATES[one.is_verified],
            }
            for one in replies
        ],
        "sync": each.sync,
        "health": each.health,
    }
