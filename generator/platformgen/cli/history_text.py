"""The past of a platform as people read it, and as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import to_builtins

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
from platformgen.cli.table import GAP, table
from platformgen.cli.wrapping import columns, wrapped
from platformgen.shell.cluster.client import Client

_COMMIT_WIDTH = 8
_HEAD = ("", "NO", "WHEN (UTC)", "BY", "COMMIT", "CHANGES", "ENDED")
_WHEN, _BY, _COMMIT, _ENDED = map(_HEAD.index, ("WHEN (UTC)", "BY", "COMMIT", "ENDED"))
_YIELDING = ((_BY, 8), (_COMMIT, 5), (_BY, 4), (_WHEN, 17), (_ENDED, 8))
"""Who it was is cut first; the rest where a terminal has fewer than 80 columns."""
_INDENT = " " * 8
_NONE = "nothing is kept of this platform's past: it has no revision yet"


def lines(known: History) -> Iterator[str]:
    """Yield the table of all revisions, newest first."""
    if not known.revisions:
        yield _NONE
        return
    rows = [_row(each, known) for each in known.revisions]
    both = zip(table([_HEAD, *rows], _YIELDING, columns()), (None, *known.revisions), strict=True)
    for cells, each in both:
        yield GAP.join(cells).rstrip()
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


def _second(when: str) -> str:
    return on_one_line(when[:19].replace("T", " "))


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
    yield from _wrong(each)
    for kind, names in sorted(_by_kind(found).items()):
        yield from wrapped(on_one_line(f"{kind}: {', '.join(names)}"), "    ")


def _wrong(each: Revision) -> Iterator[str]:
    """Yield the first objects that were not as they should be, and why."""
    for one in each.failures:
        yield from wrapped(on_one_line(f"{one.what:<8} {one.object}"), "  ")
        yield from wrapped(on_one_line(one.why), " " * 11)
    more = each.troubles - len(each.failures)
    if each.failures and more > 0:
        yield f"           and {more} more"


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
        "failures": [to_builtins(one) for one in each.failures],
    }


def wanted_as_json(found: Past) -> dict[str, Any]:
    """Return what a revision wanted, by its names."""
    return {"objects": [str(each.key) for each in found.wanted]}
