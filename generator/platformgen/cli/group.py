"""The commands by name, each loaded when it is asked for: `--help` costs little."""

from __future__ import annotations

from importlib import import_module
from keyword import iskeyword
from typing import cast

import click

COMMANDS = {
    "init": "a platform to start from",
    "validate": "check the spec; nothing is written",
    "build": "make all outputs from the spec",
    "diff": "what a build would change on disk",
    "lock": "fetch what others publish, and hold it to what it is",
    "apply": "make the cluster as the spec says",
    "status": "what runs, and whether all of it is well",
    "credentials": "where each credential is, and on demand what it is",
    "docs": "the site in a browser, while you write it",
    "destroy": "delete from the cluster what apply made there",
    "history": "what was applied: when, by whom, from which commit",
    "rollback": "bring the cluster back to what was applied before",
    "publish": "copy the TechDocs site to where Backstage reads it",
    "hosts": "the names of the platform for the hosts file",
    "graph": "the platform as a diagram",
    "diagram": "a drawing in text as Mermaid, SVG or data",
    "doctor": "what this machine lacks, and how to get it",
    "import": "from what a team has: a guide in Markdown",
    "explain": "a diagnostic, a field of the spec, or a thing",
    "schema": "the JSON Schema of the spec",
    "completion": "completion for your shell",
}


class Commands(click.Group):
    """The group of all commands; its help needs none of their modules."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which people meet them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, loaded now."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        # A module cannot have the name of a keyword.
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        return cast("click.Command", import_module(f"platformgen.cli.{module}").command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the arguments begin with; an unknown one gets the nearest."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from platformgen.diagnostic import did_you_mean  # noqa: PLC0415  # for a mistake alone

            hint = did_you_mean(args[0], COMMANDS)
            ctx.fail(f"there is no command {args[0]!r}{hint and f'; {hint}'}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))
