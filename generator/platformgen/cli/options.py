"""Options that several commands have, and what they mean."""

from __future__ import annotations

from pathlib import Path

import click

from platformgen.cli import candidates
from platformgen.diagnostic import did_you_mean
from platformgen.shell.disk import DiskProject
from platformgen.shell.engines import ENGINES

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
event_format = click.option(
    "--format",
    "style",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="json: one event a line.",
)
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
    hint = did_you_mean(name, names) or f"there are: {', '.join(names) or 'none'}"
    raise click.UsageError(f"there is no environment {name!r}; {hint}")
