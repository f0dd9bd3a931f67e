"""What a command cannot do as it was asked to, although it was called as its usage says."""

from __future__ import annotations

from collections.abc import Iterable

import click

from platformgen.cli.exits import WRONG
from platformgen.diagnostic import did_you_mean


class RefusedError(click.ClickException):
    """Told as what, why and how to mend it, with exit code 2.

    What is named is not there, or a guard is in the way. A `UsageError` shows how the command is
    called; that would not help here.
    """

    exit_code = WRONG

    def __init__(self, what: str, *, why: str = "", fix: str = "") -> None:
        told = [what, f"  why: {why}" if why else "", f"  fix: {fix}" if fix else ""]
        super().__init__("\n".join(filter(None, told)))


def absent(what: str, name: str, known: Iterable[str], otherwise: str = "") -> RefusedError:
    """Return that something of this name is not there, with the name that may have been meant.

    Where none is near, the fix is `otherwise`, or all names that there are.
    """
    names = sorted(known)
    return RefusedError(what, fix=did_you_mean(name, names) or otherwise or listed(names))


def listed(names: Iterable[str]) -> str:
    """Return all names that there are, in words."""
    found = ", ".join(sorted(names))
    return f"name one of: {found}" if found else "there are none"
