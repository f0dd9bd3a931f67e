"""A plan in a file: what was seen and agreed to, and how to tell that it is still the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import click
from msgspec.structs import asdict, replace

from platformgen.apply.aim import Aim
from platformgen.apply.change import Change, Unchanged, wanted_of
from platformgen.apply.fields import content
from platformgen.apply.plan import Plan
from platformgen.cli.plan_json import as_json
from platformgen.cli.printing import printable
from platformgen.cli.refusal import RefusedError
from platformgen.cli.wishes import Wishes
from platformgen.shell import whole

_VERSION = 1
_ASKED = (
    "environment",
    "context",
    "prune",
    "prune_many",
    "recover_releases",
    "force",
    "recreate",
    "delete",
    "only",
)
"""The options that a plan was made with, and is carried out with."""


def save(path: str, plan: Plan, members: Aim, wishes: Wishes, cluster: str) -> None:
    """Write a plan to a file, for people to read and for `apply` to carry out."""
    asked = {name: value for name, value in asdict(wishes).items() if name in _ASKED}
    document = {
        "plan": _VERSION,
        "platform": members.name,
        "options": asked,
        "digest": digest(plan, members, cluster),
        "changes": [
            as_json(each, members) for each in plan.changes if not isinstance(each, Unchanged)
        ],
    }
    text = json.dumps(document, indent=2, ensure_ascii=False)
    target = Path(path).resolve()
    if target.exists() and not target.is_file():
        # A terminal or a pipe, as /dev/stdout: nothing there could be torn.
        target.write_text(f"{text}\n", encoding="utf-8")
    else:
        whole.write_alone(str(target), f"{text}\n".encode())


def digest(plan: Plan, members: Aim, cluster: str) -> str:
    """Return what changes when the spec or the cluster does, as far as the plan is concerned.

    `cluster` tells which one it is: another may have the same context, and nothing in it yet.
    """
    told = [
        (*as_json(each, members).items(), *_identity(each))
        for each in plan.changes
        if not isinstance(each, Unchanged)
    ]
    text = json.dumps([members.name, cluster, told], sort_keys=True, default=str)
    return sha256(text.encode()).hexdigest()


def _identity(change: Change) -> tuple[Any, ...]:
    wanted = wanted_of(change)
    live: Mapping[str, Any] | None = getattr(change, "live", None)
    there = (live["metadata"].get("uid"), content(live)) if live else ()
    return wanted.document if wanted else None, there


def load(path: str, wishes: Wishes) -> Wishes:
    """Return the options that a plan was made with, and with them what was agreed to."""
    if any(getattr(wishes, name) not in (None, False, ()) for name in _ASKED):
        raise click.UsageError(
            "a plan holds its own options: only --timeout and --no-wait go with it"
        )
    try:
        document = json.loads(Path(path).read_text(encoding="utf-8"))
        asked: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in document["options"].items()
            if name in _ASKED
        }
        if document["plan"] != _VERSION:
            raise ValueError  # noqa: TRY301  # the same words for it
        return replace(wishes, **asked, yes=True, agreed=str(document["digest"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        told = printable(path)
        raise RefusedError(
            f"{told} is no plan that `apply --plan-out` wrote",
            fix="make one: `platformgen apply --plan-out FILE`",
        ) from error
