"""`platformgen explain`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import click

from platformgen.cli import options
from platformgen.cli.candidates import subjects
from platformgen.cli.printing import on_one_line, printable
from platformgen.cli.refusal import RefusedError, absent

if TYPE_CHECKING:
    from platformgen.source import Document


@click.command("explain")
@click.argument("subject", metavar="[CODE|FIELD|NAME]", required=False, shell_complete=subjects)
@options.environment
@click.pass_obj
def command(folder: str, subject: str | None, environment: str | None) -> None:
    """Tell what a diagnostic means, a field of the spec is for, or a thing is called.

    Of a thing of the platform, such as a component, it says where it is written, and
    lists the facts that pages, variables and charts' values can refer to. Without
    an argument it lists what can be asked about.

    \b
      platformgen explain
      platformgen explain PG020
      platformgen explain components.host
      platformgen explain grafana
    """  # noqa: D301  # \b is click's mark for lines to keep
    from platformgen import explain  # noqa: PLC0415  # --help needs no compiler

    if subject is None:
        said = "\n".join(_all(_spec(folder, environment)))
    else:
        found = explain.page(subject) or _field(folder, subject, environment)
        said = found or _thing(folder, subject, environment)
    for line in said.splitlines():
        click.echo(printable(line))


def _all(spec: Document | None) -> Iterator[str]:
    from platformgen import explain  # noqa: PLC0415  # as above

    yield from _table("Fields:", explain.fields())
    yield from _table("\nCodes:", explain.titles())
    if spec is not None:
        yield f"\nNames: {', '.join(explain.names(spec))}"


def _table(title: str, rows: Mapping[str, str]) -> Iterator[str]:
    width = max(map(len, rows))
    yield title
    yield from (f"  {name:<{width}}  {what}" for name, what in rows.items())


def _spec(folder: str, environment: str | None) -> Document | None:
    """Return the spec, whatever its checks say; None where it cannot be read."""
    from platformgen.pipeline.reading import read_spec  # noqa: PLC0415  # as above
    from platformgen.source.document import Places  # noqa: PLC0415  # as above

    source = options.project(folder)
    return read_spec(source, Places(), options.known_environment(source, environment))[0]


def _field(folder: str, path: str, environment: str | None) -> str | None:
    """Return what a field is for; a name that its path ends in must be one of the spec's."""
    from platformgen import explain  # noqa: PLC0415  # as above

    said = explain.field(path)
    if said is None or not explain.ends_in_name(path):
        return said
    spec = _spec(folder, environment)
    return said if spec is None or explain.is_written(spec, path) else None


def _thing(folder: str, name: str, environment: str | None) -> str:
    from platformgen import explain  # noqa: PLC0415  # as above
    from platformgen.pipeline import compiled  # noqa: PLC0415  # as above

    spec = _spec(folder, environment)
    lines = [(spec and explain.things(spec, name)) or ""]
    compilation, _ = compiled(options.project(folder), environment)
    if compilation is not None:
        lines.append(explain.facts(compilation.platform, name) or "")
    said = "\n".join(each for each in lines if each)
    if said:
        return said
    known = [*explain.codes(), *explain.fields(), *(explain.names(spec) if spec else ())]
    wrong = f"{on_one_line(name)!r} is no code, no field and no thing of this platform"
    told = explain.unknown(name)
    if told:
        raise RefusedError(told)
    raise absent(wrong, name, known, "`platformgen explain` lists what there is")
