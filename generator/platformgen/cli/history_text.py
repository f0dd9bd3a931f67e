"""The past of a platform as people read it, in 80 columns, and as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from platformgen.apply.key import Key
from platformgen.apply.past import Past
from platformgen.apply.revision import (
    APPLY,
    DESTROY,
    INCOMPLETE,
    READY,
    ROLLBACK,
    WRITTEN,
    Author,
    Damaged,
    History,
    Remembered,
    Revision,
)
from platformgen.cli.printing import on_one_line
from platformgen.cli.wrapping import WIDTH, wrapped
from platformgen.shell.cluster.client import Client

_COMMIT_WIDTH = 8
_BY_WIDTH = 8
"""At least so much is shown of who it was."""
_HEAD = ("", "NO", "WHEN (UTC)", "BY", "COMMIT", "CHANGES", "ENDED")
_BY = _HEAD.index("BY")
_GAP = "  "
_INDENT = " " * 8
_NONE = "nothing is kept of this platform's past: it has no revision yet"


def lines(known: History) -> Iterator[str]:
    """Yield the table of all revisions, newest first."""
    if not known.revisions:
        yield _NONE
        return
    rows = [_row(each, known) for each in known.revisions]
    for line, each in zip(_table([_HEAD, *rows]), (None, *known.revisions), strict=True):
        yield line
        more = "; ".join(_circumstances(each)) if isinstance(each, Revision) else ""
        if more:
            yield from wrapped(on_one_line(more), _INDENT)


def _row(each: Remembered, known: History) -> tuple[str, ...]:
    mark = "*" if each is known.newest else ""
    first = (mark, str(each.number), _second(each.when))
    if isinstance(each, Damaged):
        return (*first, "", "", "", "damaged")
    author = each.author
    commit = author.commit[:_COMMIT_WIDTH] + ("+" if author.is_dirty else "")
    changes = f"+{each.made} ~{each.changed} -{each.deleted}"
    return (*first, on_one_line(author.user), commit, changes, _ending(each))


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the rows as lines; who it was is cut where there is no room for all of it."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    room = WIDTH - sum(widths) - len(_GAP) * (len(widths) - 1) + widths[_BY]
    widths[_BY] = min(widths[_BY], max(room, _BY_WIDTH))
    for row in rows:
        cells = [_cut(cell, width).ljust(width) for cell, width in zip(row, widths, strict=True)]
        yield _GAP.join(cells).rstrip()


def _second(when: str) -> str:
    return on_one_line(when[:19].replace("T", " "))


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"


def _ending(each: Revision) -> str:
    if each.action == DESTROY and each.outcome == READY:
        return "gone"
    return f"{each.troubles} wrong" if each.outcome == INCOMPLETE else each.outcome


def _circumstances(each: Revision) -> Iterator[str]:
    """Yield what is not as with most runs."""
    if each.action == ROLLBACK:
        yield f"rollback to {each.back_to}"
    elif each.action != APPLY:
        yield each.action
    if each.is_partial:
        yield "some components only"
    if each.environment:
        yield f"environment {each.environment}"


def headline(each: Revision) -> str:
    """Return a revision in a sentence: which, of when, by whom, from which commit."""
    commit = f", commit {_commit(each.author)}" if each.author.commit else ""
    return f"revision {each.number}: {_second(each.when)} UTC, by {each.author.user}{commit}"


def _commit(author: Author) -> str:
    return f"{author.commit}{' and files beside it' if author.is_dirty else ''}"


def details(each: Revision, found: Past) -> Iterator[str]:
    """Yield what a revision says of itself, and what it wanted, by kind."""
    author, ending = each.author, _ending(each)
    told = {
        "when": each.when.replace("T", " ").replace("Z", " UTC"),
        "by": f"{author.user} ({author.machine})",
        "commit": _commit(author) if author.commit else "none: its folder was in no repository",
        "was": "; ".join(_circumstances(each)) or each.action,
        "changes": f"{each.made} to make, {each.changed} to change, {each.deleted} to delete",
        "ended": f"{ending}, not waited for" if each.outcome == WRITTEN else ending,
        "wanted": f"{each.objects} objects and releases",
    }
    yield f"revision {each.number}"
    for name, value in told.items():
        yield from wrapped(on_one_line(f"{name:<8} {value}"), "  ")
    for kind, names in sorted(_by_kind(found).items()):
        yield from wrapped(on_one_line(f"{kind}: {', '.join(names)}"), "    ")


def _by_kind(found: Past) -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = {}
    for each in sorted(one.key for one in found.wanted):
        kinds.setdefault(each.group_kind, []).append(_place(each))
    return kinds


def _place(each: Key) -> str:
    return f"{each.namespace}/{each.name}" if each.namespace else each.name


def all_as_json(platform: Past, client: Client, known: History) -> dict[str, object]:
    """Return all that is kept as data."""
    return {
        "platform": platform.name,
        "context": client.context,
        "current": known.newest.number if known.newest else None,
        "revisions": [as_json(each) for each in known.revisions],
    }


def as_json(each: Remembered) -> dict[str, object]:
    """Return a revision as data."""
    if isinstance(each, Damaged):
        return {"revision": each.number, "when": each.when, "outcome": "damaged"}
    author = each.author
    return {
        "revision": each.number,
        "when": each.when,
        "by": author.user,
        "machine": author.machine,
        "commit": author.commit,
        "dirty": author.is_dirty,
        "action": each.action,
        "backTo": each.back_to or None,
        "environment": each.environment or None,
        "partial": each.is_partial,
        "made": each.made,
        "changed": each.changed,
        "deleted": each.deleted,
        "wanted": each.objects,
        "digest": each.digest,
        "outcome": each.outcome,
        "troubles": each.troubles,
    }


def wanted_as_json(found: Past) -> dict[str, Any]:
    """Return what a revision wanted, by its names."""
    return {"objects": [str(each.key) for each in found.wanted]}
