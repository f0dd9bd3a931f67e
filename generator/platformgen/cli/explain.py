"""`platformgen explain`."""

from __future__ import annotations

from difflib import get_close_matches

import click

from platformgen.cli import options
from platformgen.cli.printing import printable


@click.command("explain")
@click.argument("subject", metavar="CODE|FIELD|NAME")
@options.environment
@click.pass_obj
def command(folder: str, subject: str, environment: str | None) -> None:
    """Tell what a diagnostic means, a field of the spec is for, or a thing is called.

    Of a thing of the platform, such as a component, it lists the facts that pages,
    variables and charts' values can refer to.

    \b
      platformgen explain PG020
      platformgen explain components.host
      platformgen explain grafana
    """  # noqa: D301  # \b is click's mark for lines to keep
    from platformgen import explain  # noqa: PLC0415  # --help needs no compiler

    said = explain.page(subject) or explain.field(subject) or _facts(folder, subject, environment)
    for line in said.splitlines():
        click.echo(printable(line))


def _facts(folder: str, name: str, environment: str | None) -> str:
    from platformgen import explain  # noqa: PLC0415  # as above
    from platformgen.pipeline import compiled  # noqa: PLC0415  # as above

    source = options.project(folder)
    compilation, _ = compiled(source, options.known_environment(source, environment))
    if compilation is None:
        raise click.UsageError(_unknown(name, explain.codes()))
    names = [each.name for each in compilation.platform.components]
    facts = explain.facts(compilation.platform, name)
    if facts is None:
        raise click.UsageError(_unknown(name, [*explain.codes(), *names]))
    return facts


def _unknown(name: str, known: list[str] | tuple[str, ...]) -> str:
    close = get_close_matches(name, known, n=1)
    hint = f"did you mean {close[0]!r}?" if close else "`platformgen explain PG020` shows how"
    return f"{name!r} is no code, no field and no thing of this platform; {hint}"
