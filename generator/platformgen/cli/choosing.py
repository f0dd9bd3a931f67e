"""Options that allow something: whether they go together, and what their names mean here."""

from __future__ import annotations

from collections.abc import Iterable

import click

from platformgen.apply.aim import Aim
from platformgen.apply.choices import ALL, Choices
from platformgen.apply.inventory import set_id
from platformgen.apply.key import Key, named
from platformgen.apply.prune import candidates
from platformgen.cli.refusal import RefusedError, absent
from platformgen.cli.wishes import Wishes
from platformgen.pipeline.membership import Membership
from platformgen.shell.applying.looking import Look


def judge(wishes: Wishes) -> None:
    """Refuse options that do not go together."""
    if wishes.prune_many and not wishes.prune:
        raise click.UsageError("--prune-many lifts a guard of --prune: give both")
    if wishes.delete and not wishes.prune:
        raise click.UsageError("--delete lifts a guard of --prune: give both")
    if wishes.only and wishes.prune:
        raise click.UsageError("--only leaves the rest alone, and --prune looks at all of it")


def judge_only(wishes: Wishes, members: Membership) -> None:
    """Refuse the names of components that are not there."""
    names = {each.name for each in members.platform.components}
    for name in wishes.only:
        if name not in names:
            raise absent(f"--only: there is no component {name!r}", name, names)


def judge_prune(wishes: Wishes, members: Membership) -> None:
    """Refuse to delete what charts and manifests made where no lock says what that is."""
    if wishes.prune and members.installed:
        names = ", ".join(members.installed)
        raise RefusedError(
            f"--prune: there is no lock of {names}",
            why="so what is of them looks left over",
            fix="run `platformgen lock` before",
        )


def choices_of(aim: Aim, wishes: Wishes, found: Look) -> Choices:
    """Return what the person allows, by the keys of what is wanted or left over."""
    wanted = [each.key for each in found.wanted]
    known = [*wanted, *candidates(found.sight, wanted, set_id(aim.name))]
    return Choices(
        force=_named("--force-conflicts", wishes.force, known),
        force_all=ALL in wishes.force,
        recreate=_named("--recreate", wishes.recreate, known),
        recreate_all=ALL in wishes.recreate,
        prune=wishes.prune,
        prune_many=wishes.prune_many,
        recover=wishes.recover_releases,
        delete=_named("--delete", wishes.delete, known),
    )


def _named(option: str, texts: Iterable[str], known: list[Key]) -> frozenset[Key]:
    found: set[Key] = set()
    for text in texts:
        if text == ALL:
            continue
        matching = named(text, known)
        if not matching:
            how = "the plan names each: Kind/namespace/name, or Kind/name"
            raise absent(f"{option}: there is no {text!r} here", text, map(str, known), how)
        found.update(matching)
    return frozenset(found)
