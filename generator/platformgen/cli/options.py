"""Options that several commands have, and what they mean."""

from __future__ import annotations

from pathlib import Path

import click

from platformgen.shell.disk import DiskProject
from platformgen.shell.engines import ENGINES

environment = click.option(
    "--env", "environment", metavar="NAME", help="Lay specs/environments/NAME.yaml over the spec."
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
    from difflib import get_close_matches  # noqa: PLC0415  # for a mistake alone

    close = get_close_matches(name, names, n=1)
    hint = f"did you mean {close[0]!r}?" if close else f"there are: {', '.join(names) or 'none'}"
    raise click.UsageError(f"there is no environment {name!r}; {hint}")
