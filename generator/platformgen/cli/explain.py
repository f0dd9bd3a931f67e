"""`platformgen explain`."""

from __future__ import annotations

from difflib import get_close_matches

import click

from platformgen.cli import options
from platformgen.cli.printing import printable


@click.command("explain")
@click.argument("what")
@options.environment
@click.pass_obj
def command(folder: str, what: str, environment: str | None) -> None:
    """Explain a diagnostic, a field of the spec, or a thing of the platform.

    WHAT is a code, the path of a field, or a name: of a component, `platform`,
    `cluster` or `gitops`. Of a name it lists the facts that pages can refer to.

    \b
      platformgen explain PG020
      platformgen explain components.NAME.workload.scale
      platformgen explain grafana
    """  # noqa: D301  # \b is click's mark for lines to keep
    from platformgen import explain  # noqa: PLC0415  # --help needs no compiler

    text = explain.page(what) or explain.field(what)
    facts = _facts(folder, what, environment) if text is None or "." not in what else None
    if text is None and facts is None:
        known = [*explain.codes(), "platform", "cluster", "components", "namespaces", "secrets"]
        close = get_close_matches(what, known, n=1)
        hint = f"did you mean {close[0]!r}?" if close else "it is no code, field or name"
        raise click.UsageError(f"there is nothing to explain about {what!r}; {hint}")
    parts = [printable(part) for part in (text, facts) if part]
    click.echo("\n".join(parts), nl=not parts[-1].endswith("\n"))


def _facts(folder: str, name: str, environment: str | None) -> str | None:
    """Return the facts of a name; of a platform that cannot be read there are none."""
    from platformgen import explain  # noqa: PLC0415  # as above
    from platformgen.pipeline import compiled  # noqa: PLC0415

    source = options.project(folder)
    if not source.specs():
        return None
    compilation, _ = compiled(source, options.known_environment(source, environment))
    if compilation is None:
        click.echo("the spec has errors, so its facts are not known: see `validate`", err=True)
        return None
    return explain.facts(compilation.platform, name)
