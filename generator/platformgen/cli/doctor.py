"""`platformgen doctor`."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from platformgen.cli import options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from platformgen.shell.finding import Finding

_INDENT = " " * 22
_FIX_INDENT = " " * 9
_COLOURS = {"ok": "green", "missing": "red", "warning": "yellow"}


@click.command("doctor")
@options.context
@click.option(
    "--hosts-file",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False),
    help="Another hosts file than this machine's.",
)
@options.environment
@options.text_or_json("How findings are printed.")
@click.pass_obj
def command(
    folder: str, environment: str | None, style: str, *, context: str | None, hosts_file: str | None
) -> None:
    """Show what this machine and the cluster lack for the platform.

    Looked at are the programs that it takes, the context, the cluster's version
    and the way in of its routes, the hosts file, ports, memory and disk. Nothing
    is changed, and nobody is asked but this machine and the cluster.

    \b
      platformgen doctor
      platformgen doctor --format json

    Exit codes: 0 nothing is missing (there may be warnings); 1 something is;
    2 spec or command are wrong.
    """  # noqa: D301  # \b is click's mark for lines to keep
    from platformgen.cli import report  # noqa: PLC0415  # --help needs none of these
    from platformgen.cli.progress import progress  # noqa: PLC0415  # as above
    from platformgen.pipeline import compiled  # noqa: PLC0415  # as above
    from platformgen.shell.examining import findings  # noqa: PLC0415  # as above

    source = options.project(folder)
    compilation, said = compiled(source, options.known_environment(source, environment))
    report.show(said, "text")
    if compilation is None:
        sys.exit(2)
    platform = compilation.platform
    with progress("looking"):
        asked = context or platform.cluster.context
        found = findings(platform, compilation.spec, asked, hosts_file)
    if style == "json":
        document = [
            {"name": each.name, "state": each.state, "message": each.told, "fix": each.fix}
            for each in found
        ]
        click.echo(json.dumps({"findings": document}, indent=2, ensure_ascii=False))
    else:
        for line in _lines(found):
            click.echo(line)
    sys.exit(1 if any(each.state == "missing" for each in found) else 0)


def _lines(found: tuple[Finding, ...]) -> Iterator[str]:
    from platformgen.cli.printing import on_one_line  # noqa: PLC0415  # --help needs it not
    from platformgen.cli.wrapping import wrapped  # noqa: PLC0415  # as above

    for each in found:
        word = click.style(f"{each.state:<8}", fg=_COLOURS.get(each.state))
        first, *rest = wrapped(on_one_line(each.told), _INDENT)
        yield f"{word} {each.name:<12} {first.removeprefix(_INDENT)}"
        yield from rest
        if each.fix:
            yield from wrapped(on_one_line(f"fix: {each.fix}"), _FIX_INDENT)
