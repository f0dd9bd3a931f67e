"""Which objects a run left otherwise than they should be, and why: the first of them, in short."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Final

from msgspec import Struct, ValidationError, convert, to_builtins

from platformgen.apply.key import Key

KEPT_MAX: Final = 5
_WHY_MAX: Final = 200
"""Characters. An annotation holds 256 KiB, and all revisions are told by one LIST."""
_LATER: Final = frozenset({"skipped", "undone"})
"""What became of objects for the sake of others: these are told first."""


class Failure(Struct, frozen=True):
    """An object, what became of it (the name of an event), and why."""

    object: str
    what: str
    why: str = ""


def failure(key: Key | None, what: str, why: str) -> Failure:
    """Return a failure as it is kept.

    What a server says of a Secret may quote it, and is kept nowhere.
    """
    is_secret = key is not None and (key.group, key.kind) == ("", "Secret")
    line = " ".join(why.split())
    short = line if len(line) <= _WHY_MAX else f"{line[: _WHY_MAX - 1]}…"
    return Failure(str(key or ""), what, "" if is_secret else short)


def written(found: Iterable[Failure]) -> str:
    """Return the text of the first failures; causes before what they kept from being done."""
    first = sorted(found, key=lambda each: each.what in _LATER)[:KEPT_MAX]
    return json.dumps(to_builtins(first), ensure_ascii=False)


def read(text: object) -> tuple[Failure, ...]:
    """Return what a text of `written` says; nothing where it is none."""
    try:
        return convert(json.loads(str(text)), tuple[Failure, ...])[:KEPT_MAX]
    except (ValueError, ValidationError, RecursionError):
        return ()
