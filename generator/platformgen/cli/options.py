"""Options that several commands have, and what they mean."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from platformgen.cli import candidates
from platformgen.cli.refusal import absent
from platformgen.shell.disk import DiskProject
from platformgen.shell.engines import ENGINES

_Command = TypeVar("_Command", bound=Callable[..., Any])

environment = click.option(
    "--env",
    "environment",
    metavar="NAME",
    shell_complete=candidates.environments,
    help="Lay specs/environments/NAME.yaml over the spec.",
)
context = click.option(
    "--context",
    metavar="NAME",
    shell_complete=candidates.contexts,
    help="Another context than the spec's.",
)
output_format = click.option(
    "--format",
    "style",
    type=click.Choice(("text", "json", "github")),
    default="text",
    show_default=True,
    help="How findings are printed.",
)


def text_or_json(told: str) -> Callable[[_Command], _Command]:
    """Return the option that says whether a command prints for people or for programs."""
    return click.option(
        "--format",
        "style",
        type=click.Choice(("text", "json")),
        default="text",
        show_default=True,
        help=told,
    )


event_format = text_or_json("json: one event a line.")
delete = click.option(
    "--delete", metavar="OBJECT", multiple=True, help="Delete it although a guard keeps it."
)
timeout = click.option(
    "--timeout",
    type=click.FloatRange(min=0),
    metavar="S",
    help="Wait so many seconds; what no waiting mends ends it sooner.",
)
_CARRYING_OUT = (
    click.option("--yes", is_flag=True, help="Do not ask."),
    click.option("--dry-run", is_flag=True, help="Show the plan; write nothing."),
    click.option("--prune", is_flag=True, help="Delete what is not wanted any more."),
    click.option(
        "--prune-many", is_flag=True, help="With --prune: even if it is more than 30 % of all."
    ),
    click.option(
        "--recover-releases", is_flag=True, help="Give up what a killed helm left pending."
    ),
    click.option(
        "--force-conflicts",
        "force",
        metavar="OBJECT",
        is_flag=False,
        flag_value="*",
        multiple=True,
        help="Take fields that others own; alone: of all objects.",
    ),
    click.option(
        "--recreate",
        metavar="OBJECT",
        is_flag=False,
        flag_value="*",
        multiple=True,
        help="Replace what cannot be changed; alone: all of it.",
    ),
    delete,
    timeout,
    click.option("--no-wait", is_flag=True, help="Do not wait until all is ready."),
)


def carrying_out(command: _Command) -> _Command:
    """Give a command the options of whatever carries out a plan."""
    for each in reversed(_CARRYING_OUT):
        command = each(command)
    return command


engine = click.option(
    "--engine",
    type=click.Choice(tuple(ENGINES)),
    default="mkdocs",
    show_default=True,
    help="What makes build/site.",
)
strict = click.option("--strict", is_flag=True, help="Take warnings for errors.")


def project(folder: str) -> DiskProject:
    """Return the project in a folder."""
    return DiskProject(Path(folder).resolve())


def known_environment(source: DiskProject, name: str | None) -> str | None:
    """Return the environment's name; an unknown one is a mistake of the command."""
    if name is None:
        return None
    names = source.environments()
    if name in names:
        return name
    raise absent(f"there is no environment {name!r}", name, names)
