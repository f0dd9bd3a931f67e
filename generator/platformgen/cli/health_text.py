"""How a platform stands, as a table of 80 columns and as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import click

from platformgen.apply.standing import Drift, Standing
from platformgen.cli.printing import on_one_line
from platformgen.cli.wrapping import wrapped
from platformgen.pipeline.membership import Membership
from platformgen.shell.answering import Reply
from platformgen.shell.cluster.client import Client
from platformgen.shell.surveying import Survey

_HEAD: Final = ("COMPONENT", "VERSION", "READY", "RESTARTS", "URL", "STATE")
_WIDTHS: Final = (26, 21, 7, 8, 6, 7)
"""Of a column at most; with the space between them 80."""
_NONE: Final = "-"
_INDENT: Final = "  "


def lines(found: Survey) -> Iterator[str]:
    """Yield the table, what is amiss with each component, and a line of the whole."""
    both = list(zip(found.standings, found.replies, strict=True))
    rows = [_row(each, replies) for each, replies in both]
    yield from _table([_HEAD, *rows])
    for each, replies in both:
        told = list(_told(each, replies))
        if told:
            yield ""
            yield on_one_line(each.component)
        for text in told:
            yield from wrapped(on_one_line(text), _INDENT)
    yield ""
    yield summary(found)


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
    running = ", ".join(each.running)
    if not running or running == each.wanted:
        return each.wanted or _NONE
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
        elif not reply.is_verified:
            yield f"{reply.url} answers {reply.status}; nobody vouches for its certificate"
    for drift in each.drift:
        yield _drift(drift)


def _drift(drift: Drift) -> str:
    where = f": {', '.join(drift.fields)}" if drift.fields else ""
    return f"{drift.word} {drift.key}{where}"


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    plain = [[on_one_line(cell) for cell in row] for row in rows]
    columns = list(zip(*plain, strict=True))
    widths = [
        min(limit, max(map(len, cells))) for limit, cells in zip(_WIDTHS, columns, strict=True)
    ]
    for row in plain:
        cells = [_cell(cell, width) for cell, width in zip(row, widths, strict=True)]
        colour = {"amiss": "red", "changed": "yellow"}.get(row[-1])
        yield " ".join([*cells[:-1], click.style(row[-1], fg=colour)])


def _cell(text: str, width: int) -> str:
    return f"{text[: width - 1]}…" if len(text) > width else text.ljust(width)


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
    }


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
        "drift": [
            {"object": str(one.key), "change": one.word, "fields": list(one.fields)}
            for one in each.drift
        ],
        "urls": [
            {
                "url": one.url,
                "status": one.status,
                "message": one.why,
                "certificate": "trusted" if one.is_verified else "not trusted",
            }
            for one in replies
        ],
        "sync": each.sync,
        "health": each.health,
    }
